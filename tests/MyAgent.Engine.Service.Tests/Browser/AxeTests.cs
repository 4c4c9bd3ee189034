namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>The accessibility check of the other tests does find something.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class AxeTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task A_picture_that_says_nothing_to_a_screen_reader_is_found()
    {
        await using var context = await browser.NewAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<!doctype html><html lang=en><title>Test</title><main><h1>Test</h1><img src='data:,'></main></html>");

        (await Axe.ViolationsAsync(page)).ShouldHaveSingleItem().ShouldStartWith("image-alt:");
    }
}

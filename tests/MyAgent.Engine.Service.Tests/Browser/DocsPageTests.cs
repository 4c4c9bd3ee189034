using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class DocsPageTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task The_API_can_be_browsed_and_nothing_comes_from_another_server()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var page = await centre.OpenAsync("/health/live");
        var asked = new List<Uri>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url));
        await page.GotoAsync(new Uri(centre.Engine.Address, "/docs").ToString());

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "MyAgent.Engine" }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("Creates the queue or sets its policy").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserOfTests.Pictures, "docs.png") });
        asked.ShouldContain(address => address.AbsolutePath == "/openapi/v1.json");
        asked.Where(address => address.Scheme is "http" or "https" && address.Authority != centre.Engine.Address.Authority).ShouldBeEmpty();
    }
}

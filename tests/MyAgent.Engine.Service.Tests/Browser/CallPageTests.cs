using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class CallPageTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task A_refused_number_is_told_until_the_caller_does_something_else()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.CallAsync("ahead", "+33111111111");
        var page = await CallAsync(centre);
        await Expect(page.Locator(".place")).ToHaveTextAsync("You are number 2 in the queue.");
        await Press(page, "Leave a message instead");
        await page.Locator("#callback-number").FillAsync("12");

        // The page reads its contact again after the refusal, and after each event.
        await page.RunAndWaitForResponseAsync(() => Press(page, "Request a callback"), IsContact);
        await Expect(page.Locator(".problem")).ToBeVisibleAsync();
        await page.RunAndWaitForResponseAsync(() => centre.PostAsync("queues/support/contacts/ahead/hang-up"), IsContact);
        await Expect(page.Locator(".problem")).ToBeVisibleAsync();
        await Expect(page.Locator(".problem")).ToHaveTextAsync("This is not a telephone number.");
        await PagesHarness.PictureAsync(page, "call-refused");

        await page.Locator("#callback-number").FillAsync("+33 1 23 45 67 89");
        await Press(page, "Request a callback");
        await Expect(page.Locator(".problem")).ToBeHiddenAsync();
        await Expect(page.Locator(".place")).ToHaveTextAsync("You will be called back. Your place: 1.");
    }

    [BrowserFact]
    [Rule("39")]
    public async Task A_caller_chooses_a_free_window_for_the_callback()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        object[] weekly = [.. Enum.GetNames<DayOfWeek>().Select(day => new { day = day.ToLowerInvariant(), from = "00:00", to = "00:00" })];
        await centre.PatchAsync("queues/support", new { callbacks = new { windows = new { capacity = 1, slotMinutes = 60, weekly } } });
        var page = await CallAsync(centre);
        await Press(page, "Leave a message instead");
        var window = page.GetByLabel("Promised window");
        await Expect(window.Locator("option").First).ToHaveTextAsync("as soon as possible");
        await window.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await PagesHarness.PictureAsync(page, "call-window");
        await Press(page, "Request a callback");
        await Expect(page.Locator(".place")).ToContainTextAsync("You will be called back on");
        (await centre.GetAsync("callbacks?state=scheduled"))["callbacks"]!.AsArray().ShouldHaveSingleItem()!["window"].ShouldNotBeNull();
    }

    [BrowserFact]
    public async Task A_contact_that_is_remembered_and_is_no_more_gives_way_to_a_new_call()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var page = await centre.SignInAsync("/call", "connector");
        await page.EvaluateAsync("() => sessionStorage.setItem('myagent-call', JSON.stringify({ queueId: 'support', contactId: 'forgotten' }))");
        await page.ReloadAsync();
        await Expect(page.Locator("#caller")).ToBeVisibleAsync();
        await Expect(page.Locator(".lost")).ToBeHiddenAsync();
    }

    private static async Task<IPage> CallAsync(PagesHarness centre)
    {
        var page = await centre.SignInAsync("/call", "connector");
        await page.Locator("#queue").FillAsync("support");
        await page.Locator("#caller").FillAsync(PagesHarness.Caller);
        await Press(page, "Call");
        return page;
    }

    private static bool IsContact(IResponse answer) =>
        answer.Request.Method == "GET" && answer.Url.Contains("/v1/queues/support/contacts/", StringComparison.Ordinal);

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}

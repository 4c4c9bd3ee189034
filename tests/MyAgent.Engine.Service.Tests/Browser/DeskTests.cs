using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class DeskTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task A_call_is_offered_accepted_and_ended_and_wrap_up_is_extended_and_ended()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Expect(Status(desk)).ToHaveTextAsync("Logged out");
        await PagesHarness.PictureAsync(desk, "desk-logged-out");
        await Press(desk, "Log in as agent");
        await Expect(Status(desk)).ToHaveTextAsync("Available");

        await centre.CallAsync("c1");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync(PagesHarness.Caller);
        await Expect(desk.Locator("#offer-title")).ToBeFocusedAsync();
        await PagesHarness.PictureAsync(desk, "desk-offer");
        await desk.Keyboard.PressAsync("Tab");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Enter");
        await Expect(Status(desk)).ToHaveTextAsync("Engaged");

        await Press(desk, "Break");
        await desk.Locator("#reason").FillAsync("Lunch");
        await Press(desk, "Take the break");
        await Expect(desk.Locator(".next")).ToHaveTextAsync("Next: Break (Lunch)");
        await PagesHarness.PictureAsync(desk, "desk-engaged");
        await Press(desk, "End contact");
        await Expect(Status(desk)).ToHaveTextAsync("Post-processing");
        await Expect(desk.Locator(".overdue")).ToContainTextAsync("Overdue");
        await PagesHarness.PictureAsync(desk, "desk-overdue");
        await Press(desk, "Close pop-up");

        await Expect(Status(desk)).ToHaveTextAsync("Wrap-up");
        await Expect(desk.Locator(".next")).ToBeVisibleAsync();
        (await SecondsLeftAsync(desk)).ShouldBeInRange(1, 600);
        await Press(desk, "Wrap-up: add time");
        await Expect(desk.Locator(".added")).ToHaveTextAsync("+60 s");
        await PagesHarness.PictureAsync(desk, "desk-wrap-up");
        await Press(desk, "Wrap-up: add time");
        (await centre.GetAsync("agents/ana"))["status"]!.GetValue<string>().ShouldBe("wrapUp");
        // Two presses of a minute each, on ten minutes of which less than one is gone.
        await desk.WaitForFunctionAsync(
            "() => { const [minutes, seconds] = document.querySelector('.time').textContent.match(/\\d+/g).map(Number); return minutes * 60 + seconds > 640; }");

        await Press(desk, "Available");
        await Expect(Status(desk)).ToHaveTextAsync("Available");
        await Expect(desk.Locator(".next")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task An_offer_that_is_rejected_or_whose_caller_hangs_up_goes_away()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await centre.CallAsync("c1");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();
        await centre.PostAsync("queues/support/contacts/c1/hang-up");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();

        await centre.PostAsync("agents/ben/log-in");
        await centre.PutAsync("callers/+33111111111", new { preferredAgents = new[] { "ana" } });
        await centre.CallAsync("c2", "+33111111111");
        await Press(desk, "Reject");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await Expect(Status(desk)).ToHaveTextAsync("Available");
    }

    [BrowserFact]
    [Rule("33b")]
    public async Task An_offer_is_rejected_for_the_reason_that_was_chosen_and_the_next_one_begins_with_none()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await centre.CallAsync("c1");
        var reason = desk.GetByLabel("Reason for rejecting");
        await Expect(reason).ToHaveValueAsync("declined");
        await reason.SelectOptionAsync(new SelectOptionValue { Label = "Telephone busy" });
        await PagesHarness.PictureAsync(desk, "desk-reject");
        await Press(desk, "Reject");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await LastRejectionIsAsync(centre, "busy");
        await centre.PostAsync("queues/support/contacts/c1/hang-up");

        await centre.CallAsync("c2");
        await Expect(reason).ToHaveValueAsync("declined");
        await Press(desk, "Reject");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await LastRejectionIsAsync(centre, "declined");
        await centre.PostAsync("queues/support/contacts/c2/hang-up");

        await centre.PostAsync("queues/support/contacts", new { contactId = "m1", media = "email", caller = "caller@example.org" });
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Reject", Exact = true })).ToBeVisibleAsync();
        await Expect(reason).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Two_tabs_of_one_agent_agree_and_both_come_back_after_the_server_was_killed()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        var other = await desk.Context.NewPageAsync();
        await other.GotoAsync(desk.Url);
        await Press(desk, "Log in as agent");
        await Expect(Status(other)).ToHaveTextAsync("Available");

        await centre.Engine.KillAsync();
        await Expect(desk.Locator(".lost")).ToContainTextAsync("Connection lost");
        await PagesHarness.PictureAsync(desk, "desk-connection-lost");
        await centre.Engine.StartAsync();
        await Expect(desk.Locator(".lost")).ToBeHiddenAsync();
        await Expect(other.Locator(".lost")).ToBeHiddenAsync();
        await centre.CallAsync("c1");
        await Expect(other.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();
        await Press(desk, "Accept");
        await Expect(Status(other)).ToHaveTextAsync("Engaged");
    }

    [BrowserFact]
    public async Task A_browser_whose_clock_is_wrong_counts_down_right()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.OpenAsync("/desk");
        await desk.Context.AddInitScriptAsync("{ const truth = Date.now; Date.now = () => truth() + 7_200_000; }");
        await desk.ReloadAsync();
        await desk.Locator("#token").FillAsync(await centre.TokenAsync("agent", "ana"));
        await desk.Locator(".sign-in button").ClickAsync();
        await Press(desk, "Log in as agent");
        await Press(desk, "Wrap-up");
        await Expect(Status(desk)).ToHaveTextAsync("Wrap-up");
        (await SecondsLeftAsync(desk)).ShouldBeInRange(300, 601);
    }

    [BrowserFact]
    public async Task Signing_in_needs_a_known_token_and_signing_out_ends_it()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var page = await centre.OpenAsync("/");
        await PagesHarness.PictureAsync(page, "sign-in");
        await page.Locator("#token").FillAsync("mat_nobody_nothing");
        await page.Locator(".sign-in button").ClickAsync();
        await Expect(page.Locator(".problem")).ToHaveTextAsync("This token is unknown or revoked.");
        await page.Locator("#token").FillAsync(await centre.TokenAsync("agent", "ana"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk");
        await Press(page, "Sign out of this page");
        await Expect(page.Locator("#token")).ToBeVisibleAsync();
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    /// <summary>The page hides the offer before the queue has recorded how it ended.</summary>
    private static Task LastRejectionIsAsync(PagesHarness centre, string reason) => Eventually.TrueAsync(async () =>
        (await centre.EventsAsync()).LastOrDefault(happened => (string?)happened["type"] == "offer-ended")?["data"]!["reason"]?.GetValue<string>() == reason);

    private static ILocator Status(IPage desk) => desk.Locator(".status-word");

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<int> SecondsLeftAsync(IPage desk)
    {
        await Expect(desk.Locator(".time")).ToContainTextAsync("left");
        var parts = (await desk.Locator(".time").TextContentAsync())!.Split(' ')[0].Split(':');
        return int.Parse(parts[0]) * 60 + int.Parse(parts[1]);
    }
}

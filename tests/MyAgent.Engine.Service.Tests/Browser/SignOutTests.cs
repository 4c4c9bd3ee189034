using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class SignOutTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task Signing_out_asks_an_agent_who_is_logged_in_and_logs_the_agent_out()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Available");

        await SignOut(desk).FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        var question = desk.GetByRole(AriaRole.Dialog, new() { Name = "You are still logged in as agent" });
        await Expect(question).ToBeVisibleAsync();
        await Expect(question.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await PagesHarness.PictureAsync(desk, "sign-out-available");
        await desk.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeHiddenAsync();
        await Expect(SignOut(desk)).ToBeFocusedAsync();
        (await StatusAsync(centre)).ShouldBe("available");

        await desk.Keyboard.PressAsync("Enter");
        await Expect(question).ToBeVisibleAsync();
        await desk.Keyboard.PressAsync("Tab");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Log out as agent and sign out" })).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.Locator("#token")).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Status)).ToHaveTextAsync("You are signed out, and logged out as agent.");
        await PagesHarness.PictureAsync(desk, "sign-out-done");
        (await StatusAsync(centre)).ShouldBe("loggedOut");
        (await desk.Context.CookiesAsync()).ShouldBeEmpty();
        await desk.ReloadAsync();
        await Expect(desk.Locator("#token")).ToBeVisibleAsync();
        await Expect(desk.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Signing_out_with_a_contact_has_the_log_out_remembered_and_says_so()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana", width: 390, height: 844);
        await Press(desk, "Log in as agent");
        await centre.CallAsync("c1");
        await Press(desk, "Accept");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Engaged");

        await SignOut(desk).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Dialog)).ToContainTextAsync("You will be logged out when the contact is over");
        await PagesHarness.PictureAsync(desk, "sign-out-engaged-phone");
        (await desk.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await Press(desk, "Log out as agent and sign out");
        await Expect(desk.GetByRole(AriaRole.Status)).ToContainTextAsync("You will be logged out as agent when your contact is over");
        (await StatusAsync(centre)).ShouldBe("engaged");
        ((string)(await centre.GetAsync("agents/ana"))["next"]!["status"]!).ShouldBe("logOut");

        await centre.PostAsync("agents/ana/end-contact");
        await centre.PostAsync("agents/ana/close-pop-up");
        await centre.PostAsync("agents/ben/log-in");
        await centre.CallAsync("c2");
        ((string)(await centre.GetAsync("agents/ben"))["status"]!).ShouldBe("offered");
    }

    [BrowserFact]
    public async Task Logging_out_with_a_contact_is_shown_as_what_comes_next_at_the_desk_and_to_the_supervisor()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await centre.CallAsync("c1");
        await Press(desk, "Accept");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Engaged");

        await Press(desk, "Log out as agent");
        await Expect(desk.Locator(".next")).ToHaveTextAsync("Next: Log out as agent");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Log out as agent", Exact = true })).ToBeDisabledAsync();
        await Expect(desk.Locator(".lost")).ToBeHiddenAsync();
        var supervisor = await centre.SignInAsync("/supervise", "supervisor");
        await Expect(supervisor.Locator("[data-agent=ana]")).ToContainTextAsync("Next: Log out as agent");
    }

    [BrowserFact]
    public async Task An_offer_that_comes_while_signing_out_is_asked_can_be_accepted()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Available");
        await SignOut(desk).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await centre.CallAsync("c1");
        await Press(desk, "Accept");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Engaged");
    }

    [BrowserFact]
    public async Task Signing_out_only_leaves_the_agent_logged_in_and_says_so()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        var desk = await centre.SignInAsync("/desk", "agent", "ana", "de-DE");
        await Press(desk, "Von der Seite abmelden");
        await Press(desk, "Nur abmelden, als Agent eingeloggt bleiben");
        await Expect(desk.GetByRole(AriaRole.Status)).ToHaveTextAsync("Sie sind abgemeldet. Als Agent sind Sie noch eingeloggt und bekommen weiterhin Kontakte angeboten.");
        (await StatusAsync(centre)).ShouldBe("available");
    }

    [BrowserFact]
    public async Task A_supervisor_and_an_agent_who_is_logged_out_are_not_asked()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        var supervisor = await centre.SignInAsync("/desk?agent=ana", "supervisor");
        await Expect(supervisor.Locator(".status-word")).ToHaveTextAsync("Available");
        await SignOut(supervisor).ClickAsync();
        await Expect(supervisor.Locator("#token")).ToBeVisibleAsync();
        (await StatusAsync(centre)).ShouldBe("available");

        var ben = await centre.SignInAsync("/desk", "agent", "ben", "fr-FR");
        await Press(ben, "Quitter la page");
        await Expect(ben.Locator("#token")).ToBeVisibleAsync();
    }

    private static async Task<string> StatusAsync(PagesHarness centre) => (string)(await centre.GetAsync("agents/ana"))["status"]!;

    private static ILocator SignOut(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sign out of this page", Exact = true });

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}

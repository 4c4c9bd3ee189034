using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 28 at the desk: the telephone at which an agent logs in.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class TelephoneDeskTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("28")]
    public async Task An_agent_logs_in_at_a_telephone_that_the_browser_remembers_and_a_taken_one_is_refused_in_words()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var ben = await centre.SignInAsync("/desk", "agent", "ben", width: 390, height: 844);
        await ben.GetByLabel("Telephone").FillAsync("PJSIP/2001");
        await PagesHarness.PictureAsync(ben, "desk-telephone-phone");
        await ben.Keyboard.PressAsync("Enter");
        await Expect(ben.Locator(".status-word")).ToHaveTextAsync("Available");
        await Expect(ben.Locator(".telephone")).ToHaveTextAsync("Telephone: PJSIP/2001");

        var ana = await centre.SignInAsync("/desk", "agent", "ana");
        await ana.GetByLabel("Telephone").FillAsync("PJSIP/2001");
        await Press(ana, "Log in as agent");
        await Expect(ana.Locator(".problem")).ToHaveTextAsync("Another agent is logged in at this telephone.");
        await Expect(ana.Locator(".status-word")).ToHaveTextAsync("Logged out");
        await Expect(ana.GetByLabel("Telephone")).ToHaveValueAsync("PJSIP/2001");
        await PagesHarness.PictureAsync(ana, "desk-telephone-taken");
        await Press(ben, "Log out as agent");
        await Expect(ben.GetByLabel("Telephone")).ToHaveValueAsync("PJSIP/2001");
        await Press(ana, "Log in as agent");
        await Expect(ana.Locator(".telephone")).ToHaveTextAsync("Telephone: PJSIP/2001");
    }

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

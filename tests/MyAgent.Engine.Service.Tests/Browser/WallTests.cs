using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class WallTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task The_wall_shows_lines_callbacks_alarms_and_agents_as_they_change_and_explains_a_contact()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PutAsync("queues/sales", new { name = "Sales" });
        var wall = await centre.SignInAsync("/wall", "supervisor");
        var support = wall.Locator("[data-queue=support]");
        await Expect(support.Locator(".waiting-count")).ToHaveTextAsync("0");

        foreach (var number in new[] { 1, 2, 3 })
            await centre.CallAsync($"c{number}", $"+3312345678{number}");
        await centre.PostAsync("queues/support/contacts/c2/record");
        await centre.PostAsync("queues/support/contacts/c2/callback", new { number = "+33123456782" });
        await Expect(support.Locator(".waiting-count")).ToHaveTextAsync("3");
        await Expect(support.Locator(".chip.bad")).ToContainTextAsync("Too many waiting");
        await Expect(support.Locator("[data-contact=c2]")).ToContainTextAsync("Agent callback");
        await Expect(support.Locator("[data-contact=c2] b")).ToHaveTextAsync("2");
        await centre.PostAsync("agents/ben/log-in");
        await Expect(wall.Locator("[data-agent=ben]")).ToContainTextAsync("Offer");
        await centre.PutAsync("agents/cleo", new { name = "Cleo", leaseSeconds = 10 });
        await centre.PostAsync("agents/cleo/log-in");
        await Expect(wall.Locator("[data-agent=cleo]")).ToContainTextAsync("(absent)");
        await PagesHarness.PictureAsync(wall, "wall");

        await support.Locator("[data-contact=c2]").ClickAsync();
        await Expect(wall.GetByRole(AriaRole.Dialog)).ToContainTextAsync("ben:");
        await PagesHarness.PictureAsync(wall, "wall-history");
        await wall.Keyboard.PressAsync("Escape");
        await Expect(wall.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [BrowserFact]
    [Rule("31")]
    public async Task An_agent_sees_the_own_queues_and_of_the_other_agents_name_and_status()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PutAsync("queues/sales", new { name = "Sales" });
        await centre.CallAsync("c1", "+33123456781");
        var wall = await centre.SignInAsync("/wall", "agent", "ana");
        await Expect(wall.Locator("[data-queue=support] .waiting-count")).ToHaveTextAsync("1");
        await Expect(wall.Locator("[data-queue=support] [data-contact=c1]")).ToContainTextAsync("+33123456781");
        await Expect(wall.Locator("[data-queue=support]")).Not.ToContainTextAsync("Service level");
        await Expect(wall.Locator("[data-queue=sales]")).ToHaveCountAsync(0);
        await Expect(wall.Locator("[data-agent=ben]")).ToContainTextAsync("Logged out");
        await centre.CallAsync("c2", "+33123456782");
        await Expect(wall.Locator("[data-queue=support] .waiting-count")).ToHaveTextAsync("2");
        await centre.PostAsync("agents/ben/log-in");
        await Expect(wall.Locator("[data-agent=ben]")).ToContainTextAsync("Offer");
        await PagesHarness.PictureAsync(wall, "wall-agent");
        await Axe.CheckAsync(wall);
    }

    [BrowserFact]
    public async Task An_agent_is_told_that_the_supervisors_page_is_not_for_agents()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var page = await centre.SignInAsync("/supervise", "agent", "ana");
        await Expect(page.Locator("main")).ToContainTextAsync("not for this role");
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class SupervisorTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task A_supervisor_changes_statuses_moves_contacts_and_reads_the_figures()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var page = await centre.SignInAsync("/supervise", "supervisor");
        var ana = page.Locator("[data-agent=ana]");
        await Expect(ana).ToContainTextAsync("Support (primary)");
        foreach (var number in new[] { 1, 2, 3 })
            await centre.CallAsync($"c{number}", $"+3312345678{number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to first: +33123456783" }).ClickAsync();
        await Expect(page.Locator("[data-contact=c3] b")).ToHaveTextAsync("1");

        await ana.GetByRole(AriaRole.Button, new() { Name = "Log in as agent: Ana" }).ClickAsync();
        await Expect(ana.Locator(".doing")).ToHaveTextAsync("Offer");
        var offer = (await centre.GetAsync("agents/ana"))["offer"]!;
        ((string)offer["contactId"]!).ShouldBe("c3");
        await centre.PostAsync("agents/ana/accept", new { offerId = (string)offer["offerId"]! });
        await Expect(ana.Locator(".doing")).ToHaveTextAsync("Engaged");
        await centre.PostAsync("queues/support/contacts/c2/record");
        await centre.PostAsync("queues/support/contacts/c2/callback", new { number = "+33123456782" });
        await Expect(page.Locator("[data-callback=c2]")).ToContainTextAsync("waiting");

        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await ana.GetByRole(AriaRole.Button, new() { Name = "Force log-out: Ana" }).ClickAsync();
        await Expect(ana.Locator(".doing")).ToHaveTextAsync("Logged out");

        await page.Locator("#report-interval").SelectOptionAsync("900");
        await Expect(page.Locator(".chart").First.Locator("rect title").Filter(new() { HasText = "arrived: 3" })).ToHaveCountAsync(1);
        await PagesHarness.PictureAsync(page, "supervise");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await file.PathAsync())!);
        lines[0].ShouldStartWith("from,to,queueId,offered,");
        lines.Skip(1).Sum(line => int.Parse(line.Split(',')[3])).ShouldBe(3);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 35 on the pages: how long a caller will presumably wait, in words.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed partial class EstimateTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("35")]
    public async Task Callers_and_the_wall_see_why_there_is_no_estimate_and_then_the_estimate()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var wall = await centre.SignInAsync("/wall", "supervisor");
        var page = await centre.SignInAsync("/call", "supervisor");
        await Expect(page.Locator(".quote")).ToHaveTextAsync("The wait cannot be estimated: no agent is working.");
        await Expect(wall.Locator("[data-queue=support] .figures")).ToContainTextAsync("Estimated wait (no agent is working)");

        await centre.PostAsync("agents/ben/log-in");
        foreach (var number in Enumerable.Range(1, 6))
            await ServeAsync(centre, $"served{number}");
        await Expect(wall.Locator("[data-queue=support] .estimate")).Not.ToHaveTextAsync("–");
        await page.ReloadAsync();
        await Expect(page.Locator(".quote")).ToContainTextAsync("Estimated wait:");
        await centre.PostAsync("agents/ben/break", new { reason = "Lunch" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.Locator(".place")).ToHaveTextAsync("You are number 1 in the queue.");
        await Expect(page.Locator(".wait")).ToContainTextAsync("wait");
        await PagesHarness.PictureAsync(page, "call-estimate");
        await PagesHarness.PictureAsync(wall, "wall-estimate");
        await centre.PostAsync("agents/ben/available");
        await Expect(page.Locator(".place")).ToContainTextAsync("telephone is ringing");
        await Expect(page.Locator(".wait")).ToBeHiddenAsync();
    }

    [BrowserFact]
    [Rule("35")]
    public async Task An_estimate_is_said_in_minutes_and_hours_as_people_say_them()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        foreach (var (language, seconds, low, high, words) in new[]
                 {
                     ("en-GB", 12, 2, 40, "Estimated wait: less than a minute."),
                     ("en-GB", 20, 5, 100, "Estimated wait: about 1 minute; rarely more than 2."),
                     ("en-GB", 250, 190, 355, "Estimated wait: about 4 minutes; between 3 and 6."),
                     ("en-GB", 7000, 3700, 12000, "Estimated wait: about 2 hours; between 1 and 4."),
                     ("fr-FR", 250, 190, 355, "Attente estimée\u00a0: environ 4 minutes\u00a0; entre 3 et 6."),
                     ("de-DE", 250, 190, 355, "Geschätzte Wartezeit: etwa 4 Minuten; zwischen 3 und 6."),
                 })
        {
            var page = await centre.SignInAsync("/", "supervisor", language: language, width: 390, height: 844);
            var estimate = new JsonObject { ["seconds"] = seconds, ["low"] = low, ["high"] = high, ["reason"] = null };
            await page.RouteAsync(Estimate(), route => route.FulfillAsync(new() { ContentType = "application/json", Body = estimate.ToJsonString() }));
            await page.GotoAsync(new Uri(centre.Engine.Address, "/call").ToString());
            await Expect(page.Locator(".quote")).ToHaveTextAsync(words);
            await PagesHarness.PictureAsync(page, $"phone-{language[..2]}-estimate");
        }
    }

    private static async Task ServeAsync(PagesHarness centre, string contact)
    {
        await centre.CallAsync(contact, "+33111111111");
        await centre.PostAsync("agents/ben/accept", new { offerId = (string)(await centre.GetAsync("agents/ben"))["offer"]!["offerId"]! });
        await centre.PostAsync("agents/ben/end-contact");
        await centre.PostAsync("agents/ben/close-pop-up");
        await centre.PostAsync("agents/ben/available");
    }

    [GeneratedRegex("/v1/queues/support/estimate$")]
    private static partial Regex Estimate();
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class LanguageTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task The_pages_speak_the_language_of_the_browser()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        foreach (var (language, available, wrapUp, pause) in new[]
                 {
                     ("en-GB", "Available", "Wrap-up", "Break"), ("fr-FR", "Disponible", "Post-appel", "Pause"),
                     ("de-DE", "Verfügbar", "Nachbearbeitung", "Pause"), ("it-IT", "Available", "Wrap-up", "Break"),
                 })
        {
            var desk = await centre.SignInAsync("/desk", "agent", "ana", language);
            await Expect(desk.Locator(".status-word")).ToHaveTextAsync(available);
            foreach (var button in new[] { wrapUp, pause })
                await Expect(desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).ToBeVisibleAsync();
            await Expect(desk.Locator("html")).ToHaveAttributeAsync("lang", language == "it-IT" ? "en" : language[..2]);
        }
    }

    [BrowserFact]
    public async Task No_page_is_wider_than_a_phone_in_any_language()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.CallAsync("c1");
        await centre.CallAsync("c2");
        foreach (var language in new[] { "en-GB", "fr-FR", "de-DE" })
        {
            var page = await centre.SignInAsync("/", "supervisor", language: language, width: 390, height: 844);
            await Expect(page.Locator(".cards a")).ToHaveCountAsync(4);
            foreach (var (address, sign) in new[] { ("/", ".cards"), ("/desk?agent=ana", ".toolbar"), ("/wall", ".people li"), ("/supervise", ".chart"), ("/call", ".phone") })
            {
                await page.GotoAsync(new Uri(centre.Engine.Address, address).ToString());
                await Expect(page.Locator(sign).First).ToBeVisibleAsync();
                (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(language + " " + address);
                await PagesHarness.PictureAsync(page, $"phone-{language[..2]}-{sign.Trim('.').Split(' ')[0]}");
            }
        }
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
public sealed class LanguageTests(BrowserOfTests browser)
{
    [BrowserFact]
    public async Task The_pages_speak_the_language_of_the_browser()
    {
        await using var centre = await CentreWithPages.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        foreach (var (language, available, wrapUp, pause) in new[]
                 {
                     ("en-GB", "Available", "Wrap-up", "Break"), ("fr-FR", "Disponible", "Post-traitement", "Pause"),
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
}

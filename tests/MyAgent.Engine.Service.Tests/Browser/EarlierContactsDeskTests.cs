using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 40 at the desk: the earlier contacts of a caller.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class EarlierContactsDeskTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("40")]
    public async Task The_earlier_contacts_of_the_caller_are_shown_newest_first_with_code_note_and_agent_and_more_on_request()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PatchAsync("queues/support", new { wrapUpCodes = new { codes = new[] { new { code = "refund", name = "Refund" } } } });
        await centre.PostAsync("agents/ben/log-in");
        await centre.CallAsync("served");
        await centre.PostAsync("agents/ben/accept", new { offerId = (string)(await centre.GetAsync("agents/ben"))["offer"]!["offerId"]! });
        await centre.PostAsync("agents/ben/code", new { code = "refund", note = "Paid twice\n<b>by card</b>" });
        await centre.PostAsync("agents/ben/end-contact");
        await centre.PostAsync("agents/ben/close-pop-up");
        await centre.PostAsync("agents/ben/log-out");
        foreach (var number in Enumerable.Range(1, 7))
        {
            await centre.CallAsync($"c{number}");
            await centre.PostAsync($"queues/support/contacts/c{number}/hang-up");
        }
        await centre.CallAsync("other", "+33111111111");
        await centre.PostAsync("queues/support/contacts/other/hang-up");

        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await centre.CallAsync("now");
        var rows = desk.Locator(".earlier-list li");
        await Expect(desk.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();
        await Expect(rows.First).ToHaveAttributeAsync("data-contact", "c7");
        await Press(desk, "Accept");
        await Expect(rows).ToHaveCountAsync(5);
        await Expect(rows.First).ToContainTextAsync("this minute");
        await Expect(rows.First).ToContainTextAsync("Abandoned");
        await Press(desk, "Show more");
        await Expect(rows).ToHaveCountAsync(8);
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Show more" })).ToBeHiddenAsync();
        var served = desk.Locator("[data-contact=served]");
        foreach (var text in new[] { "Support", "Served", "Refund", "Ben", "<b>by card</b>" })
            await Expect(served).ToContainTextAsync(text);
        await PagesHarness.PictureAsync(desk, "desk-earlier");
    }

    [BrowserFact]
    [Rule("40")]
    public async Task A_first_contact_and_a_withheld_number_are_said_in_words_in_each_language()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        await centre.CallAsync("first");
        foreach (var (language, words) in new[] { ("en-GB", "no contact before"), ("fr-FR", "pas encore eu de contact"), ("de-DE", "noch keinen Kontakt") })
        {
            var phone = await centre.SignInAsync("/desk", "agent", "ana", language, width: 390, height: 844);
            await Expect(phone.Locator(".earlier")).ToContainTextAsync(words);
            (await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(language);
            await PagesHarness.PictureAsync(phone, $"phone-{language[..2]}-earlier");
        }
        await centre.PostAsync("queues/support/contacts/first/hang-up");
        await centre.PostAsync("queues/support/contacts", new { contactId = "withheld", media = "call" });
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Expect(desk.Locator(".earlier")).ToContainTextAsync("The number is withheld");
    }

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

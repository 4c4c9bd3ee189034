using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>The supervisor's search of contacts (rule 40) and report of wrap-up codes (rule 32).</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class ContactSearchTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("40")]
    public async Task A_supervisor_finds_contacts_by_each_filter_and_reads_the_explanation_and_the_codes()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await ServeAsync(centre);
        foreach (var number in Enumerable.Range(1, 60))
        {
            await centre.CallAsync($"c{number}", "+33111111111");
            await centre.PostAsync($"queues/support/contacts/c{number}/hang-up");
        }
        await centre.CallAsync("open", "+33122222222");
        var page = await centre.SignInAsync("/supervise", "supervisor");
        var rows = page.Locator("[data-found]");
        await page.Locator("#find-caller").FillAsync("+33 1 11 11 11 11");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=search] + .hint")).ToHaveTextAsync("Contacts found: 50+");
        await Expect(rows.First).ToHaveAttributeAsync("data-found", "c60");
        await page.Locator("[role=search] ~ div .more").ClickAsync();
        await Expect(page.Locator("[role=search] + .hint")).ToHaveTextAsync("Contacts found: 60");

        foreach (var (field, value) in new[] { ("agent", "ben"), ("code", "refund"), ("outcome", "served") })
        {
            await Press(page, "Clear");
            await Expect(rows).ToHaveCountAsync(0);
            if (field == "outcome")
                await page.Locator($"#find-{field}").SelectOptionAsync(value);
            else
                await page.Locator($"#find-{field}").FillAsync(value);
            await Press(page, "Search");
            await Expect(rows).ToHaveCountAsync(1);
            await Expect(rows).ToContainTextAsync("Paid twice");
        }
        foreach (var text in new[] { PagesHarness.Caller, "Support", "Served", "Refund", "Ben" })
            await Expect(rows).ToContainTextAsync(text);
        await Press(page, "Clear");
        await page.Locator("#find-queue").SelectOptionAsync("support");
        await page.Locator("#find-state").SelectOptionAsync("waiting");
        await page.Locator("#find-from").FillAsync("2020-01-01T00:00");
        await Press(page, "Search");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToHaveAttributeAsync("data-found", "open");
        await page.Locator("#find-to").FillAsync("2019-01-01T00:00");
        await Press(page, "Search");
        await Expect(page.Locator(".problem")).ToContainTextAsync("later");
        await Press(page, "Clear");
        await page.Locator("#find-code").FillAsync("refund");
        await Press(page, "Search");
        await Expect(page.Locator("[data-code=refund]")).ToContainTextAsync("100");
        await PagesHarness.PictureAsync(page, "supervise-contacts");
        await rows.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("refund");
    }

    [BrowserFact]
    [Rule("40")]
    public async Task The_search_fits_a_phone_in_each_language()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await ServeAsync(centre);
        foreach (var (language, search) in new[] { ("en-GB", "Search"), ("fr-FR", "Chercher"), ("de-DE", "Suchen") })
        {
            var page = await centre.SignInAsync("/supervise", "supervisor", language: language, width: 390, height: 844);
            await page.Locator("#find-agent").FillAsync("ben");
            await Press(page, search);
            await Expect(page.Locator("[data-found]")).ToHaveCountAsync(1);
            await Expect(page.Locator("[data-code=refund]")).ToBeVisibleAsync();
            (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(language);
            await PagesHarness.PictureAsync(page, $"phone-{language[..2]}-contacts");
        }
    }

    private static async Task ServeAsync(PagesHarness centre)
    {
        await centre.PatchAsync("queues/support", new { wrapUpCodes = new { codes = new[] { new { code = "refund", name = "Refund", group = "Money" } } } });
        await centre.PostAsync("agents/ben/log-in");
        await centre.CallAsync("served");
        await centre.PostAsync("agents/ben/accept", new { offerId = (string)(await centre.GetAsync("agents/ben"))["offer"]!["offerId"]! });
        await centre.PostAsync("agents/ben/code", new { code = "refund", note = "Paid twice" });
        await centre.PostAsync("agents/ben/end-contact");
        await centre.PostAsync("agents/ben/close-pop-up");
        await centre.PostAsync("agents/ben/log-out");
    }

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 32 at the desk: the wrap-up code and the note of a contact.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class WrapUpCodeDeskTests(BrowserOfTests browser)
{
    private static readonly object _fewCodes = new
    {
        required = true, @default = "other",
        codes = new object[]
        {
            new { code = "order", name = "Order", group = "Sale" }, new { code = "return", name = "Return", group = "Sale" }, new { code = "other", name = "Other" },
        },
    };

    [BrowserFact]
    [Rule("32")]
    public async Task A_required_code_is_chosen_by_keyboard_and_available_says_so_while_it_is_missing()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PatchAsync("queues/support", new { wrapUpCodes = _fewCodes });
        var desk = await EngagedAsync(centre);
        await Expect(Panel(desk)).ToContainTextAsync("No code chosen yet.");
        await Expect(Panel(desk)).ToContainTextAsync("“Other” is recorded when wrap-up ends");
        await Press(desk, "End contact");
        await Expect(Panel(desk)).ToBeVisibleAsync();
        await Press(desk, "Close pop-up");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Wrap-up");

        await Press(desk, "Available");
        await Expect(desk.Locator(".problem")).ToContainTextAsync("Choose a wrap-up code first");
        await Expect(desk.Locator("#code")).ToBeFocusedAsync();
        await PagesHarness.PictureAsync(desk, "desk-code-missing");
        await desk.Keyboard.TypeAsync("Ret");
        await desk.Keyboard.PressAsync("Tab");
        await desk.Keyboard.TypeAsync("Wrong size\nby post");
        await Expect(Panel(desk)).ToContainTextAsync("Not saved yet.");
        await desk.Keyboard.PressAsync("Tab");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(Panel(desk)).ToContainTextAsync("Saved: Sale: Return");
        await PagesHarness.PictureAsync(desk, "desk-code");
        await Press(desk, "Available");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Available");
        await Expect(Panel(desk)).ToBeHiddenAsync();
        var contact = await centre.GetAsync("queues/support/contacts/c1");
        ((string)contact["code"]!).ShouldBe("return");
        ((string)contact["note"]!).ShouldBe("Wrong size\nby post");
    }

    [BrowserFact]
    [Rule("32")]
    public async Task What_was_chosen_is_saved_by_the_press_that_leaves_the_contact_and_a_draft_outlives_the_news_of_a_contact()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PatchAsync("queues/support", new { wrapUpCodes = _fewCodes });
        var desk = await EngagedAsync(centre);
        await desk.Locator("#code-note").FillAsync("Half a note");
        await centre.PatchAsync("queues/support/contacts/c1", new { subject = "Order 18" });
        await Expect(desk.Locator(".pop-up.contact .known")).ToContainTextAsync("Order 18", new() { Timeout = 20_000 });
        await Expect(desk.Locator("#code-note")).ToHaveValueAsync("Half a note");
        await desk.Locator("#code").SelectOptionAsync("order");
        await Press(desk, "End contact");
        await Press(desk, "Close pop-up");
        await Expect(Panel(desk)).ToContainTextAsync("Saved: Sale: Order");
        await desk.Locator("#code").SelectOptionAsync("other");
        await Press(desk, "Available");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Available");
        ((string)(await centre.GetAsync("queues/support/contacts/c1"))["code"]!).ShouldBe("other");
    }

    [BrowserFact]
    [Rule("32")]
    public async Task A_long_list_of_codes_is_searched_without_accents_and_fits_a_phone_in_each_language()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var codes = Enumerable.Range(1, 200)
            .Select(number => new { code = $"c{number}", name = number == 77 ? "Résilié à l’échéance" : $"Reason {number}", group = $"Group {number % 9}" });
        await centre.PatchAsync("queues/support", new { wrapUpCodes = new { codes } });
        await EngagedAsync(centre);
        foreach (var (language, title) in new[] { ("en-GB", "Wrap-up code"), ("fr-FR", "Code de clôture"), ("de-DE", "Abschlusscode") })
        {
            var desk = await centre.SignInAsync("/desk", "agent", "ana", language, width: 390, height: 844);
            await Expect(desk.Locator("#code-title")).ToHaveTextAsync(title);
            await Expect(desk.Locator("#code option")).ToHaveCountAsync(200);
            await desk.Locator("#code-search").FillAsync("resilie group 5");
            await Expect(desk.Locator("#code option")).ToHaveCountAsync(1);
            await desk.Keyboard.PressAsync("Enter");
            await Expect(desk.Locator("#code")).ToBeFocusedAsync();
            await Expect(desk.Locator("#code")).ToHaveValueAsync("c77");
            await desk.Locator("#code-search").FillAsync("");
            await Expect(desk.Locator("#code")).ToHaveValueAsync("c77");
            (await desk.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(language);
            await PagesHarness.PictureAsync(desk, $"phone-{language[..2]}-codes");
        }
    }

    private static async Task<IPage> EngagedAsync(PagesHarness centre)
    {
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        await Press(desk, "Log in as agent");
        await centre.CallAsync("c1");
        await Press(desk, "Accept");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Engaged");
        return desk;
    }

    private static ILocator Panel(IPage desk) => desk.Locator(".pop-up.code");

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

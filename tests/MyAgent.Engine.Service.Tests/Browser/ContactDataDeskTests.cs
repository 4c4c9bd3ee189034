using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 27 at the desk: what the connector knows of a contact.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class ContactDataDeskTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("27")]
    public async Task The_offer_and_the_pop_up_show_what_is_known_and_a_change_and_open_the_link_only_when_it_is_pressed()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await centre.SignInAsync("/desk", "agent", "ana");
        var asked = new List<string>();
        await desk.Context.RouteAsync("https://shop.example/**", route =>
        {
            asked.Add(route.Request.Url);
            return route.FulfillAsync(new() { Body = "order", ContentType = "text/plain" });
        });
        await Press(desk, "Log in as agent");
        await centre.PostAsync("queues/support/contacts", new
        {
            contactId = "c1", media = "call", caller = PagesHarness.Caller, called = "+33199000000", subject = "Order 17 <b>late</b>",
            link = "https://shop.example/orders/17?from=ivr", attributes = new { customer = "4711", orders = 3, vip = true },
        });
        var offer = desk.GetByRole(AriaRole.Alertdialog);
        await Expect(offer.Locator(".known")).ToContainTextAsync("Order 17 <b>late</b>");
        foreach (var (name, value) in new[] { ("Called number", "+33199000000"), ("customer", "4711"), ("orders", "3"), ("vip", "yes") })
            await Expect(offer.Locator($".known div:has(dt:text-is('{name}')) dd")).ToHaveTextAsync(value);
        await PagesHarness.PictureAsync(desk, "desk-data-offer");
        await Press(desk, "Accept");

        var popUp = desk.Locator(".pop-up.contact");
        await Expect(popUp.Locator(".known")).ToContainTextAsync("Order 17");
        await centre.PatchAsync("queues/support/contacts/c1", new { subject = "Order 18", attributes = new { vip = (bool?)null } });
        await Expect(popUp.Locator(".known")).ToContainTextAsync("Order 18", new() { Timeout = 20_000 });
        await Expect(popUp.Locator(".known")).Not.ToContainTextAsync("vip");
        await PagesHarness.PictureAsync(desk, "desk-data");

        var link = popUp.GetByRole(AriaRole.Link, new() { Name = "shop.example" });
        await Expect(link.Locator("strong")).ToHaveTextAsync("shop.example");
        asked.ShouldBeEmpty();
        await link.FocusAsync();
        var opened = await desk.Context.RunAndWaitForPageAsync(() => desk.Keyboard.PressAsync("Enter"));
        await Expect(opened.Locator("body")).ToHaveTextAsync("order");
        asked.ShouldContain("https://shop.example/orders/17?from=ivr");
        (await opened.EvaluateAsync<bool>("() => window.opener === null && document.referrer === ''")).ShouldBeTrue();
    }

    [BrowserFact]
    [Rule("27")]
    public async Task Much_data_scrolls_by_keyboard_fits_a_phone_and_speaks_each_language()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PostAsync("agents/ana/log-in");
        var many = Enumerable.Range(1, 60).ToDictionary(number => $"name{number}", number => (object)$"value {number} {new string('x', 60)}");
        await centre.PostAsync("queues/support/contacts", new
        {
            contactId = "c1", media = "call", caller = PagesHarness.Caller, subject = "Order 17", link = $"https://shop.example/{new string('y', 300)}", attributes = many,
        });
        foreach (var (language, subject) in new[] { ("en-GB", "Subject"), ("fr-FR", "Objet"), ("de-DE", "Betreff") })
        {
            var desk = await centre.SignInAsync("/desk", "agent", "ana", language, width: 390, height: 844);
            var known = desk.GetByRole(AriaRole.Alertdialog).Locator(".known");
            await Expect(known.Locator("dt").First).ToHaveTextAsync(subject);
            await Expect(known).ToHaveAttributeAsync("tabindex", "0");
            (await desk.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue(language);
            await PagesHarness.PictureAsync(desk, $"phone-{language[..2]}-data");
        }
    }

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MyAgent.Engine.Service.Tests.Browser;

/// <summary>Rule 33 at the desk: an agent transfers the current contact, or asks another agent for advice about it.</summary>
[Trait("Category", "Browser")]
[Collection(BrowserOfTests.Name)]
[IntegrationTests]
public sealed class TransferDeskTests(BrowserOfTests browser)
{
    [BrowserFact]
    [Rule("33")]
    public async Task An_agent_asks_an_expert_and_sees_who_answers_and_the_expert_sees_who_asks_about_whom()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await EngagedBesideAnExpertAsync(centre);
        await desk.Locator("#other-queue").SelectOptionAsync(new SelectOptionValue { Label = "Experts (1 available)" });
        await desk.Locator("#other-agent").SelectOptionAsync("eva");
        await PagesHarness.PictureAsync(desk, "desk-consult");
        await Press(desk, "Ask for advice");
        await Expect(desk.Locator(".pop-up.transfer")).ToContainTextAsync("Eva is being offered the consultation.", new() { Timeout = 20_000 });

        var expert = await centre.SignInAsync("desk", "agent", "eva");
        await Expect(expert.Locator(".pop-up.offer")).ToContainTextAsync($"Ana, about {PagesHarness.Caller}");
        await Press(expert, "Accept");
        await Expect(expert.Locator(".pop-up.contact h2")).ToHaveTextAsync("Consultation");
        await Expect(expert.Locator(".pop-up.transfer")).ToBeHiddenAsync();
        await PagesHarness.PictureAsync(expert, "desk-consulted");
        await Expect(desk.Locator(".pop-up.transfer")).ToContainTextAsync("Eva has answered.", new() { Timeout = 20_000 });
        await Press(desk, "End consultation");
        await Expect(desk.Locator("#other-queue")).ToBeVisibleAsync();
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Engaged");
        await Expect(expert.Locator(".status-word")).ToHaveTextAsync("Post-processing");
    }

    [BrowserFact]
    [Rule("33")]
    public async Task An_agent_transfers_a_call_and_the_other_agent_sees_who_did()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await EngagedBesideAnExpertAsync(centre);
        await desk.Locator("#other-queue").SelectOptionAsync("support");
        await Press(desk, "Transfer");
        await Expect(desk.Locator(".problem")).ToContainTextAsync("The contact is there already");
        await desk.Locator("#other-queue").SelectOptionAsync("experts");
        await desk.Locator("#other-agent").SelectOptionAsync("eva");
        await desk.GetByLabel("At the end of the waiting list there").CheckAsync();
        await Press(desk, "Transfer");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Post-processing");
        await Expect(desk.Locator(".pop-up.contact")).ToContainTextAsync("transferred to");
        await Expect(desk.Locator(".pop-up.transfer")).ToBeHiddenAsync();
        await PagesHarness.PictureAsync(desk, "desk-transferred");

        var expert = await centre.SignInAsync("desk", "agent", "eva");
        await Expect(expert.Locator(".pop-up.offer")).ToContainTextAsync("transferred by Ana");
        await PagesHarness.PictureAsync(expert, "desk-transfer-offered");
        await Press(expert, "Accept");
        await Expect(expert.Locator(".pop-up.contact h2")).ToHaveTextAsync("Call");
        await Expect(expert.Locator(".pop-up.contact .caller")).ToHaveTextAsync(PagesHarness.Caller);
    }

    [BrowserFact]
    [Rule("33")]
    public async Task An_agent_hands_a_call_over_to_the_expert_who_has_answered()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        var desk = await EngagedBesideAnExpertAsync(centre);
        await desk.Locator("#other-queue").SelectOptionAsync("experts");
        await Press(desk, "Ask for advice");
        await Expect(desk.Locator(".hand-over")).ToBeHiddenAsync();
        var expert = await centre.SignInAsync("desk", "agent", "eva");
        await Press(expert, "Accept");
        await Expect(desk.Locator(".hand-over")).ToBeVisibleAsync();
        await PagesHarness.PictureAsync(desk, "desk-hand-over");
        await Press(desk, "Hand over");
        await Expect(desk.Locator(".status-word")).ToHaveTextAsync("Post-processing");
        await Expect(expert.Locator(".pop-up.contact h2")).ToHaveTextAsync("Call");
        await Expect(expert.Locator(".pop-up.contact .caller")).ToHaveTextAsync(PagesHarness.Caller);
        await Expect(expert.Locator(".status-word")).ToHaveTextAsync("Engaged");
    }

    [BrowserFact]
    [Rule("33")]
    public async Task A_consultation_that_is_refused_says_why()
    {
        await using var centre = await PagesHarness.StartAsync(browser);
        await centre.PutAsync("queues/experts", new { name = "Experts", offerTimeoutSeconds = 300 });
        await centre.PostAsync("agents/ben/log-in");
        await centre.PostAsync("agents/ana/log-in");
        await centre.CallAsync("c1");
        var desk = await centre.SignInAsync("desk", "agent", "ana", language: "de-DE");
        await Press(desk, "Annehmen");
        await desk.Locator(".pop-up.transfer summary").ClickAsync();
        await desk.Locator("#other-queue").SelectOptionAsync("experts");
        await desk.Locator("#other-agent").SelectOptionAsync("ben");
        await Press(desk, "Rückfragen");
        await Expect(desk.Locator(".problem")).ToContainTextAsync("Der Agent arbeitet nicht in dieser Warteschlange.");
    }

    /// <summary>The desk of Ana, who has a call and has opened the panel; Eva, an expert, is available.</summary>
    private static async Task<IPage> EngagedBesideAnExpertAsync(PagesHarness centre)
    {
        await centre.PutAsync("queues/experts", new { name = "Experts", offerTimeoutSeconds = 300 });
        await centre.PutAsync("agents/eva", new { name = "Eva" });
        await centre.PutAsync("agents/eva/assignments/experts", new { });
        await centre.PostAsync("agents/eva/log-in");
        await centre.PostAsync("agents/ana/log-in");
        await centre.CallAsync("c1");
        var desk = await centre.SignInAsync("desk", "agent", "ana");
        await Press(desk, "Accept");
        await desk.Locator(".pop-up.transfer summary").ClickAsync();
        return desk;
    }

    private static Task Press(IPage desk, string button) => desk.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}

using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Plays one agent, by the buttons of the agent desk.</summary>
/// <param name="agent">The agent.</param>
/// <param name="client">The agent's own client.</param>
/// <param name="connector">The client of the telephony, which reports that a caller has hung up.</param>
/// <param name="pace">How fast.</param>
internal sealed class DemoAgent(string agent, ApiClient client, ApiClient connector, Pace pace)
{
    private const double ReactionBeats = 0.8;
    private const double PopUpBeats = 0.6;
    private const double AwayBeats = 3;
    private const double CallbackInBeats = 5;

    /// <summary>The agent comes to work.</summary>
    public Task LogInAsync(CancellationToken cancel) => PressAsync("log-in", null, cancel);

    /// <summary>A pop-up rings.</summary>
    /// <param name="offer">What is offered.</param>
    /// <param name="scripted">The story of the contact.</param>
    /// <param name="offerNumber">The 1-based number of the offer for this contact.</param>
    /// <param name="cancel">Ends it.</param>
    public Task AnswerAsync(Offer offer, ScriptedContact scripted, int offerNumber, CancellationToken cancel) => Attempt.UntilRefusedAsync(async () =>
    {
        if (offerNumber == scripted.MissedOffer)
            return;
        await pace.WaitAsync(ReactionBeats, cancel);
        if (offerNumber == scripted.RejectedOffer)
        {
            await PressAsync("reject", new { offerId = offer.OfferId }, cancel);
            return;
        }
        var state = await PressAsync("accept", new { offerId = offer.OfferId }, cancel);
        if (state.Status != AgentStatus.Engaged)
            return;
        if (offer.Contact.Kind == ContactKind.Callback)
            await CallBackAsync(offer.Contact, scripted, cancel);
        else
            await HandleAsync(scripted, cancel);
        if (scripted.ExtendsWrapUp)
            await PlayWithWrapUpAsync(cancel);
    });

    /// <summary>The agent comes back to the desk and finds that an offer was missed.</summary>
    public Task ComeBackAsync(CancellationToken cancel) => Attempt.UntilRefusedAsync(async () =>
    {
        await pace.WaitAsync(AwayBeats, cancel);
        await PressAsync("available", null, cancel);
    });

    private async Task HandleAsync(ScriptedContact scripted, CancellationToken cancel)
    {
        if (scripted.AsksForBreak)
        {
            await pace.WaitAsync(scripted.Handling / 3, cancel);
            await PressAsync("break", new { reason = "coffee", seconds = pace.Seconds(DemoContactCentre.BreakBeats) }, cancel);
            await pace.WaitAsync(scripted.Handling / 3 * 2, cancel);
        }
        else
        {
            await pace.WaitAsync(scripted.Handling, cancel);
        }
        if (scripted.ClosesPopUpFirst)
            await PressAsync("close-pop-up", null, cancel);
        await pace.WaitAsync(PopUpBeats, cancel);
        if (scripted.Media == Media.Call)
            await connector.PostAsync<JsonElement>($"queues/{scripted.Queue}/contacts/{scripted.ContactId}/hang-up", null, cancel);
        else
            await PressAsync("end-contact", null, cancel);
        if (scripted.ClosesPopUpFirst)
            return;
        await pace.WaitAsync(PopUpBeats, cancel);
        await PressAsync("close-pop-up", null, cancel);
    }

    private async Task CallBackAsync(Contact callback, ScriptedContact scripted, CancellationToken cancel)
    {
        await client.DownloadAsync($"queues/{scripted.Queue}/contacts/{scripted.ContactId}/message", cancel);
        await pace.WaitAsync(scripted.Handling, cancel);
        if (scripted.NotReachedAtFirst && callback.Callback?.Attempts == 0)
            await PressAsync("schedule-callback", new { dueAt = DateTimeOffset.UtcNow.AddSeconds(pace.Seconds(CallbackInBeats)) }, cancel);
        else
            await PressAsync("complete-callback", null, cancel);
        await pace.WaitAsync(PopUpBeats, cancel);
        await PressAsync("close-pop-up", null, cancel);
    }

    private async Task PlayWithWrapUpAsync(CancellationToken cancel)
    {
        await pace.WaitAsync(1.5, cancel);
        await PressAsync("wrap-up", null, cancel);
        await pace.WaitAsync(2.5, cancel);
        await PressAsync("available", null, cancel);
    }

    private Task<AgentResponse> PressAsync(string button, object? body, CancellationToken cancel) =>
        client.PostAsync<AgentResponse>($"agents/{agent}/{button}", body, cancel);
}

using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Client;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Plays one agent, by the buttons of the agent desk.</summary>
/// <param name="agent">The agent.</param>
/// <param name="client">The agent's own client.</param>
/// <param name="connector">The telephony, which hears first when a caller hangs up.</param>
/// <param name="pace">How fast.</param>
internal sealed class Desk(string agent, EngineClient client, EngineClient connector, Pace pace)
{
    private const double ReactionBeats = 0.8;
    private const double PopUpBeats = 0.6;
    private const double AwayBeats = 3;
    private const double CallbackInBeats = 5;

    /// <summary>The agent comes to work.</summary>
    public Task LogInAsync(CancellationToken cancel) => PressAsync("log-in", null, cancel);

    /// <summary>A pop-up rings.</summary>
    /// <param name="offer">What is offered.</param>
    /// <param name="visit">The story of the contact.</param>
    /// <param name="offerNumber">The how manieth offer of the contact it is, from 1.</param>
    /// <param name="cancel">Ends it.</param>
    public Task AnswerAsync(Offer offer, Visit visit, int offerNumber, CancellationToken cancel) => Attempt.AsFarAsAllowedAsync(async () =>
    {
        if (offerNumber == visit.MissedOffer)
            return;
        await pace.WaitAsync(ReactionBeats, cancel);
        if (offerNumber == visit.RejectedOffer)
        {
            await PressAsync("reject", new { offerId = offer.OfferId }, cancel);
            return;
        }
        var state = await PressAsync("accept", new { offerId = offer.OfferId }, cancel);
        if (state.Status != AgentStatus.Engaged)
            return;
        if (offer.Contact.Kind == ContactKind.Callback)
            await CallBackAsync(offer.Contact, visit, cancel);
        else
            await HandleAsync(visit, cancel);
        if (visit.ExtendsWrapUp)
            await PlayWithWrapUpAsync(cancel);
    });

    /// <summary>The agent comes back to the desk and finds that an offer was missed.</summary>
    public Task ComeBackAsync(CancellationToken cancel) => Attempt.AsFarAsAllowedAsync(async () =>
    {
        await pace.WaitAsync(AwayBeats, cancel);
        await PressAsync("available", null, cancel);
    });

    private async Task HandleAsync(Visit visit, CancellationToken cancel)
    {
        if (visit.AsksForBreak)
        {
            await pace.WaitAsync(visit.Handling / 3, cancel);
            await PressAsync("break", new { reason = "coffee", seconds = pace.Seconds(SmallCentre.BreakBeats) }, cancel);
            await pace.WaitAsync(visit.Handling / 3 * 2, cancel);
        }
        else
        {
            await pace.WaitAsync(visit.Handling, cancel);
        }
        if (visit.ClosesPopUpFirst)
            await PressAsync("close-pop-up", null, cancel);
        await pace.WaitAsync(PopUpBeats, cancel);
        if (visit.Media == Media.Call)
            await connector.PostAsync<JsonElement>($"queues/{visit.Queue}/contacts/{visit.ContactId}/hang-up", null, cancel);
        else
            await PressAsync("end-contact", null, cancel);
        if (visit.ClosesPopUpFirst)
            return;
        await pace.WaitAsync(PopUpBeats, cancel);
        await PressAsync("close-pop-up", null, cancel);
    }

    private async Task CallBackAsync(Contact callback, Visit visit, CancellationToken cancel)
    {
        await client.DownloadAsync($"queues/{visit.Queue}/contacts/{visit.ContactId}/message", cancel);
        await pace.WaitAsync(visit.Handling, cancel);
        if (visit.NotReachedAtFirst && callback.Callback?.Attempts == 0)
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

    private Task<AgentAnswer> PressAsync(string button, object? body, CancellationToken cancel) =>
        client.PostAsync<AgentAnswer>($"agents/{agent}/{button}", body, cancel);
}

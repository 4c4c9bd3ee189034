using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>Caller and agent talk; the caller may be on hold, or go back into the line.</summary>
internal sealed partial class Call
{
    /// <summary>The contact goes back into its line, or into another one: it was transferred, or given back.</summary>
    public async Task ReturnAsync()
    {
        if (Leg is not { } leg)
            return;
        Leg = null;
        leg.IsReleased = true;
        await Asterisk.HangUpAsync(leg.Channel).ConfigureAwait(false);
        await WaitAgainAsync(leg).ConfigureAwait(false);
    }

    /// <summary>The call is on hold, or off hold: the agent has pressed it at the desk, or a key.</summary>
    public async Task HoldAsync(bool isHeld)
    {
        if (Leg is not { IsConnected: true, Offer.Kind: "call" } leg || leg.IsOnHold == isHeld || Caller is null)
            return;
        leg.IsOnHold = isHeld;
        if (isHeld)
            await Task.WhenAll(Asterisk.LeaveAsync(leg.Bridge, Caller), PlayMusicAsync()).ConfigureAwait(false);
        else
            await Task.WhenAll(Asterisk.StopMusicAsync(Caller), Asterisk.JoinAsync(leg.Bridge, Caller)).ConfigureAwait(false);
    }

    /// <summary>The telephone itself has put the call on hold, and plays the music, or has taken it off: the engine is told.</summary>
    public async Task ReportHoldAsync(bool isHeld)
    {
        if (Leg is not { IsConnected: true, Offer.Kind: "call" } leg)
            return;
        leg.IsOnHold = isHeld;
        await TellOfAgentAsync(leg, isHeld ? "hold" : "resume", AboutContact(), step: $"hold-{++_keys}-{_connection.Id}").ConfigureAwait(false);
    }

    private async Task BeginTalkAsync(AgentLeg leg)
    {
        if (State == CallerState.Gone)
        {
            await DropLegAsync().ConfigureAwait(false);
            return;
        }
        State = CallerState.Talking;
        // Asterisk takes them in this order.
        var prepared = Task.WhenAll(AnswerCallerAsync(), Asterisk.MakeBridgeAsync(leg.Bridge), StopAnnouncingAsync(), Asterisk.StopMusicAsync(Caller!));
        leg.IsConnected = await Asterisk.JoinAsync(leg.Bridge, Caller!, leg.Channel).ConfigureAwait(false);
        await prepared.ConfigureAwait(false);
    }

    /// <summary>The agent has hung up.</summary>
    private async Task EndTalkByAgentAsync(AgentLeg leg)
    {
        if (_advice is { Leg.IsConnected: true } advice)
        {
            // With a colleague on the line, hanging up means: you talk to the caller.
            _advice = null;
            var handedOver = await TellOfAgentAsync(leg, "complete-transfer", AboutContact()).ConfigureAwait(false);
            if (handedOver.IsDone)
                return;
            LogNotHandedOver(_connection.Log, Contact, handedOver.Code ?? handedOver.Status.ToString());
            _ = advice.Then(advice.EndConsultationAsync);
        }
        if (!leg.IsConnected)
        {
            await RequeueAsync(leg, "hungUp").ConfigureAwait(false);
            return;
        }
        State = State == CallerState.None ? State : CallerState.Gone;
        await Task.WhenAll(
            Asterisk.RemoveBridgeAsync(leg.Bridge), Caller is null ? Task.CompletedTask : Asterisk.HangUpAsync(Caller),
            TellOfAgentAsync(leg, "end-contact", AboutContact())).ConfigureAwait(false);
    }

    /// <summary>The caller has music again, if still there.</summary>
    private async Task WaitAgainAsync(AgentLeg leg)
    {
        if (leg.IsConnected)
            await Asterisk.RemoveBridgeAsync(leg.Bridge).ConfigureAwait(false);
        if (leg.Offer.Kind == "callback")
            await Asterisk.HangUpAsync(ChannelIds.OfCalledBack(leg.Offer.OfferId)).ConfigureAwait(false);
        if (State != CallerState.Talking && State != CallerState.Waiting)
            return;
        State = CallerState.Waiting;
        await PlayMusicAsync().ConfigureAwait(false);
        ScheduleAnnouncement(_connection.Settings.Announcements.EverySeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Contact {Contact} could not be handed over: {Code}.")]
    private static partial void LogNotHandedOver(ILogger log, string contact, string code);
}

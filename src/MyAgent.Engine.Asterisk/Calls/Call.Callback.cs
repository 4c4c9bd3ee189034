using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>A callback: its agent hears the message, the caller is called, and the agent says how it went (rules 21, 22 and 37).</summary>
internal sealed partial class Call
{
    private static readonly TimeSpan BusyTone = TimeSpan.FromSeconds(2);

    /// <summary>The caller who is called back has picked up.</summary>
    public async Task AnswerByCallerAsync(string channel)
    {
        if (Leg is not { Callback: CallbackStep.Dialling } leg)
        {
            await Asterisk.HangUpAsync(channel).ConfigureAwait(false);
            return;
        }
        (leg.Callback, leg.IsConnected) = (CallbackStep.Talking, true);
        await Task.WhenAll(
            Asterisk.MakeBridgeAsync(leg.Bridge), Asterisk.StopPlayingAsync(RingingIdOf(leg)), Asterisk.JoinAsync(leg.Bridge, leg.Channel, channel)).ConfigureAwait(false);
    }

    /// <summary>The channel to the caller is gone: not reached, or the call is over.</summary>
    /// <param name="cause">The cause of the hang-up (ITU-T Q.850); null where it is not known.</param>
    public async Task LoseCalledBackAsync(int? cause)
    {
        if (Leg is not { } leg)
            return;
        if (leg.Callback == CallbackStep.Dialling)
        {
            await FailAttemptAsync(leg, HangUpCauses.AttemptOf(cause ?? 0)).ConfigureAwait(false);
        }
        else if (leg.Callback == CallbackStep.Talking)
        {
            leg.Callback = CallbackStep.Outcome;
            await Task.WhenAll(
                Engine.SendAsync($"queues/{Queue}/contacts/{Contact}/hang-up", [], $"{leg.Offer.OfferId}/hang-up", Cancel),
                AskForOutcomeAsync(leg)).ConfigureAwait(false);
        }
    }

    /// <summary>The outcome was said, by a key or at the desk: the telephones fall silent.</summary>
    public Task EndAttemptAsync() => DropLegAsync();

    /// <summary>The engine says that the call is over: the desk has ended it. The outcome is still to come.</summary>
    public async Task EndCallbackCallAsync()
    {
        if (Leg is not { Offer.Kind: "callback", Callback: not CallbackStep.Outcome } leg)
            return;
        leg.Callback = CallbackStep.Outcome;
        await Asterisk.HangUpAsync(ChannelIds.OfCalledBack(leg.Offer.OfferId)).ConfigureAwait(false);
    }

    private Task<bool> AskForOutcomeAsync(AgentLeg leg) => Asterisk.PlayAsync(leg.Channel, $"out-{leg.Offer.OfferId}", _connection.Settings.Sounds.Done);

    private static string RingingIdOf(AgentLeg leg) => $"ring-{leg.Offer.OfferId}";

    private async Task DialCallerAsync(AgentLeg leg)
    {
        if (leg.Callback != CallbackStep.Message)
            return;
        if (_connection.Settings.Dial is not { } template || leg.Offer.Number is not { } number)
        {
            // The agent dials.
            leg.IsReleased = true;
            await Asterisk.HangUpAsync(leg.Channel).ConfigureAwait(false);
            return;
        }
        leg.Callback = CallbackStep.Dialling;
        await Asterisk.PlayAsync(leg.Channel, RingingIdOf(leg), _connection.Settings.Sounds.Ringing).ConfigureAwait(false);
        var dialled = await Asterisk.DialAsync(
            template.Replace("{number}", Dialable(number), StringComparison.Ordinal), ChannelIds.OfCalledBack(leg.Offer.OfferId), _connection.Settings.CallerId ?? string.Empty,
            TimeSpan.FromSeconds(_connection.Settings.DialSeconds), originator: null).ConfigureAwait(false);
        if (!dialled)
            await FailAttemptAsync(leg, "unreachable").ConfigureAwait(false);
    }

    private async Task FailAttemptAsync(AgentLeg leg, string cause)
    {
        leg.IsReleased = true;
        await Asterisk.StopPlayingAsync(RingingIdOf(leg)).ConfigureAwait(false);
        await Asterisk.PlayAsync(leg.Channel, $"busy-{leg.Offer.OfferId}", _connection.Settings.Sounds.Busy).ConfigureAwait(false);
        LogNotReached(_connection.Log, Contact, cause);
        var failed = await TellOfAgentAsync(leg, "fail-callback", new JsonObject { ["contactId"] = Contact, ["cause"] = cause }).ConfigureAwait(false);
        if (failed.Code == "dueAtRequired")
        {
            await TellOfAgentAsync(leg, "fail-callback", new JsonObject { ["contactId"] = Contact, ["cause"] = cause, ["dueAt"] = AgainAt() }, step: "fail-with-date")
                .ConfigureAwait(false);
        }
        Later(BusyTone, () => Asterisk.HangUpAsync(leg.Channel));
    }

    /// <summary>The agent has hung up: while the message was played or the caller rung, the callback goes back to its place; later the call is over.</summary>
    private async Task EndCallbackByAgentAsync(AgentLeg leg)
    {
        if (leg.Callback is CallbackStep.Message or CallbackStep.Dialling)
        {
            await RequeueAsync(leg, "hungUp").ConfigureAwait(false);
            return;
        }
        if (leg.Callback == CallbackStep.Talking)
        {
            await Asterisk.HangUpAsync(ChannelIds.OfCalledBack(leg.Offer.OfferId)).ConfigureAwait(false);
            await Asterisk.RemoveBridgeAsync(leg.Bridge).ConfigureAwait(false);
            await TellOfAgentAsync(leg, "end-contact", AboutContact()).ConfigureAwait(false);
        }
        await CompleteByHangingUpAsync(leg).ConfigureAwait(false);
    }

    /// <summary>Without a desk, hanging up after the talk says that the callback is done.</summary>
    private async Task CompleteByHangingUpAsync(AgentLeg leg)
    {
        if (await Engine.HasNoDeskAsync(leg.Offer.AgentId, Cancel).ConfigureAwait(false))
            await TellOfAgentAsync(leg, "complete-callback", AboutContact()).ConfigureAwait(false);
    }

    /// <summary>The agent has pressed the outcome.</summary>
    private async Task SayOutcomeAsync(AgentLeg leg, bool isCompleted)
    {
        var said = isCompleted
            ? await TellOfAgentAsync(leg, "complete-callback", AboutContact()).ConfigureAwait(false)
            : await TellOfAgentAsync(leg, "schedule-callback", new JsonObject { ["dueAt"] = AgainAt() }).ConfigureAwait(false);
        if (!said.IsDone)
        {
            await SignalAsync(leg, isDone: false).ConfigureAwait(false);
            return;
        }
        leg.IsReleased = true;
        await DropLegAsync().ConfigureAwait(false);
    }

    private DateTime AgainAt() => (_connection.Clock.GetUtcNow() + TimeSpan.FromMinutes(_connection.Settings.RetryMinutes)).UtcDateTime;

    /// <summary>A number as Asterisk dials it: digits and a leading plus.</summary>
    private static string Dialable(string number) => string.Concat(number.Where(character => char.IsAsciiDigit(character) || character == '+'));

    [LoggerMessage(Level = LogLevel.Information, Message = "The caller of {Contact} was not reached: {Cause}.")]
    private static partial void LogNotReached(ILogger log, string contact, string cause);
}

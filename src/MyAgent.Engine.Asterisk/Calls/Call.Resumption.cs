using MyAgent.Engine.Asterisk.Ari;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>A call goes on after the connector was away.</summary>
internal sealed partial class Call
{
    /// <summary>The bytes before the sound, in the files that Asterisk records.</summary>
    private const int WavHeader = 44;

    /// <summary>The bytes of a second: 8 000 values of 16 bits.</summary>
    private const int WavSecond = 16_000;

    /// <summary>The caller is still on the line.</summary>
    public async Task ResumeCallerAsync(OpenContact contact, Channel channel)
    {
        (_number, _isCallerAnswered) = (channel.Caller.KnownNumber, channel.IsUp);
        if (contact.Kind == "callback")
        {
            // Has left the request, and was hearing goodbye.
            State = CallerState.Leaving;
            await Asterisk.HangUpAsync(Caller!).ConfigureAwait(false);
        }
        else if (contact.State == "recording")
        {
            await ResumeMessageAsync().ConfigureAwait(false);
        }
        else if (contact.State == "waiting")
        {
            await PlayMusicAsync().ConfigureAwait(false);
            ScheduleAnnouncement(_connection.Settings.Announcements.EverySeconds);
        }
    }

    /// <summary>The caller has hung up meanwhile, while leaving a message: as far as Asterisk has it, it is one.</summary>
    /// <returns>Whether it was one; else the call is over.</returns>
    public async Task<bool> KeepMessageOfGoneAsync(OpenContact contact)
    {
        (State, _number) = (CallerState.Gone, contact.Caller);
        if (!await HasRecordingAsync().ConfigureAwait(false))
            return false;
        if (await FetchMessageAsync().ConfigureAwait(false) is { } audio)
        {
            if (audio.Length < WavHeader + WavSecond * _connection.Settings.Message.MinSeconds)
                return false;
            await StoreMessageAsync(audio).ConfigureAwait(false);
        }
        _isGoneWhileRecording = true;
        await RequestCallbackAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>The contact is offered, or with an agent.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="isEngaged">Whether it was accepted.</param>
    /// <param name="isOver">Whether it is a callback whose call is over.</param>
    /// <param name="found">What Asterisk still has of it.</param>
    public async Task ResumeOfferAsync(Offer offer, bool isEngaged, bool isOver, FoundLeg found)
    {
        if (found.Channel is null)
        {
            await ResumeWithoutLegAsync(offer, isEngaged, isOver).ConfigureAwait(false);
            return;
        }
        Leg = new AgentLeg(offer, found.Channel) { IsDialled = true, IsAccepted = isEngaged, IsAnswered = isEngaged && found.IsUp };
        if (!found.IsUp)
            return;
        if (!isEngaged)
        {
            await AnswerAsync(found.Channel, _connection.Clock.GetUtcNow()).ConfigureAwait(false);
        }
        else if (offer.Kind == "callback")
        {
            (Leg.IsConnected, Leg.Callback) = (found.IsBridged, isOver ? CallbackStep.Outcome : found.CalledBack switch
            {
                "Up" => CallbackStep.Talking,
                null when found.IsBridged => CallbackStep.Talking,
                null => CallbackStep.Message,
                _ => CallbackStep.Dialling,
            });
            if (Leg.Callback == CallbackStep.Message)
                await HearMessageAsync(Leg).ConfigureAwait(false);
            else if (Leg.Callback == CallbackStep.Outcome)
                await AskForOutcomeAsync(Leg).ConfigureAwait(false);
            else if (Leg.Callback == CallbackStep.Talking && found.CalledBack is null)
                await LoseCalledBackAsync(cause: null).ConfigureAwait(false);
        }
        else if (found.IsBridged)
        {
            (Leg.IsConnected, State) = (true, State == CallerState.None ? State : CallerState.Talking);
        }
        else
        {
            await ConnectAsync(Leg).ConfigureAwait(false);
        }
    }

    private async Task ResumeWithoutLegAsync(Offer offer, bool isEngaged, bool isOver)
    {
        if (!isEngaged)
        {
            await RingAsync(offer).ConfigureAwait(false);
            return;
        }
        // Without a number to dial, or with the call over, the agent needs no telephone for a callback.
        if (offer.Kind == "callback" && (isOver || _connection.Settings.Dial is null))
        {
            if (isOver)
                await CompleteByHangingUpAsync(new AgentLeg(offer, ChannelIds.OfAgent(offer.OfferId))).ConfigureAwait(false);
            return;
        }
        Leg = new AgentLeg(offer, ChannelIds.OfAgent(offer.OfferId)) { IsAccepted = true };
        if (_connection.Settings.Ring == RingMoment.Accepted && offer.Endpoint is not null)
            await DialAgentAsync(Leg, RingsAfterAccepting).ConfigureAwait(false);
        else
            await RequeueAsync(Leg, "lost").ConfigureAwait(false);
    }

    private async Task ResumeMessageAsync()
    {
        var recording = ChannelIds.OfRecording(Contact);
        State = CallerState.Recording;
        if (await Asterisk.IsRecordingAsync(recording).ConfigureAwait(false))
            return;
        if (await Asterisk.HasRecordingAsync(recording).ConfigureAwait(false))
        {
            await KeepMessageAsync().ConfigureAwait(false);
            await RequestCallbackAsync().ConfigureAwait(false);
            return;
        }
        // What was pressed meanwhile is lost: the caller waits again, and may press it again.
        _refusedNumbers = MaxNumbers;
        await AskForNumberAsync().ConfigureAwait(false);
    }
}

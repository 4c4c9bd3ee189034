using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Engine;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>The agent asks a colleague for advice: the consultation is a contact of its own, which this call knows as its advice. The colleague may be handed the call.</summary>
internal sealed partial class Call
{
    /// <summary>The consultation about this call, once the colleague has picked up.</summary>
    private Call? _advice;

    /// <summary>The offer by which the colleague gets the call, and that of the consultation in whose place it is.</summary>
    private (string Offer, string Consultation) _handOver;

    /// <summary>Whether all three hear each other.</summary>
    private bool _isConference;

    /// <summary>The colleague is gone, or the consultation over: the agent talks to the caller again.</summary>
    public async Task EndConsultationAsync()
    {
        if (Leg is not { } leg)
            return;
        await DropLegAsync().ConfigureAwait(false);
        EndAdviceOf(leg.Offer);
    }

    /// <summary>The call will be offered to the colleague in the place of the consultation: that offer does not ring.</summary>
    public Task ExpectHandOverAsync(string offer, string consultation)
    {
        _handOver = (offer, consultation);
        return Task.CompletedTask;
    }

    /// <summary>All three talk.</summary>
    private async Task<bool> ConferAsync()
    {
        if (_advice?.Leg is not { IsConnected: true } colleague || Leg is not { } leg || Caller is null)
            return false;
        _isConference = true;
        await Task.WhenAll(Asterisk.StopMusicAsync(Caller), Asterisk.JoinAsync(leg.Bridge, Caller, leg.Channel, colleague.Channel)).ConfigureAwait(false);
        return true;
    }

    /// <summary>The colleague has picked up.</summary>
    private async Task BeginConsultationAsync(AgentLeg leg)
    {
        if (leg.Offer.Consultation is not { } about || _connection.Find(about.ContactId) is not { } asking)
        {
            LogNobodyAsks(_connection.Log, Contact);
            await TellOfAgentAsync(leg, "end-contact", AboutContact()).ConfigureAwait(false);
            await DropLegAsync().ConfigureAwait(false);
            return;
        }
        leg.IsConnected = true;
        await Asterisk.MakeBridgeAsync(leg.Bridge).ConfigureAwait(false);
        await Asterisk.JoinAsync(leg.Bridge, leg.Channel).ConfigureAwait(false);
        _ = asking.Then(() => asking.AskAsync(this, leg));
    }

    /// <summary>The agent of this call turns to the colleague; the caller has music.</summary>
    private async Task AskAsync(Call advice, AgentLeg colleague)
    {
        if (Leg is not { IsConnected: true } leg)
        {
            _ = advice.Then(advice.EndConsultationAsync);
            return;
        }
        _advice = advice;
        await Asterisk.JoinAsync(colleague.Bridge, leg.Channel).ConfigureAwait(false);
        if (Caller is not null)
            await Task.WhenAll(Asterisk.LeaveAsync(leg.Bridge, Caller), PlayMusicAsync()).ConfigureAwait(false);
    }

    /// <summary>The colleague has hung up.</summary>
    private async Task EndConsultationByAgentAsync(AgentLeg leg)
    {
        await Asterisk.RemoveBridgeAsync(leg.Bridge).ConfigureAwait(false);
        await TellOfAgentAsync(leg, "end-contact", AboutContact()).ConfigureAwait(false);
        EndAdviceOf(leg.Offer);
    }

    private void EndAdviceOf(Offer offer)
    {
        if (offer.Consultation is { } about && _connection.Find(about.ContactId) is { } asking)
            _ = asking.Then(() => asking.TurnBackAsync(this));
    }

    /// <summary>The agent of this call turns back to the caller.</summary>
    private async Task TurnBackAsync(Call advice)
    {
        if (_advice != advice)
            return;
        (_advice, var wasConference, _isConference) = (null, _isConference, false);
        if (wasConference || Leg is not { IsConnected: true } leg || Caller is null)
            return;
        await Task.WhenAll(Asterisk.StopMusicAsync(Caller), Asterisk.JoinAsync(leg.Bridge, leg.Channel, Caller)).ConfigureAwait(false);
    }

    /// <summary>The colleague gets the call, in the place of the consultation, without a ring (rule 33).</summary>
    private async Task TakeOverAsync(Offer offer, Call consultation)
    {
        AgentLeg? colleague = null;
        await consultation.Then(() =>
        {
            (colleague, consultation.Leg) = (consultation.Leg, null);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        (_advice, _isConference) = (null, false);
        await DropLegAsync().ConfigureAwait(false);
        if (colleague is null)
        {
            Leg = new AgentLeg(offer, ChannelIds.OfAgent(offer.OfferId)) { IsAccepted = true };
            await RequeueAsync(Leg, "lost").ConfigureAwait(false);
            return;
        }
        Leg = new AgentLeg(offer, colleague.Channel) { IsDialled = true, IsAnswered = true, IsAccepted = true };
        _connection.Rename(colleague.Channel, offer.OfferId);
        await Asterisk.SetAsync(colleague.Channel, ChannelIds.OfferVariable, offer.OfferId).ConfigureAwait(false);
        await BeginTalkAsync(Leg).ConfigureAwait(false);
        await Asterisk.RemoveBridgeAsync(colleague.Bridge).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Consultation {Contact} is about a call that this connector does not have.")]
    private static partial void LogNobodyAsks(ILogger log, string contact);
}

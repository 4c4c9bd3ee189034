using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>An agent's telephone rings, and is answered or not.</summary>
internal sealed partial class Call
{
    /// <summary>The telephone rings a little longer than the offer is open: the engine decides when it is missed.</summary>
    private static readonly TimeSpan RingsLonger = TimeSpan.FromSeconds(5);

    /// <summary>How long it rings where the agent has accepted at the desk.</summary>
    private static readonly TimeSpan RingsAfterAccepting = TimeSpan.FromSeconds(20);

    /// <summary>The engine offers the contact to an agent.</summary>
    public async Task RingAsync(Offer offer)
    {
        if (State == CallerState.Gone || Leg?.Offer.OfferId == offer.OfferId)
            return;
        if (_handOver.Offer == offer.OfferId && _connection.OfOffer(_handOver.Consultation) is { } consultation)
        {
            await TakeOverAsync(offer, consultation).ConfigureAwait(false);
            return;
        }
        await DropLegAsync().ConfigureAwait(false);
        Leg = new AgentLeg(offer, ChannelIds.OfAgent(offer.OfferId));
        if (_connection.Settings.Ring == RingMoment.Offered && offer.Endpoint is not null)
            await DialAgentAsync(Leg, offer.ExpiresAt - _connection.Clock.GetUtcNow() + RingsLonger).ConfigureAwait(false);
    }

    /// <summary>The offer has ended for the queue.</summary>
    public async Task EndOfferAsync(string offer, string outcome)
    {
        if (Leg is not { } leg || leg.Offer.OfferId != offer)
            return;
        if (outcome != "accepted")
        {
            await DropLegAsync().ConfigureAwait(false);
            return;
        }
        leg.IsAccepted = true;
        if (leg.IsDialled)
            return;
        if (leg.Offer.Endpoint is not null)
        {
            await DialAgentAsync(leg, RingsAfterAccepting).ConfigureAwait(false);
            return;
        }
        LogNoTelephone(_connection.Log, leg.Offer.AgentId, Contact);
        if (leg.Offer.Kind == "call")
            await RequeueAsync(leg, "notBridged").ConfigureAwait(false);
    }

    /// <summary>The agent has picked up.</summary>
    public async Task AnswerAsync(string channel, DateTimeOffset at)
    {
        if (Leg is not { IsAnswered: false } leg || leg.Channel != channel)
        {
            await Asterisk.HangUpAsync(channel).ConfigureAwait(false);
            return;
        }
        leg.IsAnswered = true;
        var accepted = await TellOfAgentAsync(leg, "accept", new JsonObject { ["offerId"] = leg.Offer.OfferId, ["answeredAt"] = at.UtcDateTime }).ConfigureAwait(false);
        if (!accepted.IsDone)
        {
            await DropLegAsync().ConfigureAwait(false);
            return;
        }
        leg.IsAccepted = true;
        await ConnectAsync(leg).ConfigureAwait(false);
    }

    /// <summary>The agent's channel is gone: it was not answered, or the agent has hung up.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="cause">The cause of the hang-up (ITU-T Q.850); null where it is not known.</param>
    public async Task LoseAgentAsync(string channel, int? cause)
    {
        if (Leg is not { } leg || leg.Channel != channel)
            return;
        Leg = null;
        if (leg.IsReleased)
            return;
        if (leg.IsAnswered)
            await EndByAgentAsync(leg).ConfigureAwait(false);
        else
            await GiveUpAsync(leg, HangUpCauses.ReasonOf(cause ?? 0)).ConfigureAwait(false);
    }

    private Task ConnectAsync(AgentLeg leg) => leg.Offer.Kind switch
    {
        "callback" => HearMessageAsync(leg),
        "consult" => BeginConsultationAsync(leg),
        _ => BeginTalkAsync(leg),
    };

    private Task EndByAgentAsync(AgentLeg leg) => leg.Offer.Kind switch
    {
        "callback" => EndCallbackByAgentAsync(leg),
        "consult" => EndConsultationByAgentAsync(leg),
        _ => EndTalkByAgentAsync(leg),
    };

    private async Task DialAgentAsync(AgentLeg leg, TimeSpan rings)
    {
        leg.IsDialled = true;
        if (rings > TimeSpan.Zero
            && await Asterisk.DialAsync(leg.Offer.Endpoint!, leg.Channel, leg.Offer.Caller ?? leg.Offer.Number ?? string.Empty, rings, Caller).ConfigureAwait(false))
            return;
        Leg = null;
        await GiveUpAsync(leg, "unreachable").ConfigureAwait(false);
    }

    /// <summary>The telephone was not answered, though its agent may have accepted at the desk.</summary>
    private Task GiveUpAsync(AgentLeg leg, string reason) => leg.IsAccepted ? RequeueAsync(leg, "notBridged") : RejectAsync(leg, reason);

    private async Task RejectAsync(AgentLeg leg, string reason)
    {
        await TellOfAgentAsync(leg, "reject", new JsonObject { ["offerId"] = leg.Offer.OfferId, ["reason"] = reason }).ConfigureAwait(false);
        if (reason is "busy" or "unreachable")
            _connection.Telephones.Refused(leg.Offer.Endpoint!);
    }

    /// <summary>The agent's part is over before the caller was heard: back to its place (rule 33a).</summary>
    private async Task RequeueAsync(AgentLeg leg, string reason)
    {
        Leg = null;
        await TellOfAgentAsync(leg, "requeue", new JsonObject { ["contactId"] = Contact, ["reason"] = reason }).ConfigureAwait(false);
        await WaitAgainAsync(leg).ConfigureAwait(false);
    }

    /// <summary>Hangs the agent's telephone up, whatever it does; the bridge goes with it.</summary>
    private async Task DropLegAsync()
    {
        if (Leg is not { } leg)
            return;
        Leg = null;
        await Task.WhenAll(
            leg.IsConnected ? Asterisk.RemoveBridgeAsync(leg.Bridge) : Task.CompletedTask, Asterisk.HangUpAsync(leg.Channel),
            leg.Offer.Kind == "callback" ? Asterisk.HangUpAsync(ChannelIds.OfCalledBack(leg.Offer.OfferId)) : Task.CompletedTask).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} is logged in without a telephone, and has accepted {Contact}.")]
    private static partial void LogNoTelephone(ILogger log, string agent, string contact);
}

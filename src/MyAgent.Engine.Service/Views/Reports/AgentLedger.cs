using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Views;

/// <summary>Counts one agent's events by the minute, and keeps what the agent was doing when.</summary>
internal sealed class AgentLedger
{
    private readonly AgentPicture _agent = new();

    /// <summary>The counts.</summary>
    public MinuteSeries<AgentTally> Minutes { get; } = new();

    /// <summary>What the agent was doing when.</summary>
    public StatusSpans Spans { get; } = new();

    /// <summary>Takes the agent's next event in.</summary>
    /// <returns>The wrap-up that it ended, if any, which counts for its queue as well.</returns>
    public (QueueId Queue, TimeSpan Length)? Fold(Recorded recorded)
    {
        var at = recorded.At;
        var (inHand, acceptedAt) = (_agent.Offer is not null && !_agent.Over, _agent.AcceptedAt);
        var (wrapUpQueue, since) = (_agent.WrapUpQueue, _agent.Since);
        _agent.Apply(recorded);
        Spans.Change(_agent.Status, at);
        Count(recorded.Event, at);
        if (inHand && _agent.Over)
            Minutes.At(at).Handled.Add(at - acceptedAt);
        if (wrapUpQueue is not { } queue || _agent.Status == AgentStatus.WrapUp)
            return null;
        Minutes.At(at).WrapUp.Add(at - since);
        return (queue, at - since);
    }

    private void Count(IEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case OfferReceived:
                Minutes.At(at).OffersReceived++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                Minutes.At(at).Accepted++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Rejected }:
                Minutes.At(at).Rejected++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Missed }:
                Minutes.At(at).Missed++;
                break;
            case OfferClosed:
                Minutes.At(at).Withdrawn++;
                break;
        }
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections;

/// <summary>Counts one agent's events by the minute, and keeps what the agent was doing when.</summary>
/// <param name="agent">The agent.</param>
internal sealed class AgentLedger(AgentId agent)
{
    private AgentProjection _agent = new(agent);

    /// <summary>The counts.</summary>
    public MinuteSeries<AgentTally> Minutes { get; } = new();

    /// <summary>What the agent was doing when.</summary>
    public StatusSpans Spans { get; } = new();

    /// <summary>Takes the agent's next event in.</summary>
    /// <returns>The wrap-up that it ended, if any, which counts for its queue as well.</returns>
    public (QueueId Queue, TimeSpan Length)? Fold(Recorded recorded)
    {
        var at = recorded.At;
        var before = _agent;
        _agent = before.After(recorded);
        Spans.Change(_agent.Status, at);
        Count(recorded.Event, at);
        if (before.IsHandling && _agent.Current is { OverAt: not null })
            Minutes.At(at).Handled.Add(at - before.AcceptedAt!.Value);
        if (before.WrapUp is not { } wrapUp || _agent.Status == AgentStatus.WrapUp)
            return null;
        Minutes.At(at).WrapUp.Add(at - before.Since);
        return (wrapUp.QueueId, at - before.Since);
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

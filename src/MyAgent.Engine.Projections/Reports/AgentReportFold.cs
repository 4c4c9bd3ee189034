using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Entities;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>Counts the events of one agent and the time in each status.</summary>
/// <param name="agent">The agent as known so far.</param>
/// <param name="tallyAt">Returns the counts of the minute of an instant.</param>
/// <param name="ended">Receives each ended period in one status, except logged out.</param>
internal sealed class AgentReportFold(AgentProjection agent, Func<DateTimeOffset, AgentCounts> tallyAt, Action<StatusSpan> ended)
{
    private AgentProjection _agent = agent;

    /// <summary>The span of the current status up to an instant; null while logged out.</summary>
    public StatusSpan? Present(DateTimeOffset now) =>
        _agent.Status == AgentStatus.LoggedOut ? null : new StatusSpan(_agent.Status, _agent.StatusSince, now);

    /// <summary>Folds the agent's next event.</summary>
    /// <returns>The wrap-up that it ended, if any, which counts for its queue as well.</returns>
    public (QueueId Queue, TimeSpan Length)? Fold(RecordedEvent recorded)
    {
        var at = recorded.At;
        var before = _agent;
        _agent = before.After(recorded);
        if (before.Status != _agent.Status && before.Status != AgentStatus.LoggedOut && at > before.StatusSince)
            ended(new StatusSpan(before.Status, before.StatusSince, at));
        Count(recorded.Event, at);
        if (before.IsHandling && _agent.Current is { OverAt: not null })
            tallyAt(at).Handled.Add(at - before.AcceptedAt!.Value);
        if (before.WrapUp is not { } wrapUp || _agent.Status == AgentStatus.WrapUp)
            return null;
        tallyAt(at).WrapUp.Add(at - before.Since);
        return (wrapUp.QueueId, at - before.Since);
    }

    private void Count(IEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case OfferReceived:
                tallyAt(at).OffersReceived++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                tallyAt(at).Accepted++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Rejected }:
                tallyAt(at).Rejected++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Missed }:
                tallyAt(at).Missed++;
                break;
            case OfferClosed:
                tallyAt(at).Withdrawn++;
                break;
        }
    }
}

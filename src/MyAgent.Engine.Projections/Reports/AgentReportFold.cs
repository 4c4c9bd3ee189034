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
    /// <returns>What the event ended and counts for a queue as well: a wrap-up, the agent's part of a contact of a queue with wrap-up codes, and a hold.</returns>
    public (EndedWrapUp? WrapUp, EndedPart? Part, EndedHold? Hold) Fold(RecordedEvent recorded)
    {
        var at = recorded.At;
        var before = _agent;
        _agent = before.After(recorded);
        if (before.Status != _agent.Status && before.Status != AgentStatus.LoggedOut && at > before.StatusSince)
            ended(new StatusSpan(before.Status, before.StatusSince, at));
        Count(recorded.Event, before, at);
        if (before.IsHandling && (_agent.Current is { OverAt: not null } || recorded.Event is ConsultationHandedOver))
            tallyAt(at).Handled.Add(at - before.AcceptedAt!.Value);
        EndedWrapUp? wrapUp = before.WrapUp is { } running && _agent.Status != AgentStatus.WrapUp ? new EndedWrapUp(running.QueueId, at - before.Since) : null;
        if (wrapUp is { } counted)
            tallyAt(at).WrapUp.Add(counted.Length);
        var hold = before.Current is { HeldSince: { } since } held && _agent.Current?.HeldSince is null ? new EndedHold(held.Offer, at - since) : (EndedHold?)null;
        if (hold is { } resumed)
            tallyAt(at).Hold.Add(resumed.Length);
        return (wrapUp, before.Coded is { } coded && _agent.Coded is null ? PartOf(before, coded, at, wrapUp?.Length) : null, hold);
    }

    private static EndedPart PartOf(AgentProjection before, CodedContact coded, DateTimeOffset at, TimeSpan? wrapUp) => new(
        new CodeOfQueue(coded.OfferId.Queue.Value, coded.Code?.Value ?? ""), before.CodedByDefault,
        before.IsHandling ? at - before.AcceptedAt!.Value : before.CodedFor, wrapUp);

    private void Count(IEvent happened, AgentProjection before, DateTimeOffset at)
    {
        switch (happened)
        {
            case OfferReceived:
                tallyAt(at).OffersReceived++;
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                tallyAt(at).Accepted++;
                if (before.Ringing?.Offer.Contact.Kind == ContactKind.Callback)
                    tallyAt(at).Callbacks++;
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

/// <summary>A wrap-up that has ended.</summary>
/// <param name="Queue">The queue it was for.</param>
/// <param name="Length">How long it lasted.</param>
internal readonly record struct EndedWrapUp(QueueId Queue, TimeSpan Length);

/// <summary>A hold that has ended.</summary>
/// <param name="Offer">The offer under which the agent had the contact.</param>
/// <param name="Length">How long it lasted.</param>
internal readonly record struct EndedHold(Offer Offer, TimeSpan Length);

/// <summary>An agent's part of a contact of a queue with wrap-up codes, which has ended.</summary>
/// <param name="Code">The code.</param>
/// <param name="ByDefault">Whether it has the code because the agent chose none.</param>
/// <param name="Handled">The time from accepting the contact to its being over.</param>
/// <param name="WrapUp">The length of the wrap-up that followed; null where none did.</param>
internal readonly record struct EndedPart(CodeOfQueue Code, bool ByDefault, TimeSpan Handled, TimeSpan? WrapUp);

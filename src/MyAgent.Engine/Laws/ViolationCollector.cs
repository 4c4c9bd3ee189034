using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Collects violations: those that are certain, and pending ones that another event may still settle within the travel time.</summary>
internal sealed class ViolationCollector(JournalClock clock)
{
    private readonly Queue<PendingViolation> _pending = new();
    private List<LawViolation> _found = [];
    private EventPosition _position;

    /// <summary>The journal's clock.</summary>
    public JournalClock Clock => clock;

    /// <summary>Makes an event the current one, and adds the pending violations whose travel time has passed.</summary>
    public void MoveTo(JournalRecord record)
    {
        _position = EventPosition.Of(record);
        clock.Advance(record.Recorded.At);
        while (_pending.TryPeek(out var oldest) && (!oldest.IsUnsettled() || clock.Running - oldest.SinceRunning > clock.TravelTime))
            AddIfUnsettled(_pending.Dequeue());
    }

    /// <summary>Adds a violation by the current event.</summary>
    public void Add(int law, string detail) => Add(law, detail, _position);

    /// <summary>Adds a violation by the event at a position.</summary>
    public void Add(int law, string detail, EventPosition at) =>
        _found.Add(new LawViolation(law, detail, at.Ordering, at.Entity.PersistenceId, at.SequenceNr));

    /// <summary>Adds a violation by the current event, unless another event settles it within the travel time.</summary>
    /// <param name="law">The number of the law.</param>
    /// <param name="isUnsettled">Returns whether the violation is still unsettled. Not called again once it has returned false.</param>
    /// <param name="detail">Returns the detail of the violation. Called only when the violation is added.</param>
    public void AddUnlessSettled(int law, Func<bool> isUnsettled, Func<string> detail) =>
        _pending.Enqueue(new PendingViolation(law, isUnsettled, detail, _position, clock.Instant, clock.Running));

    /// <summary>Adds every pending violation that is unsettled: no message is under way that could settle it.</summary>
    public void AddPending()
    {
        while (_pending.TryDequeue(out var pending))
            AddIfUnsettled(pending);
    }

    /// <summary>Adds every pending violation that has been unsettled for longer than the travel time, and drops the others: the journal ends here.</summary>
    public void AddOverdue()
    {
        while (_pending.TryDequeue(out var pending))
        {
            if (clock.Instant - pending.Since > clock.TravelTime)
                AddIfUnsettled(pending);
        }
    }

    /// <summary>Returns the violations added since the previous call, and forgets them.</summary>
    public IReadOnlyList<LawViolation> Collect()
    {
        if (_found.Count == 0)
            return [];
        var found = _found;
        _found = [];
        return found;
    }

    private void AddIfUnsettled(PendingViolation pending)
    {
        if (pending.IsUnsettled())
            Add(pending.Law, pending.Detail(), pending.Position);
    }

    private sealed record PendingViolation(
        int Law, Func<bool> IsUnsettled, Func<string> Detail, EventPosition Position, DateTimeOffset Since, TimeSpan SinceRunning);
}

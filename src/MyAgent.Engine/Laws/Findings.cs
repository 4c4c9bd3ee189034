using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Laws;

/// <summary>Collects what the laws find: what is wrong at once, and what will be unless it is settled while news travels.</summary>
internal sealed class Findings(JournalClock clock)
{
    private readonly Queue<Debt> _debts = new();
    private List<LawViolation> _found = [];
    private Place _here;

    /// <summary>The journal's clock.</summary>
    public JournalClock Clock => clock;

    /// <summary>From now on this is the event that is judged.</summary>
    public void MoveTo(JournalRecord record)
    {
        _here = Place.Of(record);
        clock.Advance(record.Recorded.At);
        while (_debts.TryPeek(out var oldest) && (!oldest.Owed() || clock.Running - oldest.SinceRunning > clock.TravelTime))
            Call(_debts.Dequeue());
    }

    /// <summary>The event that is judged breaks a law.</summary>
    public void Broken(int law, string detail) => Broken(law, detail, _here);

    /// <summary>An event breaks a law.</summary>
    public void Broken(int law, string detail, Place at) =>
        _found.Add(new LawViolation(law, detail, at.Ordering, at.Entity.PersistenceId, at.SequenceNr));

    /// <summary>The event that is judged breaks a law, unless another event settles it within the travel time.</summary>
    /// <param name="law">The law.</param>
    /// <param name="owed">Whether it is still unsettled; once it has said no it is not asked again.</param>
    /// <param name="detail">What is wrong then.</param>
    public void Owed(int law, Func<bool> owed, Func<string> detail) =>
        _debts.Enqueue(new Debt(law, owed, detail, _here, clock.Instant, clock.Running));

    /// <summary>Nothing is under way: whatever is still owed is broken.</summary>
    public void CallAll()
    {
        while (_debts.TryDequeue(out var debt))
            Call(debt);
    }

    /// <summary>The journal is at its end: whatever has been owed for longer than the travel time is broken.</summary>
    public void CallOverdue()
    {
        while (_debts.TryDequeue(out var debt))
        {
            if (clock.Instant - debt.Since > clock.TravelTime)
                Call(debt);
        }
    }

    /// <summary>What has been found since the last time.</summary>
    public IReadOnlyList<LawViolation> Collect()
    {
        if (_found.Count == 0)
            return [];
        var found = _found;
        _found = [];
        return found;
    }

    private void Call(Debt debt)
    {
        if (debt.Owed())
            Broken(debt.Law, debt.Detail(), debt.Place);
    }

    private sealed record Debt(int Law, Func<bool> Owed, Func<string> Detail, Place Place, DateTimeOffset Since, TimeSpan SinceRunning);
}

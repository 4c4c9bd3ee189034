namespace MyAgent.Engine.Storage;

/// <summary>Knows up to which ordering a gap in the journal is final. Where several processes write, each takes an event's ordering before it
/// commits, so that a later ordering can become visible before an earlier one. A gap below a visible event belongs to a transaction that was
/// writing then: once all that were have ended, whatever is still missing was rolled back. No clock is asked, of any machine.</summary>
internal sealed class SettledOrderings
{
    private long _candidate;
    private HashSet<string>? _writers;

    /// <summary>The ordering up to which every gap is final.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether an event between two that are visible may still become visible.</summary>
    /// <param name="before">The ordering of the one.</param>
    /// <param name="behind">The ordering of the other.</param>
    public bool MayBeFilled(long before, long behind) => behind > before + 1 && behind > Settled;

    /// <summary>Looks whether the transactions have ended that could fill the gaps there are now, or were when this began to look.</summary>
    /// <param name="source">Reads the journal.</param>
    /// <returns>True where they have: what is read from now on up to the newest event of then is complete.</returns>
    public bool TrySettle(IJournalSource source)
    {
        if (_writers is null)
        {
            // In this order: a writer that took an ordering below the newest one began before that was visible.
            _candidate = source.Newest().Ordering;
            _writers = [.. source.OpenWriters()];
        }
        else
        {
            _writers.IntersectWith(source.OpenWriters());
        }
        if (_writers.Count > 0)
            return false;
        (Settled, _writers) = (_candidate, null);
        return true;
    }
}

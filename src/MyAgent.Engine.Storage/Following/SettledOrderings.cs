namespace MyAgent.Engine.Storage;

/// <summary>Determines up to which ordering the gaps in the journal are final. When several processes write, each takes an event's ordering before it commits, so
/// that a later ordering can become visible before an earlier one. A gap before a visible event belongs to a transaction that was writing at that time: when all
/// of those have ended, the orderings that are still missing were rolled back. This needs no clock.</summary>
internal sealed class SettledOrderings
{
    private long _candidate;
    private HashSet<string>? _writers;

    /// <summary>The ordering up to which every gap is final.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether an event may still become visible between two visible ones.</summary>
    /// <param name="before">The ordering of the earlier one.</param>
    /// <param name="after">The ordering of the later one.</param>
    public bool MayBeFilled(long before, long after) => after > before + 1 && after > Settled;

    /// <summary>Checks whether the transactions have ended that could fill the gaps at the time of the first check since the last success.</summary>
    /// <param name="source">Reads the journal.</param>
    /// <returns>True if they have: <see cref="Settled"/> is then the newest ordering of that time, and later reads up to it are complete.</returns>
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

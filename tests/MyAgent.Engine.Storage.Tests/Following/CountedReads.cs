using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage.Tests.Following;

/// <summary>Opens a journal for reading and counts the pages that are read.</summary>
internal sealed class CountedReads(Func<IJournalSource> open)
{
    private int _pages;
    private int _failures;

    /// <summary>The number of pages that have been read.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>Lets the next reads of pages fail.</summary>
    public void Fail(int pages) => Volatile.Write(ref _failures, pages);

    public IJournalSource Open() => new Source(open(), this);

    private void Count()
    {
        Interlocked.Increment(ref _pages);
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new IOException("The disk is away for a moment.");
    }

    private sealed class Source(IJournalSource inner, CountedReads counted) : IJournalSource
    {
        public IReadOnlyList<EntityAddress> Entities(EntityKind kind) => inner.Entities(kind);

        public string JournalId() => inner.JournalId();

        public (long Ordering, DateTimeOffset At) Newest() => inner.Newest();

        public ChecksumCounts CountChecksums() => inner.CountChecksums();

        public IReadOnlyCollection<string> OpenWriters() => inner.OpenWriters();

        public long LastSequenceNr(string persistenceId) => inner.LastSequenceNr(persistenceId);

        public StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr) => inner.FindSnapshot(persistenceId, maxSequenceNr);

        public IEnumerable<StoredSnapshot> Snapshots() => inner.Snapshots();

        public IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr) => inner.ReadEntity(entity, afterSequenceNr);

        public IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit)
        {
            counted.Count();
            return inner.ReadEntityPage(entity, afterSequenceNr, limit);
        }

        public IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit)
        {
            counted.Count();
            return inner.ReadPage(afterOrdering, untilOrdering, entity, limit);
        }

        public void Dispose() => inner.Dispose();
    }
}

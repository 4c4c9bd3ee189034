using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Readers;

/// <summary>Counts how often a journal is read.</summary>
internal sealed class CountedReads
{
    private long _reads;

    /// <summary>How often it has been read: pages, entities, snapshots and whatever else is asked of it.</summary>
    public long Count => Interlocked.Read(ref _reads);

    /// <summary>The journal whose reads are counted.</summary>
    public IJournal Of(IJournal journal) => new Journal(journal, this);

    private T Counted<T>(T answer)
    {
        Interlocked.Increment(ref _reads);
        return answer;
    }

    private sealed class Journal(IJournal inner, CountedReads reads) : IJournal
    {
        public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings) => inner.Append(events, orderings);

        public bool IsConflict(Exception thrown) => inner.IsConflict(thrown);

        public void Save(IReadOnlyList<StoredSnapshot> snapshots) => inner.Save(snapshots);

        public void Delete(string persistenceId, long toSequenceNr) => inner.Delete(persistenceId, toSequenceNr);

        public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
            inner.DeleteSnapshots(persistenceId, fromSequenceNr, toSequenceNr);

        public void Reopen() => inner.Reopen();

        public IJournalSource OpenSource() => new Source(inner.OpenSource(), reads);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Source(IJournalSource inner, CountedReads reads) : IJournalSource
    {
        public IReadOnlyList<EntityAddress> Entities(EntityKind kind) => reads.Counted(inner.Entities(kind));

        public string JournalId() => reads.Counted(inner.JournalId());

        public (long Ordering, DateTimeOffset At) Newest() => reads.Counted(inner.Newest());

        public ChecksumCounts CountChecksums() => reads.Counted(inner.CountChecksums());

        public IReadOnlyCollection<string> OpenWriters() => reads.Counted(inner.OpenWriters());

        public long LastSequenceNr(string persistenceId) => reads.Counted(inner.LastSequenceNr(persistenceId));

        public StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr) => reads.Counted(inner.FindSnapshot(persistenceId, maxSequenceNr));

        public IEnumerable<StoredSnapshot> Snapshots() => reads.Counted(inner.Snapshots());

        public IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr) => reads.Counted(inner.ReadEntity(entity, afterSequenceNr));

        public IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit) =>
            reads.Counted(inner.ReadEntityPage(entity, afterSequenceNr, limit));

        public IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit) =>
            reads.Counted(inner.ReadPage(afterOrdering, untilOrdering, entity, limit));

        public void Dispose() => inner.Dispose();
    }
}

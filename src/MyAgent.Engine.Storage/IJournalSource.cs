using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads the journal and the snapshots. For one thread at a time.</summary>
internal interface IJournalSource : IDisposable
{
    /// <summary>The entities of a kind that have events, in ordinal order of their ids. It uses an index and does not read all events.</summary>
    IReadOnlyList<EntityAddress> Entities(EntityKind kind);

    /// <summary>The id of the journal, made when the tables were created.</summary>
    string JournalId();

    /// <summary>The ordering of the newest event, and its instant; 0 for an empty journal.</summary>
    (long Ordering, DateTimeOffset At) Newest();

    /// <summary>Counts the events, those without a checksum, and the checksums without an event.</summary>
    ChecksumCounts CountChecksums();

    /// <summary>The unique names of the transactions that are writing events at this moment. Always empty in a database in which one transaction commits before the
    /// next one takes its orderings.</summary>
    IReadOnlyCollection<string> OpenWriters();

    /// <summary>The sequence number of an entity's newest event, also if that is marked as deleted; 0 for none.</summary>
    long LastSequenceNr(string persistenceId);

    /// <summary>An entity's newest undamaged snapshot with at most a sequence number; null if there is none.</summary>
    StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr);

    /// <summary>All snapshots, in order of their persistence ids and sequence numbers.</summary>
    IEnumerable<StoredSnapshot> Snapshots();

    /// <summary>An entity's events after a sequence number, in order.</summary>
    /// <exception cref="UnreadableJournalException">An event cannot be read, or differs from its checksum.</exception>
    IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr);

    /// <summary>As <see cref="ReadEntity"/>, at most <paramref name="limit"/> events.</summary>
    IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit);

    /// <summary>At most <paramref name="limit"/> events after an ordering and up to another, in order; of all entities if <paramref name="entity"/> is null.</summary>
    /// <exception cref="UnreadableJournalException">An event cannot be read, or differs from its checksum.</exception>
    IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit);
}

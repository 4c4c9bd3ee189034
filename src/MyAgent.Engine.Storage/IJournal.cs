using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The journal and the snapshots, for writing by one thread at a time. If a call throws, its outcome is unknown: call <see cref="Reopen"/> and read the
/// journal again.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Appends events in one transaction. They are on disk when it returns.</summary>
    /// <param name="events">The events.</param>
    /// <param name="orderings">Receives the ordering of each event.</param>
    void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings);

    /// <summary>Whether <see cref="Append"/> threw because the journal has an event with one of these sequence numbers already. In this case nothing was written, and
    /// the journal can still be written.</summary>
    bool IsConflict(Exception thrown);

    /// <summary>Saves snapshots in one transaction, and deletes older ones: each entity keeps the newest two.</summary>
    void Save(IReadOnlyList<StoredSnapshot> snapshots);

    /// <summary>Deletes an entity's events up to a sequence number. The entity's newest event stays in the table, marked as deleted, so that its sequence number is
    /// not used again.</summary>
    void Delete(string persistenceId, long toSequenceNr);

    /// <summary>Deletes an entity's snapshots between two sequence numbers, inclusive.</summary>
    void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr);

    /// <summary>Replaces the writing connection by a new one, and writes a probe to check that the disk has space.</summary>
    /// <exception cref="JournalTakenOverException">Another engine has claimed the journal meanwhile: this one must not write again.</exception>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    void Reopen();

    /// <summary>Opens a separate source for reading, for one thread at a time.</summary>
    IJournalSource OpenSource();
}

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

/// <summary>A snapshot in the database.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="SequenceNr">The sequence number of the newest event in it.</param>
/// <param name="CreatedAt">The instant of that event.</param>
/// <param name="Manifest">The format of the payload.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal sealed record StoredSnapshot(string PersistenceId, long SequenceNr, DateTimeOffset CreatedAt, string Manifest, byte[] Payload)
{
    /// <summary>Whether it differs from its checksum.</summary>
    public bool IsDamaged { get; init; }
}

/// <summary>Counts of the events and checksums of a whole journal.</summary>
/// <param name="Events">The number of events.</param>
/// <param name="WithoutChecksum">The number of events without a checksum: Akka.Persistence.Sql has written them, or an engine of before schema version 4.</param>
/// <param name="Missing">The number of checksums whose event is missing.</param>
/// <param name="FirstMissing">The ordering of the first missing event; null for none.</param>
public sealed record ChecksumCounts(long Events, long WithoutChecksum, long Missing, long? FirstMissing);

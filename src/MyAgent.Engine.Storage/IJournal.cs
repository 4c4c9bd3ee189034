using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The port to the database. Writing is for one thread at a time; whatever throws has written nothing, or cannot say:
/// then <see cref="Reopen"/> and reading again tells.</summary>
internal interface IJournal : IDisposable
{
    /// <summary>Appends events in one transaction, on disk when this returns.</summary>
    /// <param name="events">The events.</param>
    /// <param name="orderings">Takes the ordering of each event.</param>
    void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings);

    /// <summary>Whether <see cref="Append"/> threw because an event of that entity with that sequence number is there already: nothing has been
    /// written, and other events can be.</summary>
    bool IsConflict(Exception thrown);

    /// <summary>Keeps snapshots in one transaction, and of each entity's older ones the newest alone.</summary>
    void Save(IReadOnlyList<StoredSnapshot> snapshots);

    /// <summary>Deletes an entity's events up to a sequence number. The newest one of all stays as a mark, without being read any more, so that
    /// its sequence number is not used again.</summary>
    void Delete(string persistenceId, long toSequenceNr);

    /// <summary>Deletes an entity's snapshots between two sequence numbers, both included.</summary>
    void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr);

    /// <summary>Throws the writing connection away, opens another and proves by writing that the disk takes something.</summary>
    /// <exception cref="JournalTakenOverException">Another engine has written meanwhile; this one must not any more.</exception>
    void Reopen();

    /// <summary>Opens a reading connection of its own, for one thread at a time, beside the writing one.</summary>
    IJournalSource OpenSource();
}

/// <summary>Reads the journal. For one thread at a time.</summary>
internal interface IJournalSource : IDisposable
{
    /// <summary>The entities of a kind that have events, without going through all events; in ordinal order of their ids.</summary>
    IReadOnlyList<EntityAddress> Entities(EntityKind kind);

    /// <summary>The journal's id.</summary>
    string JournalId();

    /// <summary>The ordering of the newest event, and its instant; 0 for an empty journal.</summary>
    (long Ordering, DateTimeOffset At) Newest();

    /// <summary>Counts the events that have checksums and those that have none, and the checksums of events that are not there any more.</summary>
    ChecksumCounts CountChecksums();

    /// <summary>The transactions that are writing events at this moment, by names that no two share. Empty where one commits before the next takes its
    /// orderings.</summary>
    IReadOnlyCollection<string> OpenWriters();

    /// <summary>The sequence number of an entity's newest event, deleted or not; 0 where it has none.</summary>
    long LastSequenceNr(string persistenceId);

    /// <summary>An entity's newest snapshot of up to so many events that is not damaged; null where there is none.</summary>
    StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr);

    /// <summary>All snapshots, in order of their entities and sequence numbers.</summary>
    IEnumerable<StoredSnapshot> Snapshots();

    /// <summary>An entity's events after a sequence number.</summary>
    IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr);

    /// <summary>Up to so many of an entity's events after a sequence number.</summary>
    IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit);

    /// <summary>Up to so many events after an ordering, in order.</summary>
    IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit);
}

/// <summary>A snapshot as it stands in the database.</summary>
/// <param name="PersistenceId">The entity's.</param>
/// <param name="SequenceNr">How many events it stands for.</param>
/// <param name="CreatedAt">When the newest of them happened.</param>
/// <param name="Manifest">The format of the payload.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal sealed record StoredSnapshot(string PersistenceId, long SequenceNr, DateTimeOffset CreatedAt, string Manifest, byte[] Payload)
{
    /// <summary>Whether it is not what was written.</summary>
    public bool IsDamaged { get; init; }
}

/// <summary>What the checksums beside a journal say about it as a whole.</summary>
/// <param name="Events">How many events there are.</param>
/// <param name="WithoutChecksum">How many of them have no checksum: they were written by Akka.Persistence.Sql, or by an engine of before there were any.</param>
/// <param name="Missing">How many events have a checksum and are not there.</param>
/// <param name="FirstMissing">The ordering of the first of them; null for none.</param>
public sealed record ChecksumCounts(long Events, long WithoutChecksum, long Missing, long? FirstMissing);

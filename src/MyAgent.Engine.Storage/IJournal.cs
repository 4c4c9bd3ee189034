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

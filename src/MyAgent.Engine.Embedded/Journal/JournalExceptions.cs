namespace MyAgent.Engine.Embedded.Journal;

/// <summary>Another process has the journal open for writing.</summary>
/// <param name="path">The database.</param>
/// <param name="inner">What the operating system said.</param>
public sealed class JournalInUseException(string path, Exception? inner = null)
    : Exception($"Another process is running on the journal '{path}'. Stop it first, or use another data directory.", inner);

/// <summary>An event in the journal cannot be read, or one is missing. The engine does not start on another history than the one
/// it has told.</summary>
public sealed class UnreadableJournalException : Exception
{
    internal UnreadableJournalException(
        string persistenceId, long sequenceNr, long ordering, string manifest, string reason, Exception? inner = null)
        : base($"The journal cannot be read at persistence_id '{persistenceId}', sequence_number {sequenceNr}, ordering {ordering}, "
            + $"manifest '{manifest}': {reason}", inner)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Ordering = ordering;
        Manifest = manifest;
    }

    /// <summary>The entity's <c>persistence_id</c>.</summary>
    public string PersistenceId { get; }

    /// <summary>The event's <c>sequence_number</c>.</summary>
    public long SequenceNr { get; }

    /// <summary>The event's <c>ordering</c>.</summary>
    public long Ordering { get; }

    /// <summary>The event's <c>manifest</c>.</summary>
    public string Manifest { get; }
}

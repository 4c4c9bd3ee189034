using System.Globalization;

namespace MyAgent.Engine.Storage;

/// <summary>Another process has claimed the journal.</summary>
/// <param name="name">The name of the database.</param>
/// <param name="inner">The operating system's error; null (the default) for none.</param>
public sealed class JournalInUseException(string name, Exception? inner = null)
    : Exception($"Another process is running on the journal '{name}'. Stop it first, or use another journal.", inner);

/// <summary>A database file cannot be written: its disk is read-only, or this user lacks the permission.</summary>
/// <param name="name">The path of the file.</param>
/// <param name="inner">The operating system's error.</param>
public sealed class UnwritableDatabaseException(string name, Exception inner)
    : Exception($"The database '{name}' cannot be written: {inner.Message.TrimEnd('.')}.", inner);

/// <summary>The connection that held the claim on the journal was lost, and another engine has claimed it since: this one must not write again.</summary>
/// <param name="name">The name of the database.</param>
internal sealed class JournalTakenOverException(string name)
    : Exception($"Another engine has taken over the journal '{name}'.");

/// <summary>A newer engine has changed the tables of a database: this engine does not know their meaning, and does not use them.</summary>
/// <param name="name">The name of the database.</param>
/// <param name="version">The version of its tables.</param>
/// <param name="known">The newest version that this engine knows.</param>
public sealed class NewerDatabaseException(string name, int version, int known) : Exception(
    $"The database '{name}' has schema version {version} and this engine knows versions up to {known}: use the engine that wrote it, or a newer one.")
{
    /// <summary>The version of the tables.</summary>
    public int Version { get; } = version;
}

/// <summary>The configuration of a database server could make the engine lose events, or read them in a wrong order.</summary>
public sealed class UnsuitableDatabaseException : Exception
{
    private UnsuitableDatabaseException(string message)
        : base(message)
    {
    }

    internal static UnsuitableDatabaseException Standby(string name) => new(
        $"The server of '{name}' is a standby, from which the journal cannot be followed: connect to the primary, "
        + "or add 'Target Session Attributes=primary' to the connection string.");

    internal static UnsuitableDatabaseException CachedOrderings(string name) => new(
        $"In '{name}' the sequence of journal.ordering has a cache, so that a session may use an ordering after other sessions have used later ones. "
        + "Run 'ALTER TABLE journal ALTER COLUMN ordering SET CACHE 1' while no engine is running.");
}

/// <summary>Acknowledged events are missing from a database: part of it has been lost, or it is another database. The engine starts only if the configuration accepts
/// the loss.</summary>
public sealed class LostEventsException : Exception
{
    private LostEventsException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static LostEventsException Missing(
        string name, (long Ordering, DateTimeOffset At) newest, (long Ordering, DateTimeOffset At) acknowledged) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{name}' has lost {acknowledged.Ordering - newest.Ordering} acknowledged events: {Newest(newest)}, and {Number(acknowledged)} was acknowledged."));

    internal static LostEventsException OtherHistory(string name, (long Ordering, DateTimeOffset At) acknowledged) => new(
        $"'{name}' has another history than the acknowledged one: its event {Number(acknowledged)} is not the event that was acknowledged with this number.");

    internal static LostEventsException EmptyBesideLog(string name) => new(
        $"'{name}' is missing or empty, and next to it is a write-ahead log that belongs to a database with events: opening it would delete the log.");

    internal static LostEventsException UnreadableMark(string name, Exception inner) => new(
        $"It is unknown whether '{name}' has lost acknowledged events: {inner.Message}", inner);

    private static string Newest((long Ordering, DateTimeOffset At) newest) => newest.Ordering == 0 ? "it has none" : $"its newest is {Number(newest)}";

    private static string Number((long Ordering, DateTimeOffset At) mark) =>
        string.Create(CultureInfo.InvariantCulture, $"number {mark.Ordering} ({mark.At:yyyy-MM-dd HH:mm:ss}Z)");
}

/// <summary>An event in the journal cannot be read, or is missing. The engine does not use a history that differs from the one it has published.</summary>
public sealed class UnreadableJournalException : Exception
{
    internal const string NotAsWritten = "its checksum is wrong: the row is not what the engine has written.";

    internal UnreadableJournalException(
        string persistenceId, long sequenceNr, long? ordering, string manifest, string reason, Exception? inner = null)
        : base($"The journal cannot be read at persistence_id '{persistenceId}', sequence_number {sequenceNr}, "
            + (ordering is null ? "" : $"ordering {ordering}, ") + $"manifest '{manifest}': {reason}", inner)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Ordering = ordering;
        Manifest = manifest;
    }

    /// <summary>The <c>persistence_id</c> of the entity.</summary>
    public string PersistenceId { get; }

    /// <summary>The <c>sequence_number</c> of the event.</summary>
    public long SequenceNr { get; }

    /// <summary>The <c>ordering</c> of the event; null if it is not known.</summary>
    public long? Ordering { get; }

    /// <summary>The <c>manifest</c> of the event.</summary>
    public string Manifest { get; }
}

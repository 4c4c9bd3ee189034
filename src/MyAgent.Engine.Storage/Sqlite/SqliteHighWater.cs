using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Integrity;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Keeps the <see cref="HighWaterMark"/> of a database in the file <c>DATABASE.mark</c>. SQLite silently truncates its write-ahead log at the first wrong byte:
/// without the mark, the engine would not notice that acknowledged events are missing.</summary>
internal static class SqliteHighWater
{
    private const string Newest = """
        SELECT ordering, created, hash FROM journal LEFT JOIN journal_check USING (ordering) ORDER BY ordering DESC LIMIT 1
        """;

    /// <summary>Opens the connection for writing to a database that this process has locked, and its mark.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged, and <see cref="SqliteDatabase.AcceptLoss"/> is false.</exception>
    /// <exception cref="UnwritableDatabaseException">The mark cannot be written.</exception>
    public static (SqliteConnection Connection, HighWaterFile Mark) Open(SqliteDatabase database)
    {
        var file = OpenFile(database);
        SqliteConnection? connection = null;
        try
        {
            if (!database.AcceptLoss)
                RequireFiles(database, file.Mark);
            connection = database.OpenWriter();
            RequireOrAcceptLoss(database, connection, file.Mark);
            file.Write(NewestIn(connection));
            return (connection, file);
        }
        catch
        {
            connection?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Checks, without changing the database, that no acknowledged event is missing.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public static void Require(SqliteDatabase database)
    {
        HighWaterMark? mark;
        try
        {
            mark = HighWaterFile.Find(PathOf(database));
        }
        catch (InvalidDataException unreadable)
        {
            throw LostEventsException.UnreadableMark(database.Name, unreadable);
        }
        RequireFiles(database, mark);
        using var connection = database.OpenReader();
        if (database.Schema.Version(connection) >= Checksum.SinceVersion)
            Require(database, connection, mark);
    }

    /// <summary>Checks that a database has the event of a mark.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public static void Require(SqliteDatabase database, SqliteConnection connection, HighWaterMark? acknowledged)
    {
        if (acknowledged is { Ordering: > 0 } mark)
            mark.Require(database.Name, NewestIn(connection), HashOf(connection, mark.Ordering));
    }

    /// <summary>The newest event in a database.</summary>
    public static HighWaterMark NewestIn(SqliteConnection connection)
    {
        using var newest = new SqliteStatement(connection, Newest);
        return newest.Step()
            ? new HighWaterMark(newest.Long(0), newest.IsNull(2) ? null : newest.Long(2), new DateTimeOffset(newest.Long(1), TimeSpan.Zero))
            : default;
    }

    /// <summary>Checks the sizes of the files before SQLite opens them: if the database file is empty, SQLite deletes the log, which may have all events.</summary>
    /// <exception cref="LostEventsException">The database file is empty, although there is a log or an acknowledged event.</exception>
    public static void RequireFiles(SqliteDatabase database, HighWaterMark? acknowledged)
    {
        if (LengthOf(database.Path) > 0)
            return;
        if (LengthOf(database.Path + "-wal") > 0)
            throw LostEventsException.EmptyBesideLog(database.Name);
        if (acknowledged is { Ordering: > 0 } mark)
            throw LostEventsException.Missing(database.Name, newest: default, (mark.Ordering, mark.At));
    }

    /// <summary>If acknowledged events are missing and the loss is accepted, the journal gets a new id, so that clients see that its history has changed.</summary>
    private static void RequireOrAcceptLoss(SqliteDatabase database, SqliteConnection connection, HighWaterMark? acknowledged)
    {
        try
        {
            Require(database, connection, acknowledged);
        }
        catch (LostEventsException) when (database.AcceptLoss)
        {
            SqliteDatabase.Execute(connection, "UPDATE journal_identity SET id = lower(hex(randomblob(16)))");
        }
    }

    private static HighWaterFile OpenFile(SqliteDatabase database)
    {
        try
        {
            return new HighWaterFile(PathOf(database));
        }
        catch (InvalidDataException unreadable)
        {
            if (!database.AcceptLoss)
                throw LostEventsException.UnreadableMark(database.Name, unreadable);
            File.Delete(PathOf(database));
            return new HighWaterFile(PathOf(database));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnwritableDatabaseException(PathOf(database), refused);
        }
    }

    private static long? HashOf(SqliteConnection connection, long ordering)
    {
        using var hash = new SqliteStatement(connection, "SELECT hash FROM journal JOIN journal_check USING (ordering) WHERE ordering = ?1");
        return hash.Bind(1, ordering).Step() ? hash.Long(0) : null;
    }

    private static string PathOf(SqliteDatabase database) => database.Path + ".mark";

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}

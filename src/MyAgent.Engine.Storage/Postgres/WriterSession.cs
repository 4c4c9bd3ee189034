using System.Data;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The one connection that holds the claim on the journal and writes it. The claim is an advisory lock of the server's session: when
/// the connection is lost the lock goes, and with it the only way to write. Each claim has a number, so that whoever has lost the lock
/// for a while can tell whether somebody else has had it.</summary>
internal sealed class WriterSession : IDisposable
{
    /// <summary>Takes the lock where it is free; an engine in another schema of the same database has another one.</summary>
    public const string TryLock = $"SELECT pg_try_advisory_lock({Lock})";

    /// <summary>Takes the lock for reading, as several can, where nobody has it for writing.</summary>
    private const string TryShare = $"SELECT pg_try_advisory_lock_shared({Lock})";

    private const string NextEpoch = "UPDATE writer_claim SET epoch = epoch + 1 RETURNING epoch";

    /// <summary>Gives the lock back.</summary>
    public const string Unlock = $"SELECT pg_advisory_unlock({Lock})";

    private const string Lock = "7110, hashtext(coalesce(current_schema(), ''))";

    /// <summary>Above 1 a session that has taken orderings may use them after others have used later ones. Null where they come from elsewhere.</summary>
    private const string CacheOfOrderings =
        "SELECT (SELECT seqcache FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence('journal', 'ordering')::regclass)";

    /// <summary>A commit is on disk when it returns; a statement that does not get on, because of a lock or a disk, fails and says so; and the server
    /// finds out within seconds that the writer's machine has gone.</summary>
    private const string Settings = """
        SET synchronous_commit = on;
        SET idle_session_timeout = 0;
        SET statement_timeout = '60s';
        SET idle_in_transaction_session_timeout = '10s';
        SET tcp_keepalives_idle = 1;
        SET tcp_keepalives_interval = 1;
        SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = 4000
        """;

    private readonly Action<Exception> _lost;

    private WriterSession(NpgsqlConnection connection, long epoch, Action<Exception> lost)
    {
        (Connection, Epoch, _lost) = (connection, epoch, lost);
        connection.StateChange += OnStateChange;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>The number of the claim.</summary>
    public long Epoch { get; }

    /// <summary>Claims the journal.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="lost">Hears, on any thread, that the connection is lost.</param>
    /// <exception cref="JournalInUseException">Another has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="UnsuitableDatabaseException">Orderings are given out in another order than they are taken.</exception>
    public static WriterSession Claim(PostgresDatabase database, Action<Exception> lost) => Open(database, lost, connection =>
    {
        if (!Ask<bool>(connection, TryLock))
            throw new JournalInUseException(database.Name);
        Prepare(database, connection);
        return Ask<long>(connection, NextEpoch);
    });

    /// <summary>Keeps everybody from claiming the journal, beside others who do the same: the nodes of a cluster.</summary>
    /// <returns>The connection that does so as long as it is open.</returns>
    /// <exception cref="JournalInUseException">Somebody has claimed it.</exception>
    public static NpgsqlConnection Share(PostgresDatabase database)
    {
        var connection = database.OpenWriter();
        try
        {
            Execute(connection, Settings);
            if (!Ask<bool>(connection, TryShare))
                throw new JournalInUseException(database.Name);
            Prepare(database, connection);
            Ask<long>(connection, NextEpoch);
            return connection;
        }
        catch
        {
            Close(connection);
            throw;
        }
    }

    /// <summary>Takes up a claim again whose connection was lost.</summary>
    /// <param name="database">Where the journal is.</param>
    /// <param name="epoch">The number of the claim.</param>
    /// <param name="lost">Hears, on any thread, that the connection is lost again.</param>
    /// <exception cref="JournalTakenOverException">Another has claimed it since.</exception>
    /// <exception cref="JournalInUseException">The server still keeps the lock for the connection that was lost.</exception>
    public static WriterSession Resume(PostgresDatabase database, long epoch, Action<Exception> lost) => Open(database, lost, connection =>
    {
        var locked = Ask<bool>(connection, TryLock);
        if (Ask<long>(connection, "SELECT epoch FROM writer_claim") != epoch)
            throw new JournalTakenOverException(database.Name);
        return locked ? epoch : throw new JournalInUseException(database.Name);
    });

    public void Dispose()
    {
        Connection.StateChange -= OnStateChange;
        Close(Connection);
    }

    /// <summary>Closes a connection and gives back at once what it has locked: by itself the server does so some time after.</summary>
    public static void Close(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
                Execute(connection, "SELECT pg_advisory_unlock_all()");
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // Then the locks have gone with the connection.
        }
        connection.Dispose();
    }

    public static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static void Prepare(PostgresDatabase database, NpgsqlConnection connection)
    {
        database.Schema.Migrate(connection);
        if (Ask<object>(connection, CacheOfOrderings) is > 1L)
            throw UnsuitableDatabaseException.CachedOrderings(database.Name);
    }

    private static WriterSession Open(PostgresDatabase database, Action<Exception> lost, Func<NpgsqlConnection, long> claim)
    {
        var connection = database.OpenWriter();
        try
        {
            Execute(connection, Settings);
            return new WriterSession(connection, claim(connection), lost);
        }
        catch
        {
            Close(connection);
            throw;
        }
    }

    private static T Ask<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    private void OnStateChange(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState is ConnectionState.Broken or ConnectionState.Closed)
            _lost(new IOException("The connection to PostgreSQL is lost."));
    }
}

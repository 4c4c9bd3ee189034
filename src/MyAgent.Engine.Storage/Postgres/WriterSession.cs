using System.Data;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The connection that has the claim on the journal and writes it. The claim is an advisory lock of the server's session: if the connection is lost, so is the
/// claim, and nothing more can be written over it. Each claim has a number, so that an engine that takes the lock again can tell whether another one had it
/// meanwhile.</summary>
internal sealed class WriterSession : IDisposable
{
    /// <summary>Takes the exclusive lock if it is free. Each schema of the database has its own lock.</summary>
    public const string TryLock = $"SELECT pg_try_advisory_lock({Lock})";

    /// <summary>Takes the shared lock, which several sessions can have, if no session has the exclusive one.</summary>
    private const string TryShare = $"SELECT pg_try_advisory_lock_shared({Lock})";

    private const string NextEpoch = "UPDATE writer_claim SET epoch = epoch + 1 RETURNING epoch";

    /// <summary>Releases the exclusive lock.</summary>
    public const string Unlock = $"SELECT pg_advisory_unlock({Lock})";

    private const string Lock = "7110, hashtext(coalesce(current_schema(), ''))";

    /// <summary>The cache size of the sequence of orderings. Above 1, a session may use an ordering after others have used later ones. Null if there is no sequence.</summary>
    private const string CacheOfOrderings =
        "SELECT (SELECT seqcache FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence('journal', 'ordering')::regclass)";

    /// <summary>A commit is on disk when it returns. A statement that is blocked by a lock or a disk fails after a timeout. The server notices within seconds that the
    /// writer's machine has disappeared.</summary>
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

    /// <summary>Claims the journal, and brings the tables to the newest version.</summary>
    /// <param name="database">The database.</param>
    /// <param name="lost">Called, on any thread, when the connection is lost.</param>
    /// <exception cref="JournalInUseException">Another engine has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="UnsuitableDatabaseException">The sequence of orderings has a cache.</exception>
    public static WriterSession Claim(PostgresDatabase database, Action<Exception> lost) => Open(database, lost, connection =>
    {
        if (!Scalar<bool>(connection, TryLock))
            throw new JournalInUseException(database.Name);
        Prepare(database, connection);
        return Scalar<long>(connection, NextEpoch);
    });

    /// <summary>Takes a shared claim, which all nodes of a cluster can have, and brings the tables to the newest version. No engine can claim the journal for itself
    /// meanwhile.</summary>
    /// <returns>The connection that has the claim while it is open.</returns>
    /// <exception cref="JournalInUseException">An engine has claimed it for itself.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="UnsuitableDatabaseException">The sequence of orderings has a cache.</exception>
    public static NpgsqlConnection Share(PostgresDatabase database)
    {
        var connection = database.OpenWriter();
        try
        {
            Execute(connection, Settings);
            if (!Scalar<bool>(connection, TryShare))
                throw new JournalInUseException(database.Name);
            Prepare(database, connection);
            Scalar<long>(connection, NextEpoch);
            return connection;
        }
        catch
        {
            Close(connection);
            throw;
        }
    }

    /// <summary>Takes a claim again whose connection was lost.</summary>
    /// <param name="database">The database.</param>
    /// <param name="epoch">The number of the claim.</param>
    /// <param name="lost">Called, on any thread, when the connection is lost again.</param>
    /// <exception cref="JournalTakenOverException">Another engine has claimed it since.</exception>
    /// <exception cref="JournalInUseException">The server still keeps the lock for the lost connection.</exception>
    public static WriterSession Resume(PostgresDatabase database, long epoch, Action<Exception> lost) => Open(database, lost, connection =>
    {
        var locked = Scalar<bool>(connection, TryLock);
        if (Scalar<long>(connection, "SELECT epoch FROM writer_claim") != epoch)
            throw new JournalTakenOverException(database.Name);
        return locked ? epoch : throw new JournalInUseException(database.Name);
    });

    public void Dispose()
    {
        Connection.StateChange -= OnStateChange;
        Close(Connection);
    }

    /// <summary>Closes a connection and releases its locks at once: otherwise the server releases them some time later.</summary>
    public static void Close(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
                Execute(connection, "SELECT pg_advisory_unlock_all()");
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The locks are lost with the connection.
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
        if (Scalar<object>(connection, CacheOfOrderings) is > 1L)
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

    private static T Scalar<T>(NpgsqlConnection connection, string sql)
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

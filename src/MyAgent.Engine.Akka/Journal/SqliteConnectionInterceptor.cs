using System.Data.Common;
using LinqToDB.Interceptors;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Adapts Akka.Persistence.Sql to SQLite. The asynchronous methods of the SQLite provider run on the calling thread, but the
/// journal collects the next batch only while the last one runs on another thread: it would commit each persist on its own.</summary>
internal sealed class SqliteConnectionInterceptor : ConnectionInterceptor
{
    /// <summary>SQLite itself waits for a concurrent write and retries after milliseconds; the provider would sleep for 150 ms. A commit
    /// survives a failure of the machine.</summary>
    private const string Settings = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL";

    /// <inheritdoc/>
    /// <remarks>From here on the work runs on another thread, and the caller goes on.</remarks>
    public override async Task ConnectionOpeningAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken) =>
        await Task.Yield();

    /// <inheritdoc/>
    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Set(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }
}

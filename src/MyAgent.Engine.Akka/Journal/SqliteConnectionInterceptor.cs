using System.Data.Common;
using LinqToDB.Interceptors;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Makes Akka.Persistence.Sql at home on SQLite. What its provider calls asynchronous runs on the calling thread, and the
/// journal gathers the next batch only while the last one runs elsewhere: it would write one transaction for each persist.</summary>
internal sealed class SqliteConnectionInterceptor : ConnectionInterceptor
{
    /// <summary>A write that meets another one waits for it in SQLite itself, and looks again after milliseconds; the provider would sleep for
    /// 150. What has been committed survives a failure of the machine.</summary>
    private const string Settings = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL";

    /// <inheritdoc/>
    /// <remarks>From here on the work is another thread's, and the caller goes on.</remarks>
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

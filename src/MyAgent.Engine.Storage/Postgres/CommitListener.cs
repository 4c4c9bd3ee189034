using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Receives PostgreSQL's notification of each commit to the journal, by any process. If its connection is lost, it opens another one.</summary>
internal sealed class CommitListener : IDisposable
{
    private const string Settings = "SET idle_session_timeout = 0";

    /// <summary>The trigger on the journal makes the name of the channel in the same way.</summary>
    private const string Channel = "SELECT 'myagent_journal_' || hashtext(coalesce(current_schema(), ''))";

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly PostgresDatabase _database;
    private readonly Action _notified;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _listening;

    /// <param name="database">The database.</param>
    /// <param name="notified">Called, on any thread, after a commit, and whenever a notification may have been missed. Must return quickly and not throw.</param>
    /// <param name="time">Times the attempts to connect.</param>
    public CommitListener(PostgresDatabase database, Action notified, TimeProvider time)
    {
        (_database, _notified, _time) = (database, notified, time);
        _listening = ListenAsync();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _listening.GetAwaiter().GetResult();
        _closing.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync().ConfigureAwait(false);
            }
            catch (Exception) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Not reported: the readers of the journal report that the database cannot be reached.
                await Task.WhenAny(Task.Delay(RetryInterval, _time, _closing.Token)).ConfigureAwait(false);
            }
        }
    }

    private async Task ListenOnceAsync()
    {
        await using var connection = await _database.OpenListenerAsync(_closing.Token).ConfigureAwait(false);
        connection.Notification += (_, _) => _notified();
        await using var channel = new NpgsqlCommand($"{Settings}; {Channel}", connection);
        var name = (string)(await channel.ExecuteScalarAsync(_closing.Token).ConfigureAwait(false))!;
        await using var listen = new NpgsqlCommand($"LISTEN \"{name}\"", connection);
        await listen.ExecuteNonQueryAsync(_closing.Token).ConfigureAwait(false);
        _notified();
        while (true)
            await connection.WaitAsync(_closing.Token).ConfigureAwait(false);
    }
}

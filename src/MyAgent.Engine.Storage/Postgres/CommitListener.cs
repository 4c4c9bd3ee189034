using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Hears from the database itself of every commit to the journal, by whichever process. Where its connection is lost it makes another one.</summary>
internal sealed class CommitListener : IDisposable
{
    private const string Settings = "SET idle_session_timeout = 0";

    /// <summary>The trigger on the journal names the channel in the same way.</summary>
    private const string Channel = "SELECT 'myagent_journal_' || hashtext(coalesce(current_schema(), ''))";

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly PostgresDatabase _database;
    private readonly Action _heard;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _listening;

    /// <param name="database">The database.</param>
    /// <param name="heard">Called, on any thread, after a commit, and whenever one may have gone unheard. Must return soon and not throw.</param>
    /// <param name="time">Times the attempts to connect.</param>
    public CommitListener(PostgresDatabase database, Action heard, TimeProvider time)
    {
        (_database, _heard, _time) = (database, heard, time);
        _listening = ListenAsync();
    }

    /// <summary>Hears no more.</summary>
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
                // Whoever reads the journal finds out by itself whether the database is there.
                await Task.WhenAny(Task.Delay(BetweenAttempts, _time, _closing.Token)).ConfigureAwait(false);
            }
        }
    }

    private async Task ListenOnceAsync()
    {
        await using var connection = await _database.OpenListenerAsync(_closing.Token).ConfigureAwait(false);
        connection.Notification += (_, _) => _heard();
        await using var channel = new NpgsqlCommand($"{Settings}; {Channel}", connection);
        var name = (string)(await channel.ExecuteScalarAsync(_closing.Token).ConfigureAwait(false))!;
        await using var listen = new NpgsqlCommand($"LISTEN \"{name}\"", connection);
        await listen.ExecuteNonQueryAsync(_closing.Token).ConfigureAwait(false);
        _heard();
        while (true)
            await connection.WaitAsync(_closing.Token).ConfigureAwait(false);
    }
}

using MyAgent.Engine.Embedded.Journal;
using MyAgent.Engine.Embedded.Journal.Sqlite;
using MyAgent.Engine.Embedded.Storage;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded;

/// <summary>The engine in one process, on a journal in one SQLite file.</summary>
public sealed class EmbeddedEngine : IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly EmbeddedHost _host;

    private EmbeddedEngine(
        IJournal journal, EmbeddedHost host, IJournalReader reader, IVoiceMessageStore voiceMessages, IAccessTokenStore tokens)
    {
        (_journal, _host) = (journal, host);
        (Journal, VoiceMessages, Tokens) = (reader, voiceMessages, tokens);
    }

    /// <summary>Takes commands and queries.</summary>
    public IEngineHost Host => _host;

    /// <summary>Reads what is on disk, and follows it.</summary>
    public IJournalReader Journal { get; }

    /// <summary>The sound of voice messages.</summary>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens.</summary>
    public IAccessTokenStore Tokens { get; }

    /// <summary>Whether the engine takes work, and if not, why.</summary>
    public EngineHealth Health => _host.Health;

    /// <summary>Opens the journal, reads it, and starts to take work.</summary>
    /// <param name="options">How the engine runs.</param>
    /// <param name="time">Its clocks and timers; null for the system's.</param>
    /// <exception cref="JournalInUseException">Another process has the journal open.</exception>
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public static Task<EmbeddedEngine> OpenAsync(EmbeddedOptions options, TimeProvider? time = null) =>
        OpenAsync(options, time ?? TimeProvider.System, EntityModel.Engine, journal => journal);

    internal static async Task<EmbeddedEngine> OpenAsync(
        EmbeddedOptions options, TimeProvider time, EntityModel model, Func<IJournal, IJournal> wrap)
    {
        var database = new SqliteDatabase(options.DatabasePath);
        var sqlite = new SqliteJournal(database);
        EmbeddedHost? host = null;
        try
        {
            SqliteVoiceMessageStore.RemoveHalfWritten(sqlite);
            var (journal, tail) = (wrap(sqlite), new CommittedTail());
            host = new EmbeddedHost(journal, model, tail, options, time);
            await host.Started.ConfigureAwait(false);
            return new EmbeddedEngine(journal, host, new EmbeddedJournalReader(journal.OpenSource, tail),
                new SqliteVoiceMessageStore(database, sqlite, host.Commits), new SqliteAccessTokenStore(database, sqlite, host.Commits));
        }
        catch
        {
            host?.Stop();
            sqlite.Dispose();
            throw;
        }
    }

    /// <summary>Takes no more work, finishes and answers what was taken in, makes snapshots of what has changed, and closes the
    /// journal.</summary>
    public ValueTask DisposeAsync() => new(Task.Run(() =>
    {
        _host.Stop();
        _journal.Dispose();
    }));

    /// <summary>Ends without finishing anything, as a process that is killed does. For tests.</summary>
    internal void Abandon()
    {
        _host.Abandon();
        _journal.Dispose();
    }
}

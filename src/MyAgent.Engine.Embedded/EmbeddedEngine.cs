using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>The engine in one process, on a journal in SQLite or PostgreSQL.</summary>
public sealed class EmbeddedEngine : IAsyncDisposable
{
    private readonly IClaimedDatabase _database;
    private readonly EmbeddedHost _host;
    private readonly JournalReaders _readers;
    private readonly Lazy<Task> _stopped;

    private EmbeddedEngine(IClaimedDatabase database, EmbeddedHost host, JournalReaders readers, IJournalFeed journal)
    {
        (_database, _host, _readers, Journal) = (database, host, readers, journal);
        _stopped = new Lazy<Task>(() => Task.Run(Stop));
        (VoiceMessages, Tokens, Sessions) = (database.VoiceMessages(host.Commits), database.Tokens(host.Commits), database.Sessions(host.Commits));
        Projections = database.Projections(host.Commits);
    }

    /// <summary>Takes commands and queries.</summary>
    public IEngineHost Host => _host;

    /// <summary>Reads what is on disk, and follows it.</summary>
    public IJournalFeed Journal { get; }

    /// <summary>The sound of voice messages.</summary>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens.</summary>
    public IAccessTokenStore Tokens { get; }

    /// <summary>The sessions of the web pages.</summary>
    public IWebSessionStore Sessions { get; }

    /// <summary>What the projections keep.</summary>
    public Storage.Projections.IProjectionStore Projections { get; }

    /// <summary>Whether the engine takes work, and if not, why.</summary>
    public EngineHealth Health => _host.Health;

    /// <summary>Completes when another engine has taken the journal over, after this one lost its connection: this one takes no work any
    /// more and never will. Open another one to stand by for the journal.</summary>
    public Task TakenOver => _host.TakenOver;

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
        var database = options.Database.Claim();
        EmbeddedHost? host = null;
        try
        {
            var (journal, known) = (wrap(database.Journal), new KnownEntities());
            string journalId;
            using (var source = journal.OpenSource())
            {
                known.Load(source);
                journalId = source.JournalId();
            }
            var tail = new CommittedTail(known);
            host = new EmbeddedHost(journal, model, tail, options, time);
            await host.Started.ConfigureAwait(false);
            database.WhenLost(host.Commits.Fail);
            var readers = new JournalReaders(journal.OpenSource, 2);
            return new EmbeddedEngine(database, host, readers, new JournalFeed(journalId, tail, known, readers));
        }
        catch
        {
            host?.Stop();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Takes no more work, finishes and answers what was taken in, makes snapshots of what has changed, and closes the
    /// journal. Called again it waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    /// <summary>Ends without finishing anything, as a process that is killed does. For tests.</summary>
    internal void Abandon()
    {
        _host.Abandon();
        _readers.Dispose();
        _database.Dispose();
    }

    private void Stop()
    {
        _host.Stop();
        _readers.Dispose();
        _database.Dispose();
    }
}

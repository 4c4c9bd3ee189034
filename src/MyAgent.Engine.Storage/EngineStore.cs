using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>A database that this process has claimed for itself, with the one writer of its journal, its readers and its stores. An engine in one process keeps
/// its actors in it. Safe for use by several threads.</summary>
internal sealed class EngineStore : IDisposable
{
    /// <summary>The number of threads that read entities from the journal.</summary>
    private static readonly int ReaderCount = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>The number of threads that read pages of events which the feed no longer has in memory. They are separate, so that no entity waits for a page.</summary>
    private const int PageReaderCount = 2;

    private readonly IClaimedDatabase _database;
    private readonly JournalReaders _pageReaders;

    private EngineStore(IClaimedDatabase database, IJournal journal, Action<Exception> onFailure, TimeProvider? time, Action<TimeSpan, int>? onSlowCommit)
    {
        (_database, WritingJournal, Tail) = (database, journal, new CommittedTail(Known));
        string journalId;
        using (var source = journal.OpenSource())
        {
            Known.Load(source);
            journalId = source.JournalId();
            (var ordering, NewestAt) = source.Newest();
            Tail.Restart(ordering);
        }
        Metrics = new CommitMetrics(onSlowCommit);
        Commits = new GroupCommitWriter(journal, Tail, onFailure, time, Metrics);
        Metrics.ShowPending(Commits);
        Readers = new JournalReaders(journal.OpenSource, ReaderCount);
        _pageReaders = new JournalReaders(journal.OpenSource, PageReaderCount);
        Journal = new JournalFeed(journalId, Tail, Known, _pageReaders);
        (VoiceMessages, Tokens, Sessions) = (database.VoiceMessages(Commits), database.Tokens(Commits), database.Sessions(Commits));
        Projections = database.Projections(Commits);
        database.WhenLost(Commits.Fail);
    }

    /// <summary>Reads and follows the events on disk.</summary>
    public IJournalFeed Journal { get; }

    /// <summary>The sounds of voice messages.</summary>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens.</summary>
    public IAccessTokenStore Tokens { get; }

    /// <summary>The sessions of the web pages.</summary>
    public IWebSessionStore Sessions { get; }

    /// <summary>The tables of the projections.</summary>
    public IProjectionStore Projections { get; }

    /// <summary>The instant of the newest event at the time when the store was opened; <see cref="DateTimeOffset.MinValue"/> for an empty journal.</summary>
    public DateTimeOffset NewestAt { get; }

    /// <summary>The reason why the journal cannot be written, as a sentence; null while it can.</summary>
    public string? Trouble => Commits.Failure is { } failure ? $"The journal cannot be used: {failure.Message}" : null;

    /// <summary>Completes when another engine has claimed the database after this one lost its connection: this one never writes again.</summary>
    public Task TakenOver => Commits.TakenOver;

    internal IJournal WritingJournal { get; }

    internal CommitMetrics Metrics { get; }

    internal CommittedTail Tail { get; }

    internal GroupCommitWriter Commits { get; }

    internal JournalReaders Readers { get; }

    internal KnownEntities Known { get; } = new();

    /// <summary>Claims a database, and brings its tables to the newest version.</summary>
    /// <param name="database">The database.</param>
    /// <param name="onFailure">Receives each failure to write, on the writer's own thread: it must return quickly and not throw.</param>
    /// <param name="time">Times the commits, and the attempts to open the journal again; null (the default) for the system's clock.</param>
    /// <exception cref="JournalInUseException">Another engine has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    /// <exception cref="UnreadableJournalException">The entities in the journal cannot be listed.</exception>
    public static EngineStore Open(IEngineDatabase database, Action<Exception> onFailure, TimeProvider? time = null) =>
        Open(database, onFailure, time, journal => journal);

    /// <inheritdoc cref="Open(IEngineDatabase, Action{Exception}, TimeProvider)"/>
    /// <param name="database">The database.</param>
    /// <param name="onFailure">Receives each failure to write, on the writer's own thread: it must return quickly and not throw.</param>
    /// <param name="time">Times the commits, and the attempts to open the journal again; null for the system's clock.</param>
    /// <param name="wrap">Decorates the journal that the writer uses.</param>
    /// <param name="onSlowCommit">As in <see cref="CommitMetrics"/>; null (the default) for none.</param>
    internal static EngineStore Open(
        IEngineDatabase database, Action<Exception> onFailure, TimeProvider? time, Func<IJournal, IJournal> wrap, Action<TimeSpan, int>? onSlowCommit = null)
    {
        var claimed = database.Claim();
        try
        {
            return new EngineStore(claimed, wrap(claimed.Journal), onFailure, time, onSlowCommit);
        }
        catch
        {
            claimed.Dispose();
            throw;
        }
    }

    /// <summary>Writes what has been added, and releases the database.</summary>
    public void Dispose()
    {
        Commits.Dispose();
        Metrics.Dispose();
        Readers.Dispose();
        _pageReaders.Dispose();
        _database.Dispose();
    }
}

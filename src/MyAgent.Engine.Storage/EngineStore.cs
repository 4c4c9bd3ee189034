using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>A database that is this process's alone to write, with the one writer of its journal and the readers beside it. The actors of an
/// engine in one process are kept in it. Safe for use by several threads.</summary>
public sealed class EngineStore : IDisposable
{
    /// <summary>How many threads read entities from the journal.</summary>
    private static readonly int ReaderCount = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>How many threads read what followers of the journal do not find in memory; apart, so that no entity waits for them.</summary>
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
        Commits = new GroupCommitWriter(journal, Tail, int.MaxValue, onFailure, AfterFailure.Reopen, time, Metrics);
        Metrics.ShowPending(Commits);
        Readers = new JournalReaders(journal.OpenSource, ReaderCount);
        _pageReaders = new JournalReaders(journal.OpenSource, PageReaderCount);
        Journal = new JournalFeed(journalId, Tail, Known, _pageReaders);
        (VoiceMessages, Tokens, Sessions) = (database.VoiceMessages(Commits), database.Tokens(Commits), database.Sessions(Commits));
        Projections = database.Projections(Commits);
        database.WhenLost(Commits.Fail);
    }

    /// <summary>Reads what is on disk, and follows it.</summary>
    public IJournalFeed Journal { get; }

    /// <summary>The sound of voice messages.</summary>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens.</summary>
    public IAccessTokenStore Tokens { get; }

    /// <summary>The sessions of the web pages.</summary>
    public IWebSessionStore Sessions { get; }

    /// <summary>What the projections keep.</summary>
    public IProjectionStore Projections { get; }

    /// <summary>When the newest event happened that was there when the store was opened; <see cref="DateTimeOffset.MinValue"/> where there was none.</summary>
    public DateTimeOffset NewestAt { get; }

    /// <summary>Why nothing can be written, as a sentence; null where it can.</summary>
    public string? Trouble => Commits.Failure is { } failure ? $"The journal cannot be used: {failure.Message}" : null;

    /// <summary>Completes when another engine has taken the database over, after this one lost its connection: this one never writes
    /// again.</summary>
    public Task TakenOver => Commits.TakenOver;

    internal IJournal WritingJournal { get; }

    internal CommitMetrics Metrics { get; }

    internal CommittedTail Tail { get; }

    internal GroupCommitWriter Commits { get; }

    internal JournalReaders Readers { get; }

    internal KnownEntities Known { get; } = new();

    /// <summary>Claims a database, and makes the tables that are not there.</summary>
    /// <param name="database">The database.</param>
    /// <param name="onFailure">Hears of what could not be written, on the writer's own thread: it must return soon and not throw.</param>
    /// <param name="time">Times the attempts to open the journal again; null for the system's clock.</param>
    /// <exception cref="JournalInUseException">Another has claimed it.</exception>
    /// <exception cref="UnreadableJournalException">It cannot be said who is in the journal.</exception>
    public static EngineStore Open(IEngineDatabase database, Action<Exception> onFailure, TimeProvider? time = null) =>
        Open(database, onFailure, time, journal => journal);

    /// <param name="database">The database.</param>
    /// <param name="onFailure">Hears of what could not be written.</param>
    /// <param name="time">Times the commits, and the attempts to open the journal again; null for the system's clock.</param>
    /// <param name="wrap">Puts something between the writer and the journal.</param>
    /// <param name="onSlowCommit">Hears of commits that took longer than <see cref="CommitMetrics.SlowCommit"/>, on the writer's own thread; null for nobody.</param>
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

    /// <summary>Writes what has been handed over, and gives the database back.</summary>
    public void Dispose()
    {
        Commits.Dispose();
        Metrics.Dispose();
        Readers.Dispose();
        _pageReaders.Dispose();
        _database.Dispose();
    }
}

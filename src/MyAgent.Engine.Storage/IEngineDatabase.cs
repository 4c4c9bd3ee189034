using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>The database in which an engine keeps everything: journal, snapshots, voice messages and access tokens.</summary>
public interface IEngineDatabase
{
    /// <summary>Names it to people; without any secret.</summary>
    string Name { get; }

    /// <summary>How its ADO.NET provider reaches it, for those who write the journal themselves; may hold a password.</summary>
    internal string ConnectionString { get; }

    /// <summary>Reads the journal from outside the engine, also while one writes it.</summary>
    /// <param name="time">Times the looking at gaps; null for the system's clock.</param>
    StoredJournal ReadJournal(TimeProvider? time = null);

    /// <summary>Opens a reading connection to the journal.</summary>
    internal IJournalSource OpenSource();

    /// <summary>Makes it this process's alone to write, and brings the tables to the newest version.</summary>
    /// <exception cref="JournalInUseException">Another has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    internal IClaimedDatabase Claim();

    /// <summary>Opens it for a node of a cluster, whose entities write the journal themselves, and brings the tables to the newest version.</summary>
    /// <param name="onFailure">Receives, on any thread, the first failure of each time during which a claim that was lost cannot be taken again, and what has
    /// ended the attempts for good; null (the default) where nobody listens.</param>
    /// <exception cref="JournalInUseException">An engine that is no such node has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    ISharedDatabase Share(Action<Exception>? onFailure = null);
}

/// <summary>A database that several nodes write, until it is disposed of. While it is open no other engine can claim it.</summary>
public interface ISharedDatabase : IDisposable
{
    /// <summary>Completes when an engine that is no node of the cluster has claimed it, or a newer one has changed its tables, because the claim of this one
    /// was lost for a while: then the node must not go on.</summary>
    Task TakenOver { get; }

    /// <summary>Why the claim, once lost, cannot be taken again; null while it holds. Meanwhile another engine may claim the database.</summary>
    string? Trouble { get; }

    /// <summary>Begins to follow the journal. Must be closed before this.</summary>
    /// <param name="poll">After how long it reads though it has heard of no commit.</param>
    /// <param name="failed">Hears of readings that failed. Must return soon and not throw.</param>
    /// <param name="time">Times the pauses; null for the system's clock.</param>
    SharedJournalFeed Follow(TimeSpan poll, Action<Exception> failed, TimeProvider? time = null);

    /// <summary>The voice messages in it.</summary>
    IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens in it.</summary>
    IAccessTokenStore Tokens { get; }

    /// <summary>The sessions of the web pages in it.</summary>
    IWebSessionStore Sessions { get; }

    /// <summary>What the projections keep in it.</summary>
    IProjectionStore Projections { get; }
}

/// <summary>A database that is this process's to write, until it is disposed of.</summary>
internal interface IClaimedDatabase : IDisposable
{
    /// <summary>Its journal; disposed of with it.</summary>
    IJournal Journal { get; }

    /// <summary>Has somebody told, on any thread, as soon as the database itself says that it can no longer be written.</summary>
    void WhenLost(Action<Exception> hear);

    /// <summary>The voice messages in it, written between the batches of a line.</summary>
    IVoiceMessageStore VoiceMessages(GroupCommitWriter commits);

    /// <summary>The access tokens in it, written between the batches of a line.</summary>
    IAccessTokenStore Tokens(GroupCommitWriter commits);

    /// <summary>The sessions of the web pages in it, written between the batches of a line.</summary>
    IWebSessionStore Sessions(GroupCommitWriter commits);

    /// <summary>What the projections keep in it. In SQLite, where only one can write at a time, it is written between the batches of a line.</summary>
    IProjectionStore Projections(GroupCommitWriter commits);
}

using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>The database of an engine: journal, snapshots, voice messages, access tokens, sessions of the web pages and the tables of the projections.</summary>
public interface IEngineDatabase
{
    /// <summary>The name of the database in messages. It has no secret.</summary>
    string Name { get; }

    /// <summary>The connection string for its ADO.NET provider, for journal plugins that write themselves; may have a password.</summary>
    internal string ConnectionString { get; }

    /// <summary>Reads the journal from outside the engine, also while engines write it.</summary>
    /// <param name="time">Times the checks of gaps; null (the default) for the system's clock.</param>
    StoredJournal ReadJournal(TimeProvider? time = null);

    /// <summary>Opens a reading connection to the journal.</summary>
    internal IJournalSource OpenSource();

    /// <summary>Claims it for this process only, and brings the tables to the newest version.</summary>
    /// <exception cref="JournalInUseException">Another engine has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    internal IClaimedDatabase Claim();

    /// <summary>Opens it for a node of a cluster, whose entities write the journal themselves, and brings the tables to the newest version.</summary>
    /// <param name="onFailure">Receives, on any thread, the first failure of each period in which a lost claim cannot be taken again, and the failure that ends
    /// the attempts; null (the default) for none.</param>
    /// <exception cref="JournalInUseException">An engine that is not such a node has claimed it.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    ISharedDatabase Share(Action<Exception>? onFailure = null);
}

/// <summary>A database that the nodes of a cluster write. Until it is disposed of, no engine can claim it for itself.</summary>
public interface ISharedDatabase : IDisposable
{
    /// <summary>Completes when, while the claim of this node was lost, an engine outside the cluster has claimed the database or a newer engine has changed its
    /// tables: the node must stop then.</summary>
    Task TakenOver { get; }

    /// <summary>The reason why a lost claim cannot be taken again; null while the claim holds. As long as it is not null, another engine may claim the database.</summary>
    string? Trouble { get; }

    /// <summary>Starts to follow the journal. The caller disposes of the feed before this database.</summary>
    /// <param name="poll">The interval at which it reads without a notification of a commit.</param>
    /// <param name="failed">Receives each failure to read. Must return quickly and not throw.</param>
    /// <param name="time">Times the pauses; null (the default) for the system's clock.</param>
    SharedJournalFeed Follow(TimeSpan poll, Action<Exception> failed, TimeProvider? time = null);

    /// <summary>The voice messages in it.</summary>
    IVoiceMessageStore VoiceMessages { get; }

    /// <summary>The access tokens in it.</summary>
    IAccessTokenStore Tokens { get; }

    /// <summary>The sessions of the web pages in it.</summary>
    IWebSessionStore Sessions { get; }

    /// <summary>The tables of the projections in it.</summary>
    IProjectionStore Projections { get; }
}

/// <summary>A database that this process has claimed for itself, until it is disposed of.</summary>
internal interface IClaimedDatabase : IDisposable
{
    /// <summary>Its journal, which is disposed of with it.</summary>
    IJournal Journal { get; }

    /// <summary>Sets the callback for the case that the database can no longer be written, which the database itself reports. Called on any thread.</summary>
    void WhenLost(Action<Exception> lost);

    /// <summary>The voice messages in it, written between the batches of a writer.</summary>
    IVoiceMessageStore VoiceMessages(GroupCommitWriter commits);

    /// <summary>The access tokens in it, written between the batches of a writer.</summary>
    IAccessTokenStore Tokens(GroupCommitWriter commits);

    /// <summary>The sessions of the web pages in it, written between the batches of a writer.</summary>
    IWebSessionStore Sessions(GroupCommitWriter commits);

    /// <summary>The tables of the projections in it. SQLite has one writer at a time: there they are written between the batches of a writer.</summary>
    IProjectionStore Projections(GroupCommitWriter commits);
}

using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Storage;

/// <summary>A database that the nodes of a cluster write. Until it is disposed of, no engine can claim it for itself.</summary>
internal interface ISharedDatabase : IDisposable
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

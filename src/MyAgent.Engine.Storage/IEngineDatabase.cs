namespace MyAgent.Engine.Storage;

/// <summary>The database of an engine: journal, snapshots, voice messages, access tokens, sessions of the web pages and the tables of the projections.</summary>
internal interface IEngineDatabase
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

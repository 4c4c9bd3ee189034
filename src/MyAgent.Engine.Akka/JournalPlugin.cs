namespace MyAgent.Engine.Akka;

/// <summary>The Akka.Persistence plugin for the journal and the snapshots in solo mode.</summary>
public enum JournalPlugin
{
    /// <summary>The engine's own plugin: one writer for all entities, and one transaction for all events that wait.</summary>
    GroupCommit,

    /// <summary>Akka.Persistence.Sql, on the same tables: the plugin of a cluster's nodes.</summary>
    Sql,
}

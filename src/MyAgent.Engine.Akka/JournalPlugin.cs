namespace MyAgent.Engine.Akka;

/// <summary>What writes the journal and the snapshots of an engine in one process.</summary>
public enum JournalPlugin
{
    /// <summary>The engine's own plugin: one writer for all entities, and one transaction for everything that waits.</summary>
    GroupCommit,

    /// <summary>Akka.Persistence.Sql, on the same tables: what the nodes of a cluster use.</summary>
    Sql,
}

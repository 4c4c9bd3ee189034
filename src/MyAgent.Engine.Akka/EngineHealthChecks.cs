namespace MyAgent.Engine.Akka;

/// <summary>The health checks that <c>AddMyAgentEngine</c> adds to a host, and their tags: that the actor system runs (live); that the node
/// is up in its cluster, that the journal's plugin can write, that the journal can be read, and that the clocks agree (ready).</summary>
public static class EngineHealthChecks
{
    /// <summary>The tag of the checks that tell whether the process is to be started again.</summary>
    public const string Live = "live";

    /// <summary>The tag of the checks that tell whether the engine takes work.</summary>
    public const string Ready = "ready";

    /// <summary>The name of the check that the engine takes work and that its journal can be read.</summary>
    public const string Journal = "myagent.journal";

    /// <summary>The name of the check that the engine's clock and the wall clock agree: degraded where they do not, and the engine works on.</summary>
    public const string Clock = "myagent.clock";

    /// <summary>The name of the check of the journal's plugin.</summary>
    public const string JournalPlugin = "akka.persistence.journal";
}

namespace MyAgent.Engine.Akka;

/// <summary>The health checks that <c>AddMyAgentEngine</c> adds to a host, and their tags. Live: the actor system runs. Ready: the node is up
/// in its cluster, the journal plugin can write, the journal can be read, and the clocks agree.</summary>
public static class EngineHealthChecks
{
    /// <summary>The tag of the checks that tell whether the process must be restarted.</summary>
    public const string Live = "live";

    /// <summary>The tag of the checks that tell whether the engine takes work.</summary>
    public const string Ready = "ready";

    /// <summary>The name of the check that the engine takes work and that its journal can be read.</summary>
    public const string Journal = "myagent.journal";

    /// <summary>The name of the check that the engine's clock and the wall clock agree. It is degraded if they do not; the engine works on.</summary>
    public const string Clock = "myagent.clock";

    /// <summary>The name of the check of the journal plugin.</summary>
    public const string JournalPlugin = "akka.persistence.journal";
}

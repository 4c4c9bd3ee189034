namespace MyAgent.Engine.Embedded;

/// <summary>Whether the engine takes work.</summary>
public enum EngineState
{
    /// <summary>It is reading its journal.</summary>
    Starting,

    /// <summary>It takes work.</summary>
    Healthy,

    /// <summary>It takes no work, because its journal cannot be written or read; it keeps trying.</summary>
    Unhealthy,

    /// <summary>It takes no new work, because it is being stopped.</summary>
    Stopped,
}

/// <summary>Whether the engine takes work, and if not, why.</summary>
/// <param name="State">Whether it does.</param>
/// <param name="Reason">Why not, as a sentence; null where it does.</param>
public sealed record EngineHealth(EngineState State, string? Reason = null);

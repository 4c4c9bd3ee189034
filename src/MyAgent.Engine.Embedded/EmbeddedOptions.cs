using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>How the embedded engine runs.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>Where everything is kept.</summary>
    public required IEngineDatabase Database { get; init; }

    /// <summary>How many commands may wait to be decided before more are refused; default 8192.</summary>
    public int InboxCapacity { get; init; } = 8192;

    /// <summary>How many answers or events wait for the disk in one batch before deciding waits too; default 512.</summary>
    public int BatchLimit { get; init; } = 512;

    /// <summary>After how many events of an entity a snapshot is made of it, at the earliest; default 1000.</summary>
    public int SnapshotEvery { get; init; } = 1000;

    /// <summary>How long what was open while the engine was not there is not held against anybody after it is ready again (rule 33c); default 5
    /// seconds.</summary>
    public TimeSpan RecoveryGrace { get; init; } = Entities.RecoveryGrace.Default;

    /// <summary>Hears of faults, on the engine's own threads: it must return soon and not throw. Default: nobody hears.</summary>
    public Action<EngineFault> OnFault { get; init; } = _ => { };
}

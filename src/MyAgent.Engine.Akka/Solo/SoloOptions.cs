using Akka.Configuration;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>How an engine in one process runs.</summary>
public sealed record SoloOptions
{
    /// <summary>Where everything is kept. The process claims it for itself.</summary>
    public required IEngineDatabase Database { get; init; }

    /// <summary>The configuration; <c>hocon/</c> has the engine's own.</summary>
    public required Config Config { get; init; }

    /// <summary>Where the engine logs to.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>Makes the engine's clock, in UTC, from the instant of the newest event in the journal: it must never be earlier than that, nor go
    /// back, also where the wall clock does.</summary>
    public required Func<DateTimeOffset, Func<DateTimeOffset>> Clock { get; init; }

    /// <summary>How many commands may wait for their answers before more are refused; default 8192.</summary>
    public int Capacity { get; init; } = 8192;
}

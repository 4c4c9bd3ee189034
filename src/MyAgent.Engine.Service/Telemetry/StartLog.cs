using System.Collections;
using System.Runtime.InteropServices;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Service.Limits;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Logs the version of the program and the configuration in force, without secrets.</summary>
internal static partial class StartLog
{
    /// <summary>Writes the log entries.</summary>
    /// <param name="log">The log.</param>
    /// <param name="host">What runs the entities.</param>
    /// <param name="journal">Names the journal, without a password.</param>
    /// <param name="urls">Where the server listens.</param>
    /// <param name="healthUrls">The additional addresses of health and metrics; null for none.</param>
    /// <param name="limits">The limits of clients.</param>
    /// <param name="retention">How long contacts are kept.</param>
    public static void Write(
        ILogger log, string host, string journal, string urls, string? healthUrls, ServerLimits limits, ContactRetentionSettings retention)
    {
        Started(log, TelemetryExport.Version, host, journal, urls, healthUrls ?? "no address of their own", RuntimeInformation.FrameworkDescription,
            Environment.ProcessorCount, Environment.ProcessId);
        Configured(log, limits.ToString(), retention.ToString(), string.Join(", ", Variables()));
    }

    /// <summary>The names of the environment variables that are meant for the engine; their values may be secret.</summary>
    private static IEnumerable<string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
        .Where(name => name.StartsWith("MYAGENT_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)
            || name.StartsWith("Logging__", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal).DefaultIfEmpty("nothing");

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "MyAgent.Engine {Version} has started: host {EngineHost}, journal {Journal}, HTTP at {Urls}, health and metrics at {HealthUrls}, "
            + "{Runtime} on {Processors} processors, process {ProcessId}.")]
    private static partial void Started(
        ILogger log, string version, string engineHost, string journal, string urls, string healthUrls, string runtime, int processors, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration in force: {Limits}; {Retention}; set in the environment: {Variables}.")]
    private static partial void Configured(ILogger log, string limits, string retention, string variables);
}

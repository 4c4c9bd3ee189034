using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>Logs the values of the main settings, from files, environment variables or code.</summary>
internal static partial class SettingsLog
{
    /// <summary>Logs them.</summary>
    /// <param name="log">The log for operators.</param>
    /// <param name="system">The engine's actor system.</param>
    public static void Log(ILogger log, ActorSystem system)
    {
        var myagent = system.Settings.Config.GetConfig("myagent");
        InForce(log, myagent.GetTimeSpan("ask-timeout").TotalSeconds, myagent.GetInt("snapshot-every"), myagent.GetTimeSpan("recovery-grace").TotalSeconds);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Settings: ask-timeout {AskTimeoutSeconds} s, snapshot-every {SnapshotEvery} events, recovery-grace {RecoveryGraceSeconds} s.")]
    private static partial void InForce(ILogger log, double askTimeoutSeconds, int snapshotEvery, double recoveryGraceSeconds);
}

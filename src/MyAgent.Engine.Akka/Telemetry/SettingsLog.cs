using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>Tells operators which of the settings in the HOCON files are in force, wherever they come from.</summary>
internal static partial class SettingsLog
{
    /// <summary>Says so.</summary>
    /// <param name="log">Where it is told.</param>
    /// <param name="system">The engine's actor system.</param>
    public static void Log(ILogger log, ActorSystem system)
    {
        var myagent = system.Settings.Config.GetConfig("myagent");
        InForce(log, myagent.GetTimeSpan("ask-timeout").TotalSeconds, myagent.GetInt("snapshot-every"), myagent.GetTimeSpan("recovery-grace").TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Settings in force: ask-timeout {AskTimeoutSeconds} s, snapshot-every {SnapshotEvery} events, recovery-grace {RecoveryGraceSeconds} s.")]
    private static partial void InForce(ILogger log, double askTimeoutSeconds, int snapshotEvery, double recoveryGraceSeconds);
}

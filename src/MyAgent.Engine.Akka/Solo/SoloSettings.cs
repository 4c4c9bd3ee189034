using Akka.Configuration;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The settings of an engine in one process in the HOCON files.</summary>
/// <param name="config">The whole configuration.</param>
internal sealed class SoloSettings(Config config)
{
    private readonly Config _myagent = config.GetConfig("myagent");

    /// <summary>The whole configuration.</summary>
    public Config Config => config;

    /// <summary>The maximum time until an answer.</summary>
    public TimeSpan AskTimeout => _myagent.GetTimeSpan("ask-timeout");

    /// <summary>The interval at which a journal that <see cref="JournalPlugin.Sql"/> writes is read without a notification of a commit.</summary>
    public TimeSpan JournalPollInterval => _myagent.GetTimeSpan("journal-poll-interval");

    /// <summary>The number of events between two snapshots of an entity.</summary>
    public int SnapshotEvery => _myagent.GetInt("snapshot-every");

    /// <summary>The grace period after an outage (rule 33c).</summary>
    public TimeSpan RecoveryGrace => _myagent.GetTimeSpan("recovery-grace");

    /// <summary>The time without a message after which a caller's actor is passivated.</summary>
    public TimeSpan PassivateCallersAfter => _myagent.GetTimeSpan("solo.passivate-callers-after");
}

using Akka.Configuration;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>What the HOCON files say of an engine in one process.</summary>
/// <param name="config">All of them.</param>
internal sealed class SoloSettings(Config config)
{
    private readonly Config _myagent = config.GetConfig("myagent");

    /// <summary>All of it.</summary>
    public Config Config => config;

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan AskTimeout => _myagent.GetTimeSpan("ask-timeout");

    /// <summary>After how long a journal that <see cref="JournalPlugin.Sql"/> writes is read though no commit has been heard of.</summary>
    public TimeSpan JournalPollInterval => _myagent.GetTimeSpan("journal-poll-interval");

    /// <summary>After how many events a snapshot is made.</summary>
    public int SnapshotEvery => _myagent.GetInt("snapshot-every");

    /// <summary>How long after an outage nothing is held against anybody (rule 33c).</summary>
    public TimeSpan RecoveryGrace => _myagent.GetTimeSpan("recovery-grace");

    /// <summary>After how long without a message a caller's actor is stopped.</summary>
    public TimeSpan PassivateCallersAfter => _myagent.GetTimeSpan("solo.passivate-callers-after");
}

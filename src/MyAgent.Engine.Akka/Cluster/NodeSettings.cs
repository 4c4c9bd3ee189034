using Akka.Configuration;
using MyAgent.Engine.Akka.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>What the HOCON files say of a node.</summary>
/// <param name="config">All of them.</param>
internal sealed class NodeSettings(Config config)
{
    /// <summary>The cluster role of the nodes that run entities.</summary>
    public const string Role = "engine";

    private readonly Config _myagent = config.GetConfig("myagent");

    /// <summary>All of it.</summary>
    public Config Config => config;

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan AskTimeout => _myagent.GetTimeSpan("ask-timeout");

    /// <summary>After how long the journal is read though no commit has been heard of.</summary>
    public TimeSpan JournalPollInterval => _myagent.GetTimeSpan("journal-poll-interval");

    /// <summary>When snapshots are made.</summary>
    public SnapshotPolicy Snapshots => new(_myagent.GetInt("snapshot-every"));

    /// <summary>How long after an outage nothing is held against anybody (rule 33c).</summary>
    public RecoveryGracePeriod Grace => new(_myagent.GetTimeSpan("recovery-grace"));

    /// <summary>How the roll call is held.</summary>
    public ActivationSettings Activation => ActivationSettings.From(_myagent);
}

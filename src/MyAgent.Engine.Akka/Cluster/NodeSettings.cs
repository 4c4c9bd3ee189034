using Akka.Configuration;
using MyAgent.Engine.Akka.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>The settings of a node in the HOCON files.</summary>
/// <param name="config">The whole configuration.</param>
internal sealed class NodeSettings(Config config)
{
    /// <summary>The cluster role of the nodes that run entities.</summary>
    public const string Role = "engine";

    private readonly Config _myagent = config.GetConfig("myagent");

    /// <summary>The whole configuration.</summary>
    public Config Config => config;

    /// <summary>The maximum time until an answer.</summary>
    public TimeSpan AskTimeout => _myagent.GetTimeSpan("ask-timeout");

    /// <summary>The interval at which the journal is read without a notification of a commit.</summary>
    public TimeSpan JournalPollInterval => _myagent.GetTimeSpan("journal-poll-interval");

    /// <summary>When snapshots are taken.</summary>
    public SnapshotPolicy Snapshots => new(_myagent.GetInt("snapshot-every"));

    /// <summary>The grace period after an outage (rule 33c).</summary>
    public RecoveryGracePeriod Grace => new(_myagent.GetTimeSpan("recovery-grace"));

    /// <summary>How the entities are kept active.</summary>
    public ActivationSettings Activation => ActivationSettings.From(_myagent);
}

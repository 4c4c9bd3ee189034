using System.Diagnostics.Metrics;
using Akka.Cluster;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>The metrics of the cluster, as a node sees it. They are computed when they are read.</summary>
internal static class ClusterMetrics
{
    /// <summary>Adds the instruments of a node.</summary>
    /// <param name="meter">The meter of the engine.</param>
    /// <param name="cluster">The cluster.</param>
    public static void AddNodeInstruments(Meter meter, ClusterExtension cluster)
    {
        meter.CreateObservableUpDownCounter(
            "myagent.cluster.node.count",
            () => Enum.GetValues<MemberStatus>().Select(status => new Measurement<int>(
                cluster.State.Members.Count(member => member.Status == status),
                new KeyValuePair<string, object?>("myagent.cluster.node.status", status.ToString().ToLowerInvariant()))),
            "{node}", "Nodes of the cluster, as this one sees it.");
        meter.CreateObservableUpDownCounter(
            "myagent.cluster.node.unreachable", () => cluster.State.Unreachable.Count, "{node}", "Nodes that this one cannot reach.");
    }
}

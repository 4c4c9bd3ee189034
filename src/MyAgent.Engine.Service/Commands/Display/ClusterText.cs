using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Operators;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>The cluster and its shards as people read them.</summary>
internal static class ClusterText
{
    /// <summary>Writes the nodes.</summary>
    public static void Write(Terminal terminal, ClusterView cluster)
    {
        if (cluster.Mode == EngineMode.Solo)
        {
            terminal.Line("Solo: the engine runs in this process only; there is no cluster.");
            return;
        }
        terminal.Table(["Node", "Status", "Roles", "Is"], cluster.Members.Select(member => new[]
        {
            NodeName.Of(member.Node), DisplayFormat.Of<MemberState>(member.Status) + (member.Reachable ? "" : ", unreachable"), string.Join(", ", member.Roles),
            string.Join(", ", MarksOf(cluster, member.Node)),
        }));
        if (cluster.Leader is null)
            terminal.Line("There is no leader: the nodes do not agree yet on who is a member.");
    }

    /// <summary>Writes what begins with a node that was told to leave.</summary>
    public static void WriteLeaving(Terminal terminal, ClusterMember member) =>
        terminal.Line($"{NodeName.Of(member.Node)} hands its shards over and leaves the cluster; its process ends.");

    /// <summary>Writes what begins with a node that was declared dead.</summary>
    public static void WriteDown(Terminal terminal, ClusterMember member) =>
        terminal.Line($"{NodeName.Of(member.Node)} counts as dead: the other nodes take over its agents and queues.");

    /// <summary>Writes the shards, and their sums below them.</summary>
    public static void Write(Terminal terminal, ShardsView shards)
    {
        if (shards.Mode == EngineMode.Solo)
        {
            terminal.Table(["Type", "Awake"], shards.Types.Select(type => new[] { DisplayFormat.Of<Entities.EntityKind>(type.Type), DisplayFormat.Number(type.Entities) }));
            terminal.Line("Solo: there are no shards; all entities live in this process.");
            return;
        }
        terminal.Table(["Type", "Shard", "Node", "Awake"], shards.Types.SelectMany(type => type.Shards.Select(shard => new[]
        {
            DisplayFormat.Of<Entities.EntityKind>(type.Type), shard.Shard, NodeName.Of(shard.Node), DisplayFormat.Number(shard.Entities),
        })));
        terminal.Line();
        terminal.Table(["Type", "Node", "Shards", "Awake"], shards.Types.SelectMany(type => type.Shards.GroupBy(shard => shard.Node, StringComparer.Ordinal)
            .OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => new[]
            {
                DisplayFormat.Of<Entities.EntityKind>(type.Type), NodeName.Of(node.Key), DisplayFormat.Number(node.Count()),
                DisplayFormat.Number(node.Sum(shard => shard.Entities)),
            })));
        WriteSilent(terminal, shards.Silent);
    }

    /// <summary>Writes which nodes have not answered, if any.</summary>
    public static void WriteSilent(Terminal terminal, IReadOnlyList<string> silent)
    {
        if (silent.Count > 0)
            terminal.Line($"Not reached: {string.Join(", ", silent.Select(NodeName.Of))}. Their entities are not shown.");
    }

    private static IEnumerable<string> MarksOf(ClusterView cluster, string node)
    {
        if (node == cluster.Self)
            yield return "this node";
        if (node == cluster.Leader)
            yield return "leader";
        if (node == cluster.Oldest)
            yield return "oldest";
    }
}

using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The nodes of the cluster, as one of them sees them.</summary>
/// <param name="Mode">Solo or cluster. Solo has no members.</param>
/// <param name="Self">The address of the node that answers; null in solo.</param>
/// <param name="Leader">The address of the member that lets others join and leave; null if there is none, as in a cluster that has not converged.</param>
/// <param name="Oldest">The address of the member that has been up longest, which activates the entities of the cluster; null in solo.</param>
/// <param name="Members">The members, in order of their addresses.</param>
internal sealed record ClusterView(
    [property: JsonConverter(typeof(CamelCaseEnum<EngineMode>))] EngineMode Mode, string? Self, string? Leader, string? Oldest, IReadOnlyList<ClusterMember> Members)
{
    /// <summary>An engine in one process.</summary>
    public static readonly ClusterView Solo = new(EngineMode.Solo, Self: null, Leader: null, Oldest: null, []);
}

/// <summary>A node of the cluster.</summary>
/// <param name="Node">Its address: <c>akka.tcp://myagent@10.0.0.1:4053</c>.</param>
/// <param name="Roles">Its roles. Entities live on nodes with the role <c>engine</c>.</param>
/// <param name="Status">Its status in the cluster.</param>
/// <param name="Reachable">Whether the nodes that monitor it can reach it.</param>
internal sealed record ClusterMember(string Node, IReadOnlyList<string> Roles, MemberState Status, bool Reachable);

/// <summary>The status of a node in the cluster.</summary>
[JsonConverter(typeof(CamelCaseEnum<MemberState>))]
internal enum MemberState
{
    /// <summary>It has asked to join.</summary>
    Joining,

    /// <summary>It has joined while other nodes are unreachable.</summary>
    WeaklyUp,

    /// <summary>It is a member and runs entities.</summary>
    Up,

    /// <summary>It hands its shards over.</summary>
    Leaving,

    /// <summary>It has handed its shards over.</summary>
    Exiting,

    /// <summary>The cluster goes on without it.</summary>
    Down,

    /// <summary>It is no longer a member.</summary>
    Removed,
}

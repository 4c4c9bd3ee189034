using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The nodes of the engine, as one of them sees them.</summary>
/// <param name="Mode">On how many nodes the engine runs. Solo has no members.</param>
/// <param name="Self">The address of the node that was asked; null in solo.</param>
/// <param name="Leader">The address of the member that lets others join and leave; null where there is none, as in a cluster that has not converged.</param>
/// <param name="Oldest">The address of the member that has been up longest, on which the roll call runs; null in solo.</param>
/// <param name="Members">The members, in order of their addresses.</param>
public sealed record ClusterView(
    [property: JsonConverter(typeof(CamelCaseEnum<EngineMode>))] EngineMode Mode, string? Self, string? Leader, string? Oldest, IReadOnlyList<ClusterMember> Members)
{
    /// <summary>An engine in one process.</summary>
    public static readonly ClusterView Solo = new(EngineMode.Solo, Self: null, Leader: null, Oldest: null, []);
}

/// <summary>A node of the cluster.</summary>
/// <param name="Node">Its address: <c>akka.tcp://myagent@10.0.0.1:4053</c>.</param>
/// <param name="Roles">Its roles; the role <c>engine</c> carries entities.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Reachable">Whether it can be reached by those who watch it.</param>
public sealed record ClusterMember(string Node, IReadOnlyList<string> Roles, MemberState Status, bool Reachable);

/// <summary>How far a node has come on its way through the cluster.</summary>
[JsonConverter(typeof(CamelCaseEnum<MemberState>))]
public enum MemberState
{
    /// <summary>It has asked to be let in.</summary>
    Joining,

    /// <summary>It is let in while others cannot be reached.</summary>
    WeaklyUp,

    /// <summary>It takes part.</summary>
    Up,

    /// <summary>It hands its shards over.</summary>
    Leaving,

    /// <summary>It has handed them over.</summary>
    Exiting,

    /// <summary>The others go on without it.</summary>
    Down,

    /// <summary>It is no longer a member.</summary>
    Removed,
}

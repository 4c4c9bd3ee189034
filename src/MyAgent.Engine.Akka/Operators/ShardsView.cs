using System.Text.Json.Serialization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The shards and their nodes.</summary>
/// <param name="Mode">Solo or cluster. Solo has no shards.</param>
/// <param name="Types">The types of entity.</param>
/// <param name="Silent">The addresses of the nodes that are unreachable or did not answer: their shards are missing.</param>
internal sealed record ShardsView(
    [property: JsonConverter(typeof(CamelCaseEnum<EngineMode>))] EngineMode Mode, IReadOnlyList<ShardsOfType> Types, IReadOnlyList<string> Silent);

/// <summary>The shards of a type of entity.</summary>
/// <param name="Type">The type.</param>
/// <param name="Entities">The number of active entities.</param>
/// <param name="Shards">The shards that have a node, in order of their numbers; empty in solo.</param>
internal sealed record ShardsOfType(
    [property: JsonConverter(typeof(CamelCaseEnum<EntityKind>))] EntityKind Type, int Entities, IReadOnlyList<ShardView> Shards);

/// <summary>A shard.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Node">The address of its node.</param>
/// <param name="Entities">The number of its active entities.</param>
internal sealed record ShardView(string Shard, string Node, int Entities);

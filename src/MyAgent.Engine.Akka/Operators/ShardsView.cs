using System.Text.Json.Serialization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Which shards live on which node.</summary>
/// <param name="Mode">On how many nodes the engine runs. Solo has no shards.</param>
/// <param name="Types">The types of entity, each with the entities that are awake.</param>
/// <param name="Silent">The addresses of the nodes that could not be asked or have not answered: what lives there is left out.</param>
public sealed record ShardsView(
    [property: JsonConverter(typeof(CamelCaseEnum<EngineMode>))] EngineMode Mode, IReadOnlyList<ShardsOfType> Types, IReadOnlyList<string> Silent);

/// <summary>The shards of a type of entity.</summary>
/// <param name="Type">The type.</param>
/// <param name="Entities">How many entities are awake in all.</param>
/// <param name="Shards">The shards that have a node, in order of their numbers; in solo none.</param>
public sealed record ShardsOfType(
    [property: JsonConverter(typeof(CamelCaseEnum<EntityKind>))] EntityKind Type, int Entities, IReadOnlyList<ShardView> Shards);

/// <summary>A shard.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Node">The address of the node on which it lives.</param>
/// <param name="Entities">How many of its entities are awake.</param>
public sealed record ShardView(string Shard, string Node, int Entities);

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>An entity that has events, and its actor.</summary>
internal sealed record EntityView
{
    /// <summary>Its <c>persistence_id</c>: <c>agent-ana</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>Its type.</summary>
    [JsonConverter(typeof(CamelCaseEnum<EntityKind>))]
    public required EntityKind Type { get; init; }

    /// <summary>Whether it has an actor. Agents and queues always have one, except while they move or recover; callers have one while they are in use.</summary>
    public required bool Awake { get; init; }

    /// <summary>The address of the node on which its actor lives; null in solo, and if it has none.</summary>
    public string? Node { get; init; }

    /// <summary>The shard in which it lives; null in solo, and if it has no actor.</summary>
    public string? Shard { get; init; }

    /// <summary>The path of its actor within the node; null if it has none.</summary>
    public string? Path { get; init; }

    /// <summary>The number of its events; null if it did not answer.</summary>
    public long? Revision { get; init; }

    /// <summary>The instant of its newest event; null if it did not answer.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>The revision of its newest snapshot; null if it has none or did not answer.</summary>
    public long? SnapshotRevision { get; init; }

    /// <summary>Its next deadline; null if it has none or did not answer.</summary>
    public DateTimeOffset? NextDeadline { get; init; }

    /// <summary>The size of its state as JSON, in bytes; null if it was not requested.</summary>
    public int? StateBytes { get; init; }

    /// <summary>Its state, as in a snapshot; null if it was not requested or is larger than 256 KiB.</summary>
    public JsonObject? State { get; init; }

    /// <summary>Why the view is incomplete, as a sentence; null if it is complete.</summary>
    public string? Trouble { get; init; }

    /// <summary>The addresses of the nodes that are unreachable or did not answer, if no other node has its actor.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}

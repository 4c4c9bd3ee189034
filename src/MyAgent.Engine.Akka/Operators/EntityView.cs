using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>An entity that has events, and its actor.</summary>
public sealed record EntityView
{
    /// <summary>Its <c>persistence_id</c>: <c>agent-ana</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>Its type.</summary>
    [JsonConverter(typeof(CamelCaseEnum<EntityKind>))]
    public required EntityKind Type { get; init; }

    /// <summary>Whether it has an actor. Agents and queues always have one, but for the moment in which they move or are being read; callers while they are in use.</summary>
    public required bool Awake { get; init; }

    /// <summary>The address of the node on which its actor lives; null in solo, and where it has none.</summary>
    public string? Node { get; init; }

    /// <summary>The shard in which it lives; null in solo, and where it has no actor.</summary>
    public string? Shard { get; init; }

    /// <summary>The path of its actor within the node; null where it has none.</summary>
    public string? Path { get; init; }

    /// <summary>How many events it has; null where it has not answered.</summary>
    public long? Revision { get; init; }

    /// <summary>When its newest event happened; null where it has not answered.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Up to which event its newest snapshot goes; null where it has none, or has not answered.</summary>
    public long? SnapshotRevision { get; init; }

    /// <summary>When it wants to act by itself next; null for never, or where it has not answered.</summary>
    public DateTimeOffset? NextDeadline { get; init; }

    /// <summary>How long its state is as JSON, in bytes; null where it was not asked for.</summary>
    public int? StateBytes { get; init; }

    /// <summary>Its state, as a snapshot has it; null where it was not asked for, or is longer than 256 KiB.</summary>
    public JsonObject? State { get; init; }

    /// <summary>Why more is not known of it, as a sentence; null where everything is.</summary>
    public string? Trouble { get; init; }

    /// <summary>The addresses of the nodes that could not be asked or have not answered, where no other has it.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}

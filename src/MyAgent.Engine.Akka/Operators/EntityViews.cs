using System.Text.Json.Nodes;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Makes what operators see of an entity.</summary>
internal static class EntityViews
{
    /// <summary>A longer state is not told: a message between nodes has a limit, and nobody reads it.</summary>
    public const int MaxStateBytes = 256 * 1024;

    /// <summary>An entity of which no more than its name is known.</summary>
    public static EntityView Of(EntityAddress entity, bool awake) => new() { Entity = entity.PersistenceId, Type = entity.Kind, Awake = awake };

    /// <summary>An entity with what it has told of itself.</summary>
    public static EntityView With(this EntityView view, EntityDescription told)
    {
        view = view with
        {
            Revision = told.Revision,
            LastEventAt = told.Revision > 0 ? told.LastEventAt : null,
            SnapshotRevision = told.SnapshotRevision > 0 ? told.SnapshotRevision : null,
            NextDeadline = told.NextDeadline,
        };
        if (told.State is not { } state)
            return view;
        var (_, json) = SnapshotSerializer.Write(state);
        return view with { StateBytes = json.Length, State = json.Length > MaxStateBytes ? null : JsonNode.Parse(json)!.AsObject() };
    }
}

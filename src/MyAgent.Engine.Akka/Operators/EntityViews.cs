using System.Text.Json.Nodes;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Creates the views of an entity.</summary>
internal static class EntityViews
{
    /// <summary>The maximum size of a state in a view, in bytes: the size of a message between nodes is limited.</summary>
    public const int MaxStateBytes = 256 * 1024;

    /// <summary>A view with only the id of the entity.</summary>
    public static EntityView Of(EntityAddress entity, bool awake) => new() { Entity = entity.PersistenceId, Type = entity.Kind, Awake = awake };

    /// <summary>Adds the description of the entity to a view.</summary>
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

using Akka.Actor;
using MyAgent.Engine.Akka.Solo;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The entities of an engine in one process: the children of one parent for each type.</summary>
/// <param name="entities">Routes messages to them.</param>
internal sealed class SoloNodeEntities(LocalEntities entities) : INodeEntities
{
    /// <inheritdoc/>
    public ActorPath PathOf(EntityAddress entity) => entities.ParentOf(entity.Kind).Path / entity.PersistenceId;

    /// <inheritdoc/>
    public string? ShardOf(EntityAddress entity) => null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardsOfType>> ShardsAsync(string? node) => Task.FromResult<IReadOnlyList<ShardsOfType>>(
        [.. Enum.GetValues<EntityKind>().Select(kind => new ShardsOfType(kind, (entities.ParentOf(kind) as ActorRefWithCell)?.Children.Count() ?? 0, []))]);
}

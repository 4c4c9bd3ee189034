using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka;

/// <summary>Finds the actors of entities.</summary>
public interface IEntityLocator
{
    /// <summary>Where an entity's actor is, for people; null where it has none.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<string?> WhereAsync(EntityAddress entity, CancellationToken cancel = default);
}

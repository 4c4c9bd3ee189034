using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>Where the runtime gets entities from that it does not have in memory.</summary>
internal interface IEntitySource
{
    /// <summary>The entity with all its events applied; a blank one where it has none.</summary>
    /// <exception cref="Exception">It cannot be read: then what it is asked is refused.</exception>
    IEntity Load(EntityAddress address);
}

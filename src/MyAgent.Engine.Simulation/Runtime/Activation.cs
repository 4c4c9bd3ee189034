using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>An entity in memory.</summary>
internal sealed class Activation(IEntity entity)
{
    public IEntity Entity { get; } = entity;

    /// <summary>The journal's name for it, made once.</summary>
    public string PersistenceId { get; } = entity.Address.PersistenceId;

    /// <summary>When its deadline fires; null for never. Set by <see cref="DeadlineQueue"/> only.</summary>
    public DateTimeOffset? FiresAt { get; set; }
}

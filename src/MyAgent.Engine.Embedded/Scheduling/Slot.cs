using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded.Scheduling;

/// <summary>An entity in memory.</summary>
internal sealed class Slot(IEntity entity)
{
    public IEntity Entity { get; } = entity;

    /// <summary>The journal's name for it, made once.</summary>
    public string PersistenceId { get; } = entity.Address.PersistenceId;

    /// <summary>When it is to be woken; null for not at all. Set by <see cref="WakeUps"/> alone.</summary>
    public DateTimeOffset? WakeUpAt { get; set; }
}

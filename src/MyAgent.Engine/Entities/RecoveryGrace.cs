namespace MyAgent.Engine.Entities;

/// <summary>The entity was read from its journal and is ready again (rule 33c): what people should have done meanwhile and could not is not held
/// against them for a while. A host applies it right after it has read the entity and before it lets any message in, also before
/// <see cref="Recovered"/>; and once more where the entity is ready later than that. It is not journaled.</summary>
/// <param name="ReadyAt">Since when the entity can be spoken to; <see cref="DateTimeOffset.MaxValue"/> while it cannot.</param>
/// <param name="Length">How long the grace lasts from then on.</param>
internal sealed record RecoveryGrace(DateTimeOffset ReadyAt, TimeSpan Length) : IVolatileChange
{
    /// <summary>How long the grace lasts where nothing else is configured: 5 seconds.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(5);

    /// <summary>Since when leases count again: who could not be heard meanwhile has a whole lease (rule 30). Null while the entity cannot be spoken to.</summary>
    public DateTimeOffset? LeasesBeginAt => ReadyAt < DateTimeOffset.MaxValue ? ReadyAt : null;

    private DateTimeOffset Until => ReadyAt < DateTimeOffset.MaxValue - Length ? ReadyAt + Length : DateTimeOffset.MaxValue;

    /// <summary>When something acts that began at an instant and would act at a deadline: not before the end of the grace, where it began before the
    /// entity was ready.</summary>
    internal DateTimeOffset Extend(DateTimeOffset since, DateTimeOffset deadline) => since <= ReadyAt && deadline < Until ? Until : deadline;
}

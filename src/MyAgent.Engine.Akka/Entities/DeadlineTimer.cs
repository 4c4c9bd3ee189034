using Akka.Actor;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The one timer of an entity's actor. It sends <see cref="DeadlineReached"/>, possibly before the deadline: the actor then calls
/// <see cref="Fired"/> and, where the deadline is still ahead, <see cref="Set"/> again.</summary>
/// <param name="actor">The actor.</param>
/// <param name="time">The entity's time.</param>
internal sealed class DeadlineTimer(IWithTimers actor, EntityTime time)
{
    /// <summary>The longest time for which the timer is set: one for a later deadline fires on the way and is set again.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromHours(1);

    private DateTimeOffset? _setFor;

    /// <summary>Sets the timer. A timer that is set for an earlier instant stays.</summary>
    /// <param name="deadline">The entity's next deadline; null for none.</param>
    /// <param name="minDelay">The minimum time until it fires; default zero.</param>
    public void Set(DateTimeOffset? deadline, TimeSpan minDelay = default)
    {
        if (deadline is not { } due)
            return;
        var now = time.Now;
        var at = due < now + minDelay ? now + minDelay : due > now + MaxDelay ? now + MaxDelay : due;
        if (_setFor <= at)
            return;
        _setFor = at;
        actor.Timers.StartSingleTimer(nameof(DeadlineReached), DeadlineReached.Instance, at - now);
    }

    /// <summary>The timer has fired and is not set any more.</summary>
    public void Fired() => _setFor = null;
}

/// <summary>The timer of an entity's actor has fired.</summary>
internal sealed class DeadlineReached : INoSerializationVerificationNeeded
{
    /// <summary>The only instance.</summary>
    public static readonly DeadlineReached Instance = new();
}

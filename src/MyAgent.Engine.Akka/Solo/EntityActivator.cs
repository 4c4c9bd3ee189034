using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Wakes every queue and agent after the start, in this order, so that deadlines fire though no message arrives: no more than so many at once
/// that have not been read yet. One that cannot be read now is asked again.</summary>
internal sealed class EntityActivator : UntypedActor, IWithTimers
{
    private const int MaxAtOnce = 64;

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly IEntityRouter _entities;
    private readonly SoloStart _start;
    private readonly Queue<EntityAddress> _pending;
    private readonly HashSet<EntityAddress> _waking = [];

    /// <summary>Makes the actor.</summary>
    /// <param name="entities">The way to them.</param>
    /// <param name="all">All of them, in order.</param>
    /// <param name="start">Hears when all are awake.</param>
    public EntityActivator(IEntityRouter entities, IReadOnlyCollection<EntityAddress> all, SoloStart start) =>
        (_entities, _pending, _start) = (entities, new Queue<EntityAddress>(all), start);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(AskAgain), AskAgain.Instance, AskAgainAfter);
        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Awake awake:
                _waking.Remove(awake.Entity);
                GoOn();
                break;
            case AskAgain:
                foreach (var entity in _waking)
                    _entities.Wake(entity, Self);
                break;
        }
    }

    private void GoOn()
    {
        while (_waking.Count < MaxAtOnce && _pending.TryDequeue(out var entity))
        {
            _waking.Add(entity);
            _entities.Wake(entity, Self);
        }
        if (_waking.Count > 0)
            return;
        _start.EverybodyIsAwake();
        Context.Stop(Self);
    }

    private sealed class AskAgain : INoSerializationVerificationNeeded
    {
        public static readonly AskAgain Instance = new();
    }
}

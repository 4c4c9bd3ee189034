using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>Activates every queue and agent after the start, in this order, so that deadlines fire although no message arrives. It limits the number
/// of concurrent recoveries, and retries those that have not responded: an entity that cannot be read now may be readable later.</summary>
internal sealed class SoloEntityActivator : UntypedActor, IWithTimers
{
    private const int MaxConcurrent = 64;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly IEntityRouter _entities;
    private readonly SoloStart _start;
    private readonly Queue<EntityAddress> _pending;
    private readonly HashSet<EntityAddress> _unanswered = [];

    /// <param name="entities">Routes messages to the entities.</param>
    /// <param name="all">The entities to activate, in order.</param>
    /// <param name="start">Is informed when all are active.</param>
    public SoloEntityActivator(IEntityRouter entities, IReadOnlyCollection<EntityAddress> all, SoloStart start) =>
        (_entities, _pending, _start) = (entities, new Queue<EntityAddress>(all), start);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Retry), Retry.Instance, RetryInterval);
        ActivateNext();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case EntityActivated activated:
                _unanswered.Remove(activated.Entity);
                ActivateNext();
                break;
            case Retry:
                foreach (var entity in _unanswered)
                    _entities.Activate(entity, Self);
                break;
        }
    }

    private void ActivateNext()
    {
        while (_unanswered.Count < MaxConcurrent && _pending.TryDequeue(out var entity))
        {
            _unanswered.Add(entity);
            _entities.Activate(entity, Self);
        }
        if (_unanswered.Count > 0)
            return;
        _start.AllEntitiesActive();
        Context.Stop(Self);
    }

    private sealed class Retry : INoSerializationVerificationNeeded
    {
        public static readonly Retry Instance = new();
    }
}

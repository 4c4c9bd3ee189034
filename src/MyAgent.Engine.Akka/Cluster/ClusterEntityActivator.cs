using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Keeps every queue, agent and connector of the journal active on some node, so that deadlines fire although no message arrives. It activates all of
/// them after the start, after a node has left, and periodically as a safety net: an active entity responds at once, an inactive one is recovered from
/// the journal first. It limits the number of concurrent activations. A singleton: the cluster has one such actor.</summary>
internal sealed class ClusterEntityActivator : ReceiveActor, IWithTimers
{
    private static readonly EntityKind[] ActiveKinds = [EntityKind.Connector, EntityKind.Queue, EntityKind.Agent, EntityKind.Endpoint];

    private readonly IJournalReader _journal;
    private readonly ShardRegions _regions;
    private readonly ActivationSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<EntityKind> _kinds = new();
    private readonly Queue<EntityAddress> _pending = new();
    private readonly HashSet<EntityAddress> _unanswered = [];
    private bool _retrySoon;
    private TimeSpan _startedAt;
    private int _activeCount;
    private bool _firstCheckLogged;

    public ClusterEntityActivator(IJournalReader journal, ShardRegions regions, ActivationSettings settings)
    {
        (_journal, _regions, _settings) = (journal, regions, settings);
        Become(Idle);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        ClusterExtension.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        Self.Tell(StartCheck.Instance);
    }

    /// <inheritdoc/>
    protected override void PostStop() => ClusterExtension.Get(Context.System).Unsubscribe(Self);

    private void Idle()
    {
        Receive<StartCheck>(_ => Start());
        Receive<ClusterEvent.MemberRemoved>(_ => Start());
        Receive<EntityActivated>(_ => { });
        Receive<EngineUnavailable>(_ => { });
    }

    private void Activating()
    {
        Receive<EntityList>(list =>
        {
            foreach (var address in list.Addresses)
                _pending.Enqueue(address);
            ActivateNext();
        });
        Receive<EntityActivated>(activated =>
        {
            if (!_unanswered.Remove(activated.Entity))
                return;
            _activeCount++;
            ActivateNext();
        });
        Receive<EngineUnavailable>(_ => { });
        Receive<ResponseTimedOut>(_ =>
        {
            _log.Debug("{0} entities did not respond; the next check activates them again.", _unanswered.Count);
            _unanswered.Clear();
            _retrySoon = true;
            ActivateNext();
        });
        Receive<Status.Failure>(failed =>
        {
            _log.Warning(failed.Cause, "The journal could not be read for the list of entities to activate.");
            Rest();
        });
        Receive<StartCheck>(_ => { });
        Receive<ClusterEvent.MemberRemoved>(_ => _retrySoon = true);
    }

    private void Start()
    {
        (_retrySoon, _activeCount, _startedAt) = (false, 0, Context.System.Scheduler.MonotonicClock);
        foreach (var kind in ActiveKinds)
            _kinds.Enqueue(kind);
        Become(Activating);
        ListNextKind();
    }

    private void ListNextKind()
    {
        if (!_kinds.TryDequeue(out var kind))
        {
            if (!_firstCheckLogged)
            {
                var elapsed = Context.System.Scheduler.MonotonicClock - _startedAt;
                _log.Info("{0} queues, agents and connectors are active, {1:0.0} s after the first check began.", _activeCount, elapsed.TotalSeconds);
            }
            _firstCheckLogged = true;
            Rest();
            return;
        }
        Task.Run(async () => new EntityList(await _journal.EntitiesAsync(kind).ConfigureAwait(false))).PipeTo(Self);
    }

    private void ActivateNext()
    {
        while (_unanswered.Count < _settings.MaxConcurrent && _pending.TryDequeue(out var address))
        {
            _unanswered.Add(address);
            _regions.Of(address.Kind).Tell(new ActivateEntity(address), Self);
        }
        if (_unanswered.Count > 0)
            Timers.StartSingleTimer(nameof(ResponseTimedOut), ResponseTimedOut.Instance, _settings.ResponseTimeout);
        else
            ListNextKind();
    }

    private void Rest()
    {
        Timers.Cancel(nameof(ResponseTimedOut));
        _kinds.Clear();
        _pending.Clear();
        _unanswered.Clear();
        Become(Idle);
        Timers.StartSingleTimer(nameof(StartCheck), StartCheck.Instance, _retrySoon ? _settings.RetryInterval : _settings.Interval);
    }

    private sealed record EntityList(IReadOnlyList<EntityAddress> Addresses) : INoSerializationVerificationNeeded;

    private sealed class StartCheck : INoSerializationVerificationNeeded
    {
        public static readonly StartCheck Instance = new();
    }

    private sealed class ResponseTimedOut : INoSerializationVerificationNeeded
    {
        public static readonly ResponseTimedOut Instance = new();
    }
}

using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Sees to it that every queue and agent in the journal is awake somewhere, so that deadlines fire though no message arrives:
/// after the start, after a node has gone, and, as a safety net, every few seconds. One for the whole cluster. It starts no more than so
/// many at once; those that are awake already only say so, and one that is not is read from the journal before it says so.</summary>
internal sealed class RollCall : ReceiveActor, IWithTimers
{
    private static readonly EntityKind[] Called = [EntityKind.Queue, EntityKind.Agent];

    private readonly IJournalReader _journal;
    private readonly ShardRegions _regions;
    private readonly RollCallSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<EntityKind> _kinds = new();
    private readonly Queue<EntityAddress> _pending = new();
    private readonly HashSet<EntityAddress> _unanswered = [];
    private bool _again;
    private TimeSpan _began;
    private int _awake;
    private bool _told;

    /// <summary>Makes the roll call.</summary>
    public RollCall(IJournalReader journal, ShardRegions regions, RollCallSettings settings)
    {
        (_journal, _regions, _settings) = (journal, regions, settings);
        Become(Resting);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        ClusterExtension.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        Self.Tell(Begin.Instance);
    }

    /// <inheritdoc/>
    protected override void PostStop() => ClusterExtension.Get(Context.System).Unsubscribe(Self);

    private void Resting()
    {
        Receive<Begin>(_ => Call());
        Receive<ClusterEvent.MemberRemoved>(_ => Call());
        Receive<Awake>(_ => { });
        Receive<EngineUnavailable>(_ => { });
    }

    private void Calling()
    {
        Receive<Names>(names =>
        {
            foreach (var address in names.Addresses)
                _pending.Enqueue(address);
            GoOn();
        });
        Receive<Awake>(awake =>
        {
            if (!_unanswered.Remove(awake.Entity))
                return;
            _awake++;
            GoOn();
        });
        Receive<EngineUnavailable>(_ => { });
        Receive<Impatience>(_ =>
        {
            _log.Debug("{0} of those called have not answered; they are called again next time.", _unanswered.Count);
            _unanswered.Clear();
            _again = true;
            GoOn();
        });
        Receive<Status.Failure>(failed =>
        {
            _log.Warning(failed.Cause, "The journal could not be read for the roll call.");
            Rest();
        });
        Receive<Begin>(_ => { });
        Receive<ClusterEvent.MemberRemoved>(_ => _again = true);
    }

    private void Call()
    {
        (_again, _awake, _began) = (false, 0, Context.System.Scheduler.MonotonicClock);
        foreach (var kind in Called)
            _kinds.Enqueue(kind);
        Become(Calling);
        CallNextKind();
    }

    private void CallNextKind()
    {
        if (!_kinds.TryDequeue(out var kind))
        {
            if (!_told)
                _log.Info("The first roll call is over: {0} queues and agents are awake, {1:0.0} s after it began.", _awake, (Context.System.Scheduler.MonotonicClock - _began).TotalSeconds);
            _told = true;
            Rest();
            return;
        }
        Task.Run(async () => new Names(await _journal.EntitiesAsync(kind).ConfigureAwait(false))).PipeTo(Self);
    }

    private void GoOn()
    {
        while (_unanswered.Count < _settings.AtOnce && _pending.TryDequeue(out var address))
        {
            _unanswered.Add(address);
            _regions.Of(address.Kind).Tell(new WakeUp(address), Self);
        }
        if (_unanswered.Count > 0)
            Timers.StartSingleTimer(nameof(Impatience), Impatience.Instance, _settings.Patience);
        else
            CallNextKind();
    }

    private void Rest()
    {
        Timers.Cancel(nameof(Impatience));
        _kinds.Clear();
        _pending.Clear();
        _unanswered.Clear();
        Become(Resting);
        Timers.StartSingleTimer(nameof(Begin), Begin.Instance, _again ? _settings.Soon : _settings.Interval);
    }

    private sealed record Names(IReadOnlyList<EntityAddress> Addresses) : INoSerializationVerificationNeeded;

    private sealed class Begin : INoSerializationVerificationNeeded
    {
        public static readonly Begin Instance = new();
    }

    private sealed class Impatience : INoSerializationVerificationNeeded
    {
        public static readonly Impatience Instance = new();
    }
}

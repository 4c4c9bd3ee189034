using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Connectors;

/// <summary>A connector with its lease (rule 30). It journals when it is lost and when it returns, and tells that to the queues that have its calls. That it is
/// there is volatile: after a restart every lease begins again.</summary>
/// <param name="id">The connector.</param>
internal sealed class ConnectorEntity(ConnectorId id) : IEntity
{
    private readonly SortedSet<QueueId> _queues = new(Comparer<QueueId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value)));
    private readonly RetrySchedule<QueueId> _news = new(Deadlines.RetryInterval);
    private ConnectorLease? _lease;
    private DateTimeOffset? _lostAt;
    private DateTimeOffset? _claimUntil;
    private DateTimeOffset? _endsCallsBefore;
    private long _round;

    /// <summary>When it was last heard of; null where that was before the restart. Volatile.</summary>
    private DateTimeOffset? _heardAt;

    /// <summary>The grace after an outage, with which its lease began again; null without an outage. Volatile.</summary>
    private RecoveryGrace? _grace;

    /// <inheritdoc/>
    public EntityAddress Address => id.Address;

    /// <inheritdoc/>
    public bool Exists => Revision > 0;

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => Deadlines.Earliest(_lostAt is null ? LeaseUntil : ClaimDeadline, _news.NextAt);

    private DateTimeOffset? LeaseUntil => _lease is { } lease && Deadlines.Latest(_heardAt, _grace?.LeasesBeginAt) is { } since ? since.AddSeconds(lease.LeaseSeconds) : null;

    /// <summary>When it is decided that calls were not claimed: the engine's own outage gives the connector another lease.</summary>
    private DateTimeOffset? ClaimDeadline =>
        _claimUntil is not { } until || _grace is { LeasesBeginAt: null } ? null
        : Deadlines.Latest(until, _grace?.LeasesBeginAt?.AddSeconds(_lease!.LeaseSeconds));

    /// <summary>The connector that a snapshot holds.</summary>
    public static ConnectorEntity Restore(ConnectorSnapshot snapshot)
    {
        var connector = new ConnectorEntity(snapshot.Connector)
        {
            Revision = snapshot.Revision,
            LastEventAt = snapshot.LastEventAt,
            _lease = snapshot.Lease,
            _lostAt = snapshot.LostAt,
            _claimUntil = snapshot.ClaimUntil,
            _endsCallsBefore = snapshot.EndsCallsBefore,
            _round = snapshot.Round,
        };
        connector._queues.UnionWith(snapshot.Queues);
        connector.Announce();
        return connector;
    }

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => new ConnectorSnapshot(id, Revision, LastEventAt, _lease, _lostAt, _claimUntil, _endsCallsBefore, _round, [.. _queues]);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetConnector => new Decision().Answering(envelope.ReplyTo, Answer),
        KeepConnectorAlive alive => KeepAlive(alive, envelope, now),
        ClaimCalls => Claim(envelope, now),
        WatchConnector watch => OnWatch(watch.QueueId),
        ConnectorNewsSeen seen => seen.Round >= _round ? new Decision().Changing(new NewsHeard(seen.QueueId)) : new Decision(),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for a connector.", nameof(envelope)),
    };

    /// <inheritdoc/>
    public Decision? ProcessDue(DateTimeOffset now)
    {
        if (_lostAt is null && LeaseUntil <= now)
            return new Decision().With(new ConnectorLost());
        if (ClaimDeadline <= now)
            return new Decision().With(_heardAt?.AddSeconds(_lease!.LeaseSeconds) > now ? new ConnectorReturned(_lostAt) : new ConnectorLost());
        return TellQueues(now);
    }

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        switch (recorded.Event)
        {
            case ConnectorWatched watched:
                _queues.Add(watched.QueueId);
                break;
            case ConnectorLeased leased:
                _lease = leased.Lease;
                break;
            case ConnectorLost:
                _lostAt ??= recorded.At;
                _claimUntil = null;
                _round++;
                Announce();
                break;
            case ConnectorClaimAwaited awaited:
                _claimUntil = awaited.Until;
                break;
            case ConnectorReturned returned:
                (_lostAt, _claimUntil) = (null, null);
                _endsCallsBefore = returned.EndsCallsBefore ?? _endsCallsBefore;
                _round++;
                Announce();
                break;
            default:
                throw new InvalidOperationException($"{recorded.Event.GetType().Name} is no event of a connector.");
        }
    }

    /// <inheritdoc/>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace grace:
                _grace = grace;
                break;
            case LeaseRenewed renewed:
                _heardAt = renewed.At;
                break;
            case NewsSent sent:
                _news.Attempted(sent.Queue, sent.At);
                break;
            case NewsHeard heard:
                _news.Remove(heard.Queue);
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is no change of a connector.", nameof(change));
        }
    }

    private Decision KeepAlive(KeepConnectorAlive alive, Envelope envelope, DateTimeOffset now)
    {
        var lease = new ConnectorLease(
            alive.LeaseSeconds ?? _lease?.LeaseSeconds ?? ConnectorLease.DefaultLeaseSeconds,
            alive.GraceSeconds ?? _lease?.GraceSeconds ?? ConnectorLease.DefaultGraceSeconds);
        if (SettingRanges.Refuse(lease, _lease) is { } refusal)
            return new Decision().Answering(envelope.ReplyTo, () => refusal);
        var decision = Heard(envelope, now);
        if (lease != _lease)
            decision.With(new ConnectorLeased(lease));
        if (_lostAt is { } lost && _claimUntil is null)
            decision.With(now <= lost.AddSeconds(lease.GraceSeconds) ? new ConnectorReturned() : new ConnectorClaimAwaited(now.AddSeconds(lease.LeaseSeconds)));
        return decision;
    }

    private Decision Claim(Envelope envelope, DateTimeOffset now)
    {
        var decision = Heard(envelope, now);
        return _lostAt is null ? decision : decision.With(new ConnectorReturned());
    }

    /// <summary>The connector is there. Its command id is not kept: the events are those of this moment, not of the first time.</summary>
    private Decision Heard(Envelope envelope, DateTimeOffset now) =>
        new Decision().CausedBy(new Cause(envelope.Cause.By)).Changing(new LeaseRenewed(now)).Answering(envelope.ReplyTo, Answer);

    private Decision OnWatch(QueueId queue)
    {
        var decision = new Decision().Sending(queue.Address, News());
        return _queues.Contains(queue) ? decision : decision.With(new ConnectorWatched(queue));
    }

    private Decision? TellQueues(DateTimeOffset now)
    {
        if (!_news.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var queue in _news.Due(now))
            decision.Sending(queue.Address, News()).Changing(new NewsSent(queue, now));
        return decision;
    }

    private ConnectorNews News() => new(id, _round, _lostAt is not null, _endsCallsBefore);

    /// <summary>Has every queue told, from now on.</summary>
    private void Announce()
    {
        if (_round == 0)
            return;
        foreach (var queue in _queues)
        {
            _news.Remove(queue);
            _news.Add(queue);
        }
    }

    private ConnectorAnswer Answer() => ConnectorAnswer.Of(id, _lease, _lostAt, _claimUntil);
}

/// <summary>The connector was heard of.</summary>
internal sealed record LeaseRenewed(DateTimeOffset At) : IVolatileChange;

/// <summary>A queue was told (again).</summary>
internal sealed record NewsSent(QueueId Queue, DateTimeOffset At) : IVolatileChange;

/// <summary>A queue has heard the newest news.</summary>
internal sealed record NewsHeard(QueueId Queue) : IVolatileChange;

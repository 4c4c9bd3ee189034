using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Endpoints;

/// <summary>A telephone: it says which agent has it, so that two logged-in agents never share one (rule 28), and tells that agent whether it can ring (rule 29).
/// Before it refuses a claim it asks the agent that it believes to have it: a release that was lost must not lock the telephone.</summary>
/// <param name="endpoint">Which it is.</param>
internal sealed class EndpointEntity(EndpointId endpoint) : IEntity
{
    private AgentId? _holder;
    private long _claim;
    private EndpointReport? _report;
    private DateTimeOffset? _reportedAt;

    /// <summary>The newest report that the agent that has the endpoint has heard. Volatile: after a restart it is told again.</summary>
    private long _heardRevision;

    /// <summary>When that agent was last told; null where it is to be told at once. Volatile.</summary>
    private DateTimeOffset? _toldAt;

    /// <summary>The claims that wait until the agent that has the endpoint has answered. Volatile: they are repeated.</summary>
    private readonly SortedDictionary<string, long> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public EntityAddress Address => endpoint.Address;

    /// <inheritdoc/>
    public bool Exists => Revision > 0;

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => NewsForHolder is null ? null : _toldAt + Deadlines.RetryInterval;

    private EndpointReport? NewsForHolder => _holder is not null && _report?.Revision > _heardRevision ? _report : null;

    /// <summary>The endpoint that a snapshot holds.</summary>
    public static EndpointEntity Restore(EndpointSnapshot snapshot) => new(snapshot.EndpointId)
    {
        Revision = snapshot.Revision,
        LastEventAt = snapshot.LastEventAt,
        _holder = snapshot.Holder,
        _claim = snapshot.Claim,
        _report = snapshot.Report,
        _reportedAt = snapshot.ReportedAt,
    };

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => new EndpointSnapshot(endpoint, Revision, LastEventAt, _holder, _claim, _report, _reportedAt);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetEndpoint => new Decision().Answering(envelope.ReplyTo, Answer),
        ReportEndpointState report => OnReport(report, envelope),
        ClaimEndpoint claim => OnClaim(claim),
        ReleaseEndpoint release => OnRelease(release),
        KeepEndpoint kept => OnKept(kept),
        EndpointStateFound found => OnFound(found),
        EndpointNewsSeen seen => IsHolder(seen.AgentId, seen.Claim) ? new Decision().Changing(new NewsSeen(seen.Revision)) : new Decision(),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for an endpoint.", nameof(envelope)),
    };

    /// <inheritdoc/>
    public Decision? ProcessDue(DateTimeOffset now) => NewsForHolder is not { } report || now < _toldAt + Deadlines.RetryInterval
        ? null
        : new Decision().Sending(_holder!.Value.Address, new EndpointNews(endpoint, _claim, report)).Changing(new HolderTold(now));

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        switch (recorded.Event)
        {
            case EndpointTaken taken:
                (_holder, _claim) = (taken.AgentId, taken.Claim);
                // The grant says what is reported, and is given again until the agent has it.
                (_heardRevision, _toldAt) = (_report?.Revision ?? 0, null);
                break;
            case EndpointFreed:
                (_holder, _claim) = (null, 0);
                break;
            case EndpointStateReported reported:
                (_report, _reportedAt) = (new EndpointReport(reported.State, reported.Reason, Revision), recorded.At);
                _toldAt = null;
                break;
            default:
                throw new InvalidOperationException($"{recorded.Event.GetType().Name} is no event of an endpoint.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It is no change of an endpoint.</exception>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace:
                break;
            case ClaimWaits waits:
                _waiting[waits.Claim.AgentId.Value] = waits.Claim.Claim;
                break;
            case ClaimsAnswered:
                _waiting.Clear();
                break;
            case HolderTold told:
                _toldAt = told.At;
                break;
            case NewsSeen seen:
                _heardRevision = Math.Max(_heardRevision, seen.Revision);
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is no change of an endpoint.", nameof(change));
        }
    }

    /// <summary>Rule 29: keeps what is reported. The events are those of this moment: a repeated report is not the first one, whatever its command id.</summary>
    private Decision OnReport(ReportEndpointState report, Envelope envelope)
    {
        var decision = new Decision().CausedBy(envelope.Cause with { CommandId = null, CommandHash = null }).Answering(envelope.ReplyTo, Answer);
        return _report is { } known && (known.State, known.Reason) == (report.State, report.Reason)
            ? decision
            : decision.With(new EndpointStateReported(report.State, report.Reason));
    }

    /// <summary>Rule 33b: a reject says how the telephone is, unless something newer was reported, which the agent is being told.</summary>
    private Decision OnFound(EndpointStateFound found) => IsHolder(found.AgentId, found.Claim) && _report?.Revision == found.Revision && _report.State != found.State
        ? new Decision().With(new EndpointStateReported(found.State))
        : new Decision();

    private bool IsHolder(AgentId agent, long claim) => _holder == agent && _claim == claim;

    /// <summary>Rule 28: the endpoint is the agent's, if no other agent has it. A claim older than the one under which the agent has it is a late message.</summary>
    private Decision OnClaim(ClaimEndpoint claim)
    {
        if (_holder is { } holder && holder != claim.AgentId)
            return new Decision().Changing(new ClaimWaits(claim)).Sending(holder.Address, new AskForClaim(endpoint, _claim));
        if (claim.Claim < _claim)
            return new Decision();
        return Grant(new Decision(), claim.AgentId, claim.Claim);
    }

    /// <summary>The endpoint is free, or goes to the first agent that waits for it; the others repeat their claims.</summary>
    private Decision OnRelease(ReleaseEndpoint release)
    {
        var decision = new Decision().Sending(release.AgentId.Address, new EndpointReleaseSeen(endpoint, release.Claim));
        if (_holder != release.AgentId || release.Claim < _claim)
            return decision;
        decision.With(new EndpointFreed(release.AgentId, _claim));
        if (_waiting.Count == 0)
            return decision;
        var (first, claim) = _waiting.First();
        return Grant(decision.Changing(new ClaimsAnswered()), new AgentId(first), claim);
    }

    /// <summary>The agent has the endpoint, so that the claims that wait for its answer are refused.</summary>
    private Decision OnKept(KeepEndpoint kept)
    {
        if (_holder != kept.AgentId || _claim != kept.Claim || _waiting.Count == 0)
            return new Decision();
        var decision = new Decision().Changing(new ClaimsAnswered());
        foreach (var (agent, claim) in _waiting)
            decision.Sending(new AgentId(agent).Address, new EndpointRefused(endpoint, claim, kept.AgentId));
        return decision;
    }

    private Decision Grant(Decision decision, AgentId agent, long claim)
    {
        if (decision.Events.Count > 0 || _holder != agent || _claim != claim)
            decision.With(new EndpointTaken(agent, claim));
        return decision.Sending(agent.Address, new EndpointGranted(endpoint, claim, _report));
    }

    private EndpointAnswer Answer() => new(endpoint, _holder, _report?.State ?? EndpointState.Ready, _report?.Reason, _reportedAt);
}

/// <summary>A claim waits for the answer of the agent that has the endpoint.</summary>
internal sealed record ClaimWaits(ClaimEndpoint Claim) : IVolatileChange;

/// <summary>No claim waits any more.</summary>
internal sealed record ClaimsAnswered : IVolatileChange;

/// <summary>The agent that has the endpoint was told (again) what is reported.</summary>
internal sealed record HolderTold(DateTimeOffset At) : IVolatileChange;

/// <summary>The agent that has the endpoint has heard a report.</summary>
internal sealed record NewsSeen(long Revision) : IVolatileChange;

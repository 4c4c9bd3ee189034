using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Callers;

/// <summary>A caller: preferred agents, a priority, and who served the caller last, added to each contact on its way to the queue.</summary>
/// <param name="caller">Who it is.</param>
internal sealed class CallerEntity(CallerAddress caller) : IEntity
{
    private const int MaxRememberedCommands = 32;

    /// <summary>Of so many queues it is kept who served the caller last: the queues that served the caller last.</summary>
    private const int MaxLastServices = 16;

    private readonly RememberedAnswers _answers = new(MaxRememberedCommands);
    private readonly List<LastService> _lastServices = [];
    private IReadOnlyList<AgentId> _preferredAgents = [];
    private int _priority;

    /// <inheritdoc/>
    public EntityAddress Address => caller.Address;

    /// <inheritdoc/>
    public bool Exists => Revision > 0;

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => null;

    /// <summary>The caller that a snapshot holds.</summary>
    public static CallerEntity Restore(CallerSnapshot snapshot)
    {
        var entity = new CallerEntity(snapshot.Caller)
        {
            _preferredAgents = snapshot.PreferredAgents,
            _priority = snapshot.Priority,
            Revision = snapshot.Revision,
            LastEventAt = snapshot.LastEventAt,
        };
        foreach (var remembered in snapshot.Answers)
            entity._answers.Restore(remembered);
        entity._lastServices.AddRange(snapshot.LastServices ?? []);
        return entity;
    }

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => new CallerSnapshot(caller, Revision, LastEventAt, _preferredAgents, _priority, _answers.ToList(),
        _lastServices.Count == 0 ? null : [.. _lastServices]);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        ConfigureCaller when _answers.Find(envelope.Cause) is { } answer =>
            new Decision().Answering(envelope.ReplyTo, () => answer),
        ConfigureCaller set =>
            new Decision().With(new CallerConfigured(set.PreferredAgents, set.Priority)).Answering(envelope.ReplyTo, Answer),
        ReceiveContact arriving =>
            new Decision().Sending(arriving.QueueId.Address, WithWhatIsKnown(arriving), forwarded: true),
        CallerServed served => OnServed(served.Service),
        _ => new Decision(),
    };

    /// <inheritdoc/>
    public Decision? ProcessDue(DateTimeOffset now) => null;

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        switch (recorded.Event)
        {
            case CallerConfigured set:
                _preferredAgents = set.PreferredAgents;
                _priority = set.Priority;
                _answers.Remember(recorded.Cause, Answer());
                break;
            case LastAgentChanged { Service: var service }:
                _lastServices.RemoveAll(earlier => earlier.QueueId == service.QueueId);
                _lastServices.Add(service);
                if (_lastServices.Count > MaxLastServices)
                    _lastServices.RemoveAt(0);
                break;
            default:
                throw new InvalidOperationException($"{recorded.Event.GetType().Name} is no event of a caller.");
        }
    }

    /// <inheritdoc/>
    public void Apply(IVolatileChange change)
    {
    }

    private AdmitContact WithWhatIsKnown(ReceiveContact arriving) => new(
        arriving.ContactId, arriving.Media, caller, arriving.Priority ?? _priority, arriving.OriginAt, _preferredAgents, Via: [],
        Data: arriving.Data, Callback: arriving.Callback, Connector: arriving.Connector, LastServed: _lastServices.Find(known => known.QueueId == arriving.QueueId));

    /// <summary>Rule 34. A message that came before, or was overtaken, is only confirmed.</summary>
    private Decision OnServed(LastService service)
    {
        var decision = _lastServices.Exists(known => known.QueueId == service.QueueId && known.ServedAt >= service.ServedAt)
            ? new Decision()
            : new Decision().With(new LastAgentChanged(service));
        return decision.Sending(service.QueueId.Address, new CallerServedSeen(caller, service.ServedAt));
    }

    private CallerAnswer Answer() => new(caller, _preferredAgents, _priority);
}

/// <summary>A caller's journaled state.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="PreferredAgents">The preferred agents, best first.</param>
/// <param name="Priority">The priority of the caller's contacts.</param>
/// <param name="Answers">The answers to the last keyed commands.</param>
/// <param name="LastServices">Who served the caller last in each queue, the queue that served the caller last at the end; null (the default) for none.</param>
internal sealed record CallerSnapshot(
    CallerAddress Caller,
    long Revision,
    DateTimeOffset LastEventAt,
    IReadOnlyList<AgentId> PreferredAgents,
    int Priority,
    IReadOnlyList<RememberedAnswer> Answers,
    IReadOnlyList<LastService>? LastServices = null) : ISnapshot;

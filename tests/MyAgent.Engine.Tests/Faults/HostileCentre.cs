using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Faults;

/// <summary>A contact centre in virtual time whose entities talk over a bad network and die at any moment.</summary>
internal sealed class HostileCentre(MailRoute route)
{
    private readonly Dictionary<EntityAddress, IEntity> _entities = [];
    private readonly Dictionary<EntityAddress, List<Recorded>> _histories = [];
    private readonly PriorityQueue<Envelope, (DateTimeOffset At, long Number)> _underWay = new();
    private readonly LawChecker _checker = new(new LawOptions { TravelTime = TimeSpan.FromMinutes(5) });
    private long _number;

    public DateTimeOffset Now { get; private set; } = Centre.Opening;

    public List<JournalRecord> Journal { get; } = [];

    public List<LawViolation> Violations { get; } = [];

    /// <summary>How many messages have been delivered.</summary>
    public long Delivered { get; private set; }

    public IEnumerable<AgentSnapshot> Agents => _entities.Values.OfType<AgentEntity>().Select(agent => (AgentSnapshot)agent.TakeSnapshot());

    public IEnumerable<QueueSnapshot> Queues => _entities.Values.OfType<QueueEntity>().Select(queue => (QueueSnapshot)queue.TakeSnapshot());

    public AgentSnapshot Agent(string agent) => (AgentSnapshot)_entities[new AgentId(agent).Address].TakeSnapshot();

    public void Tell(string agent, IAgentCommand command) => Tell(new AgentId(agent).Address, command);

    public void Tell(string queue, IQueueCommand command) => Tell(new QueueId(queue).Address, command);

    public void Tell(string caller, ConfigureCaller command) => Tell(new CallerAddress(caller).Address, command);

    public void Arrive(string queue, string contact, string caller) =>
        Tell(new CallerAddress(caller).Address, new ReceiveContact(new QueueId(queue), new ContactId(contact), Media.Call, Priority: null, OriginAt: null));

    /// <summary>Lets time pass; messages arrive and deadlines act on the way.</summary>
    public void Pass(double seconds)
    {
        var until = Now.AddSeconds(seconds);
        while (true)
        {
            var due = _entities.Values.Where(entity => entity.NextDeadline is not null).MinBy(entity => (entity.NextDeadline, entity.Address.PersistenceId));
            var deadline = due?.NextDeadline ?? DateTimeOffset.MaxValue;
            var arrival = _underWay.TryPeek(out _, out var next) ? next.At : DateTimeOffset.MaxValue;
            if (arrival > until && deadline > until)
                break;
            Now = Later(Now, arrival <= deadline ? arrival : deadline);
            if (arrival <= deadline)
                Deliver(_underWay.Dequeue());
            else
                Wake(due!);
        }
        Now = until;
    }

    public void PassUntilNothingIsUnderWay()
    {
        while (_underWay.Count > 0)
            Pass(0.001);
    }

    /// <summary>One entity is thrown away and read from its journal again, as when its shard moves.</summary>
    public void Restart(EntityAddress address)
    {
        if (!_histories.ContainsKey(address))
            return;
        Read(address);
        Take(address, new Envelope(address, new Recovered(), new Cause(null)));
    }

    /// <summary>The host dies: what is under way is lost, and every entity is read from its journal again.</summary>
    public void RestartAll()
    {
        _underWay.Clear();
        foreach (var address in _histories.Keys)
            Read(address);
        foreach (var address in _histories.Keys.ToList())
            Take(address, new Envelope(address, new Recovered(), new Cause(null)));
    }

    public IReadOnlyList<LawViolation> AtRest() => _checker.AtRest(Now);

    private void Tell(EntityAddress to, IMessage message) => Take(to, new Envelope(to, message, new Cause("test:supervisor"), $"t{++_number}"));

    private void Read(EntityAddress address)
    {
        var entity = _entities[address] = EntityFactory.Create(address);
        foreach (var recorded in _histories[address])
            entity.Apply(recorded);
        entity.Apply(new RecoveryGrace(Now, RecoveryGrace.Default));
        _checker.Resumed(Now);
    }

    private void Deliver(Envelope envelope)
    {
        Delivered++;
        Take(envelope.To, envelope);
    }

    private void Wake(IEntity due)
    {
        var deadline = due.NextDeadline;
        Take(due.Address, envelope: null);
        if (due.NextDeadline <= Now)
            throw new InvalidOperationException($"{due.Address} wanted to be woken at {deadline:O}, was, and wants it still at {due.NextDeadline:O}; it is {Now:O}.");
    }

    private void Take(EntityAddress to, Envelope? envelope)
    {
        if (!_entities.TryGetValue(to, out var entity))
            _entities.Add(to, entity = EntityFactory.Create(to));
        var step = EntityStep.Take(entity, envelope, Now);
        if (step.Fault is not null)
            throw new InvalidOperationException($"{envelope?.Message} at {to}: {step.Fault}", step.Fault);
        foreach (var recorded in step.Recorded)
            Write(to, recorded);
        foreach (var send in step.Sends)
        {
            foreach (var delay in route.Copies(send.Message))
                _underWay.Enqueue(send, (Now + delay, ++_number));
        }
    }

    private void Write(EntityAddress to, Recorded recorded)
    {
        if (!_histories.TryGetValue(to, out var history))
            _histories.Add(to, history = []);
        history.Add(recorded);
        var record = new JournalRecord(Journal.Count + 1, to, history.Count, recorded);
        Journal.Add(record);
        Violations.AddRange(_checker.Take(record));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

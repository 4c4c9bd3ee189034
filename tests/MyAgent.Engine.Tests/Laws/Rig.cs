using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Runs the real entities in virtual time, and holds every event they write against the laws.</summary>
/// <param name="network">How messages between entities travel.</param>
internal sealed class Rig(Network network)
{
    private readonly Dictionary<EntityAddress, IEntity> _entities = [];
    private readonly PriorityQueue<Envelope, (DateTimeOffset At, long Number)> _underWay = new();
    private readonly LawChecker _checker = new(network.Options);
    private readonly List<ISnapshot> _snapshots = [];
    private readonly Dictionary<string, IAnswer> _answers = [];
    private long _number;
    private int _stepsNow;

    public DateTimeOffset Now { get; private set; } = Story.Start;

    public List<JournalRecord> Journal { get; } = [];

    public AgentAnswer Agent(string agent) => (AgentAnswer)Ask(new AgentId(agent).Address, new GetAgent());

    public QueueAnswer Queue(string queue) => (QueueAnswer)Ask(new QueueId(queue).Address, new GetQueue(0, 1000));

    public IAnswer? Tell(string agent, IAgentCommand command, string? commandId = null) => Ask(new AgentId(agent).Address, command, commandId);

    public IAnswer? Tell(string queue, IQueueCommand command, string? commandId = null) => Ask(new QueueId(queue).Address, command, commandId);

    public IAnswer? Tell(CallerAddress caller, ConfigureCaller command) => Ask(caller.Address, command);

    public IAnswer? Arrive(string queue, string contact, string caller, int? priority = null) =>
        Ask(new CallerAddress(caller).Address, new ReceiveContact(new QueueId(queue), new ContactId(contact), Media.Call, priority, OriginAt: null));

    /// <summary>Says something from outside and runs until nothing is under way at this instant.</summary>
    private IAnswer Ask(EntityAddress to, IMessage message, string? commandId = null)
    {
        var token = $"t{++_number}";
        Take(to, new Envelope(to, message, new Cause("somebody", commandId), token));
        Run(Now);
        return _answers.GetValueOrDefault(token)!;
    }

    public void Advance(double seconds) => Run(Now.AddSeconds(seconds));

    /// <summary>Lets everything that is under way arrive. Then every law holds outright, and replay gives every entity back.</summary>
    public void ShouldBeSound()
    {
        network.Lossy = false;
        Advance(30);
        while (_underWay.Count > 0)
            Advance(0.1);
        Expect(_checker.AtRest(Now));
        Expect(Story.Judge(Journal, network.Options));
        _snapshots.AddRange(_entities.Values.Select(entity => entity.TakeSnapshot()));
        foreach (var (address, entity) in _entities)
        {
            var history = Journal.Where(record => record.Entity == address).ToList();
            var kind = entity.TakeSnapshot().GetType();
            foreach (var snapshot in _snapshots.Where(snapshot => snapshot.GetType() == kind && IsOf(snapshot, address)))
            {
                if (SnapshotLaw.Check(address, snapshot, history) is { } found)
                    Expect([found]);
            }
        }
    }

    /// <summary>Stops at the first law that is broken, with the journal around it.</summary>
    private void Expect(IReadOnlyList<LawViolation> found)
    {
        if (found.Count > 0)
            Assert.Fail($"{found[0]}\n{Around(found[0].Ordering)}");
    }

    public void TakeSnapshots() => _snapshots.AddRange(_entities.Values.Select(entity => entity.TakeSnapshot()));

    private string Around(long ordering) => string.Join('\n', Journal
        .Where(record => record.Ordering > ordering - 25 && record.Ordering < ordering + 12)
        .Select(record => $"  {record.Ordering} {record.Recorded.At:HH:mm:ss.fff} {record.Entity} {record.SequenceNr} {record.Recorded.Event} by {record.Recorded.Cause}"));

    private static bool IsOf(ISnapshot snapshot, EntityAddress address) => snapshot switch
    {
        AgentSnapshot agent => agent.AgentId.Address == address,
        QueueSnapshot queue => queue.QueueId.Address == address,
        CallerSnapshot caller => caller.Caller.Address == address,
        _ => false,
    };

    private void Run(DateTimeOffset until)
    {
        while (true)
        {
            var (next, deadline) = _entities.Values.Where(entity => entity.NextDeadline is not null).Select(entity => (entity.Address, At: entity.NextDeadline!.Value))
                .OrderBy(due => due.At).FirstOrDefault((default, DateTimeOffset.MaxValue));
            var message = _underWay.TryPeek(out _, out var order) ? order.At : DateTimeOffset.MaxValue;
            if (message > until && deadline > until)
                break;
            if (message <= deadline)
            {
                Move(message);
                var envelope = _underWay.Dequeue();
                Take(envelope.To, envelope);
            }
            else
            {
                Move(deadline);
                Take(next, envelope: null);
            }
            if (network.IsInstant && _underWay.Count == 0 && !_entities.Values.Any(entity => entity.NextDeadline <= Now))
                Expect(_checker.AtRest(Now));
        }
        Move(until);
    }

    private void Move(DateTimeOffset to)
    {
        _stepsNow = to > Now ? 0 : _stepsNow + 1;
        _stepsNow.ShouldBeLessThan(10_000, "the entities talk without end");
        Now = to > Now ? to : Now;
    }

    private void Take(EntityAddress to, Envelope? envelope)
    {
        if (!_entities.TryGetValue(to, out var entity))
            _entities.Add(to, entity = EntityFactory.Create(to));
        var step = EntityStep.Take(entity, envelope, Now);
        step.Fault.ShouldBeNull();
        foreach (var recorded in step.Recorded)
        {
            var number = Journal.Count(record => record.Entity == to) + 1;
            var record = new JournalRecord(Journal.Count + 1, to, number, recorded);
            Journal.Add(record);
            Expect(_checker.Take(record));
        }
        foreach (var (token, answer) in step.Replies)
            _answers[token] = answer;
        foreach (var send in step.Sends)
        {
            foreach (var delay in network.Delays(send.Message))
                _underWay.Enqueue(send, (Now + delay, ++_number));
        }
    }
}

/// <summary>How messages between entities travel.</summary>
internal sealed class Network
{
    private readonly Random? _chance;

    private Network(Random? chance) => _chance = chance;

    /// <summary>One process: at once, in order.</summary>
    public static Network OneProcess { get; } = new(chance: null);

    /// <summary>Several machines: late, lost, doubled and overtaken.</summary>
    public static Network Cluster(int seed) => new(new Random(seed));

    /// <summary>Whether a loss is possible.</summary>
    public bool Lossy { get; set; } = true;

    /// <summary>A message that is lost several times in a row is late by as many retries.</summary>
    public LawOptions Options => IsInstant ? new LawOptions() : new LawOptions { TravelTime = TimeSpan.FromSeconds(15) };

    public bool IsInstant => _chance is null;

    /// <summary>After how long each copy of a message arrives.</summary>
    public IEnumerable<TimeSpan> Delays(IMessage message)
    {
        if (_chance is null)
            return [TimeSpan.Zero];
        // A client's command on its way through the caller's entity is not repeated by anybody.
        var copies = !Lossy || message is not IEntityMessage ? 1 : _chance.Next(20) switch { 0 => 0, 1 => 2, _ => 1 };
        return [.. Enumerable.Range(0, copies).Select(_ => TimeSpan.FromMilliseconds(_chance.Next(1, 200)))];
    }
}

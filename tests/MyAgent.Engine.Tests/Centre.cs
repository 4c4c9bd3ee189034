using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests;

/// <summary>A small contact centre in virtual time: every entity for real, messages delivered at once and in order, and every event held
/// against the laws.</summary>
public sealed class Centre
{
    public static readonly DateTimeOffset Opening = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<EntityAddress, IEntity> _entities = [];
    private readonly Dictionary<string, IAnswer> _answers = [];
    private readonly LawChecker _laws = new(new LawOptions());
    private readonly List<LawViolation> _broken = [];
    private long _tokens;

    public DateTimeOffset Now { get; private set; } = Opening;

    /// <summary>Every event, in the order in which it would be journaled.</summary>
    public List<JournalRecord> Journal { get; } = [];

    public IEnumerable<IEvent> Events => Journal.Select(record => record.Recorded.Event);

    /// <summary>Called before an entity takes a message, or its deadline where that is null.</summary>
    public Action<IEntity, Envelope?>? Taking { get; init; }

    /// <summary>Called after that, with what came of it.</summary>
    public Action<IEntity, EntityStep>? Taken { get; init; }

    /// <summary>A queue and agents assigned to it and logged in.</summary>
    public static Centre With(Func<QueueSettings, QueueSettings>? policy = null, Assignment? assignment = null, params string[] agents)
    {
        var centre = new Centre();
        centre.Queue("sales", policy);
        foreach (var agent in agents)
        {
            centre.Agent(agent, ("sales", assignment ?? new Assignment()));
            centre.LogIn(agent);
        }
        return centre;
    }

    public Centre Queue(string queue, Func<QueueSettings, QueueSettings>? policy = null)
    {
        var settings = QueueSettings.Default(queue);
        Ask(new QueueId(queue), new ConfigureQueue(policy is null ? settings : policy(settings)));
        return this;
    }

    public Centre Agent(string agent, params (string Queue, Assignment Assignment)[] assignments)
    {
        Ask(agent, new DefineAgent(agent));
        foreach (var (queue, assignment) in assignments)
            Ask(agent, new AssignAgent(new QueueId(queue), assignment));
        return this;
    }

    public AgentAnswer LogIn(string agent) => Does(agent, new LogIn());

    /// <summary>Sends an agent a command that must not be refused.</summary>
    public AgentAnswer Does(string agent, ICommand command, string? key = null) => Ask(agent, command, key).ShouldBeOfType<AgentAnswer>();

    public Refusal Refuses(string agent, ICommand command, string? key = null) => Ask(agent, command, key).ShouldBeOfType<Refusal>();

    public IAnswer Ask(string agent, ICommand command, string? key = null) => Ask(new AgentId(agent).Address, command, key);

    public IAnswer Ask(QueueId queue, IMessage command, string? key = null) => Ask(queue.Address, command, key);

    public AgentAnswer Look(string agent) => Ask(new AgentId(agent).Address, new GetAgent()).ShouldBeOfType<AgentAnswer>();

    public QueueAnswer Line(string queue = "sales") => Ask(new QueueId(queue), new GetQueue(0, int.MaxValue)).ShouldBeOfType<QueueAnswer>();

    public IEnumerable<string> Waiting(string queue = "sales") => Line(queue).Waiting.Select(contact => contact.ContactId.Value);

    public IAnswer TryArrive(
        string contact, string? caller = null, string queue = "sales", int? priority = null, Media media = Media.Call, string? key = null,
        DateTimeOffset? originAt = null) =>
        Ask(CallerAddress.FromText(caller ?? $"{contact}@example.org").Address,
            new ReceiveContact(new QueueId(queue), new ContactId(contact), media, priority, originAt), key);

    public ContactAnswer Arrive(
        string contact, string? caller = null, string queue = "sales", int? priority = null, Media media = Media.Call, string? key = null,
        DateTimeOffset? originAt = null) =>
        TryArrive(contact, caller, queue, priority, media, key, originAt).ShouldBeOfType<ContactAnswer>();

    public ContactAnswer Contact(string contact, string queue = "sales") =>
        Ask(new QueueId(queue), new GetContact(new ContactId(contact))).ShouldBeOfType<ContactAnswer>();

    /// <summary>Sends a queue a command about a contact that must not be refused.</summary>
    public ContactAnswer Does(IContactCommand command, string queue = "sales", string? key = null) =>
        Ask(new QueueId(queue), command, key).ShouldBeOfType<ContactAnswer>();

    public Refusal Refuses(IContactCommand command, string queue = "sales", string? key = null) =>
        Ask(new QueueId(queue), command, key).ShouldBeOfType<Refusal>();

    /// <summary>The agent accepts what is offered.</summary>
    public AgentAnswer Accept(string agent) => Does(agent, new AcceptOffer(Look(agent).Offer!.OfferId));

    /// <summary>The agent accepts, ends the contact and closes the pop-up.</summary>
    public AgentAnswer Serve(string agent)
    {
        Accept(agent);
        Does(agent, new EndContact());
        return Does(agent, new ClosePopUp());
    }

    public CallerAnswer Prefer(string caller, params string[] agents) =>
        Ask(CallerAddress.FromText(caller).Address, new ConfigureCaller([.. agents.Select(agent => new AgentId(agent))], 0)).ShouldBeOfType<CallerAnswer>();

    public IAnswer Ask(EntityAddress to, IMessage message, string? key = null)
    {
        var token = $"{++_tokens}";
        Deliver(new Envelope(to, message, new Cause("test:supervisor", key), token));
        HoldAgainstTheLaws();
        return _answers.TryGetValue(token, out var answer) ? answer : throw new InvalidOperationException($"{message} was not answered.");
    }

    /// <summary>Lets time pass; every deadline on the way acts at its own instant.</summary>
    public Centre Pass(double seconds)
    {
        var until = Now.AddMilliseconds(Math.Round(seconds * 1000));
        while (_entities.Values.Where(entity => entity.NextDeadline <= until).OrderBy(entity => entity.NextDeadline).FirstOrDefault() is { } due)
        {
            Now = due.NextDeadline!.Value > Now ? due.NextDeadline.Value : Now;
            Follow(due, null);
            HoldAgainstTheLaws();
        }
        Now = until;
        return this;
    }

    /// <summary>The engine is not there for a while, in which no deadline acts, and comes back from its journal.</summary>
    public Centre Outage(double seconds, bool fromSnapshots = false)
    {
        Now = Now.AddMilliseconds(Math.Round(seconds * 1000));
        return Restart(fromSnapshots);
    }

    /// <summary>Throws every entity away and reads it from the journal, as after a crash.</summary>
    public Centre Restart(bool fromSnapshots = false)
    {
        var addresses = _entities.Keys.Where(address => address.Kind != EntityKind.Caller || _entities[address].Revision > 0).ToList();
        foreach (var address in addresses)
        {
            _entities[address] = fromSnapshots ? EntityFactory.Restore(_entities[address].TakeSnapshot()) : Replay(address);
            _entities[address].Apply(new RecoveryGrace(Now, RecoveryGrace.Default));
        }
        _laws.Resumed(Now);
        foreach (var address in addresses)
            Deliver(new Envelope(address, new Recovered(), new Cause(null)));
        return this;
    }

    /// <summary>Messages are delivered at once, so that nothing is under way after a command; a deadline may still be due.</summary>
    private void HoldAgainstTheLaws()
    {
        if (_entities.Values.All(entity => !(entity.NextDeadline <= Now)))
            _broken.AddRange(_laws.AtRest(Now));
        _broken.ShouldBeEmpty();
    }

    public IEntity Entity(EntityAddress address) => _entities[address];

    public IReadOnlyCollection<IEntity> Entities => _entities.Values;

    public IEntity Replay(EntityAddress address)
    {
        var entity = EntityFactory.Create(address);
        foreach (var record in Journal.Where(record => record.Entity == address))
            entity.Apply(record.Recorded);
        return entity;
    }

    private void Deliver(Envelope first)
    {
        var mail = new Queue<Envelope>([first]);
        while (mail.TryDequeue(out var envelope))
        {
            if (!_entities.TryGetValue(envelope.To, out var entity))
                _entities.Add(envelope.To, entity = EntityFactory.Create(envelope.To));
            Follow(entity, envelope, mail);
        }
    }

    private void Follow(IEntity entity, Envelope? envelope, Queue<Envelope>? mail = null)
    {
        Taking?.Invoke(entity, envelope);
        var step = EntityStep.Take(entity, envelope, Now);
        Taken?.Invoke(entity, step);
        if (step.Fault is not null)
            throw new InvalidOperationException($"{envelope?.Message} at {entity.Address}: {step.Fault.Message}", step.Fault);
        var sequenceNr = entity.Revision - step.Recorded.Count;
        foreach (var recorded in step.Recorded)
        {
            var record = new JournalRecord(Journal.Count + 1, entity.Address, ++sequenceNr, recorded);
            Journal.Add(record);
            _broken.AddRange(_laws.Take(record));
        }
        foreach (var (to, answer) in step.Replies)
            _answers[to] = answer;
        foreach (var send in step.Sends)
        {
            if (mail is null)
                Deliver(send);
            else
                mail.Enqueue(send);
        }
    }
}

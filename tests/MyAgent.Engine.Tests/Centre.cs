using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Tests;

/// <summary>A small contact centre in virtual time: the real entities on the deterministic runtime. Messages are delivered at once and in
/// order, and each event is checked against the laws.</summary>
internal sealed class Centre
{
    public static readonly DateTimeOffset Opening = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly CheckedJournal _checked;
    private readonly VirtualEngine _engine;

    /// <summary>A centre without queues and agents.</summary>
    /// <param name="stage">Wraps each new entity; null (the default) for no wrapper.</param>
    public Centre(Func<IEntity, IEntity>? stage = null)
    {
        _checked = new CheckedJournal(new LawOptions().TravelTime, Journal.Add);
        _engine = new VirtualEngine(Opening, _checked, stage);
    }

    public DateTimeOffset Now => _engine.Now;

    /// <summary>Every event, in the order in which it would be journaled.</summary>
    public List<JournalRecord> Journal { get; } = [];

    public IEnumerable<IEvent> Events => Journal.Select(record => record.Recorded.Event);

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

    public QueueAnswer Overview(string queue = "sales") => Ask(new QueueId(queue), new GetQueue(0, int.MaxValue)).ShouldBeOfType<QueueAnswer>();

    public IEnumerable<string> Waiting(string queue = "sales") => Overview(queue).Waiting.Select(contact => contact.ContactId.Value);

    public IAnswer TryArrive(
        string contact, string? caller = null, string queue = "sales", int? priority = null, Media media = Media.Call, string? key = null,
        DateTimeOffset? originAt = null) =>
        Ask(CallerAddress.FromText(caller ?? $"{contact}@example.org").Address,
            new ReceiveContact(new QueueId(queue), new ContactId(contact), media, priority, originAt), key);

    public ContactAnswer Arrive(
        string contact, string? caller = null, string queue = "sales", int? priority = null, Media media = Media.Call, string? key = null,
        DateTimeOffset? originAt = null) =>
        TryArrive(contact, caller, queue, priority, media, key, originAt).ShouldBeOfType<ContactAnswer>();

    /// <summary>Requests a callback without a call (rule 36).</summary>
    public IAnswer TryRequest(
        string contact, string number, string queue = "sales", DateTimeOffset? notBefore = null, string? caller = null, int? priority = null, string? key = null,
        DateTimeOffset? window = null)
    {
        CallerAddress? address = caller is null ? null : CallerAddress.FromText(caller);
        var (to, command) = Arrival.OfCallback(address, new QueueId(queue), new ContactId(contact), new DirectCallback(number, notBefore, window), priority);
        return Ask(to, command, key);
    }

    /// <summary>Requests a callback without a call, which must not be refused.</summary>
    public ContactAnswer Request(
        string contact, string number, string queue = "sales", DateTimeOffset? notBefore = null, string? caller = null, int? priority = null, string? key = null) =>
        TryRequest(contact, number, queue, notBefore, caller, priority, key).ShouldBeOfType<ContactAnswer>();

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
        var answer = _engine.Send(to, message, new Cause("test:supervisor", key));
        CheckLaws();
        if (answer is Refusal refusal)
            (refusal.Detail.Length == 0 && RefusalTexts.Of(refusal) != refusal.Code).ShouldBeTrue($"The rules give codes and values for which there is a sentence: {refusal}");
        return answer ?? throw new InvalidOperationException($"{message} was not answered.");
    }

    /// <summary>Lets time pass; every deadline on the way acts at its own instant.</summary>
    public Centre Pass(double seconds)
    {
        var until = Later(seconds);
        while (_engine.NextInstant <= until)
        {
            _engine.MoveTo(_engine.NextInstant.Value);
            _engine.Wake();
            CheckLaws();
        }
        _engine.MoveTo(until);
        return this;
    }

    /// <summary>Stops the engine for some time, in which no deadline acts, and recovers it from its journal.</summary>
    public Centre Outage(double seconds, bool fromSnapshots = false)
    {
        _engine.MoveTo(Later(seconds));
        return Restart(fromSnapshots);
    }

    /// <summary>Discards each entity and reads it from the journal again, as after a crash.</summary>
    public Centre Restart(bool fromSnapshots = false)
    {
        _engine.Recover([.. Entities.Select(entity => fromSnapshots ? EntityFactory.Restore(entity.TakeSnapshot()) : Replay(entity.Address))]);
        return this;
    }

    public IEntity Entity(EntityAddress address) => _engine.Find(address)!;

    public IEnumerable<IEntity> Entities => _engine.Entities;

    public IEntity Replay(EntityAddress address)
    {
        var entity = EntityFactory.Create(address);
        foreach (var record in Journal.Where(record => record.Entity == address))
            entity.Apply(record.Recorded);
        return entity;
    }

    private DateTimeOffset Later(double seconds) => Now.AddMilliseconds(Math.Round(seconds * 1000));

    /// <summary>Messages are delivered at once, so that nothing is under way after a command; a deadline may still be due.</summary>
    private void CheckLaws()
    {
        if (!(_engine.NextInstant <= Now))
            _checked.AtRest(Now);
        _checked.Violations.ShouldBeEmpty();
    }
}

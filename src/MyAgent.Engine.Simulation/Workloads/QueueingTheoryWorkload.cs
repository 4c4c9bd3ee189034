using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>The workload that queueing theory assumes: customers who call, wait, turn into callback requests or hang up, and agents who accept at once, talk
/// and close their pop-ups.</summary>
internal sealed class QueueingTheoryWorkload : IWorkload
{
    private static readonly QueueId Queue = new("line");
    private const string Admin = "admin";
    private const string Connector = "connector";

    private readonly SimulationParameters _settings;
    private readonly ISimulatedEngine _engine;
    private readonly Agenda _agenda;
    private readonly Dictionary<ContactId, Customer> _customers = [];
    private readonly HashSet<ContactId> _waiting = [];
    private readonly Dictionary<AgentId, Offer> _inHand = [];
    private readonly Queue<Action> _atOnce = new();

    public QueueingTheoryWorkload(SimulationParameters settings, ISimulatedEngine engine, Agenda agenda) =>
        (_settings, _engine, _agenda) = (settings, engine, agenda);

    /// <inheritdoc/>
    public void SetUp()
    {
        _engine.Send(Queue.Address, new ConfigureQueue(QueueSettings.Default("Line") with { ServiceLevelSeconds = _settings.ServiceLevelSeconds }), Admin);
        for (var number = 1; number <= _settings.Agents; number++)
        {
            var agent = AgentOf(number);
            _engine.Send(agent.Address, new DefineAgent(agent.Value), Admin);
            _engine.Send(agent.Address, new AssignAgent(Queue, new Assignment(WrapUpSeconds: _settings.WrapUpSeconds)), Admin);
            if (!_settings.Day)
                _engine.Send(agent.Address, new LogIn(), agent.Value);
        }
    }

    /// <summary>The agent of a number, from 1.</summary>
    public static AgentId AgentOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"a{number}"));

    /// <inheritdoc/>
    public void Observe(JournalRecord record)
    {
        switch (record.Recorded.Event)
        {
            case ContactArrived { ContactId: var contact }:
                _waiting.Add(contact);
                _atOnce.Enqueue(() => Wait(contact));
                break;
            case ContactOffered { ContactId: var contact }:
                _waiting.Remove(contact);
                break;
            case OfferEnded { Outcome: not OfferOutcome.Accepted, ContactId: var contact }:
                _waiting.Add(contact);
                break;
            case ContactFinished { ContactId: var contact }:
                _waiting.Remove(contact);
                _customers.Remove(contact);
                break;
            default:
                if (record.Entity.Kind == EntityKind.Agent)
                    Observe(new AgentId(record.Entity.Id), record.Recorded.Event);
                break;
        }
    }

    /// <summary>Decides whether to wait, accepts what is offered, closes the pop-up of what is over.</summary>
    public void ActNow()
    {
        while (_atOnce.TryDequeue(out var act))
            act();
    }

    private void Observe(AgentId agent, IEvent happened)
    {
        switch (happened)
        {
            case OfferReceived { Offer: var offer }:
                _inHand[agent] = offer;
                _atOnce.Enqueue(() => Do(agent, new AcceptOffer(offer.OfferId)));
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                var accepted = _inHand[agent];
                var talk = _customers.Remove(accepted.Contact.ContactId, out var customer) ? customer.Talk : TimeSpan.Zero;
                _agenda.Plan(_engine.Now + talk, () => Finish(agent, accepted));
                break;
            case AgentStoppedResponding:
                _atOnce.Enqueue(() => Do(agent, new MakeAvailable()));
                break;
            case ContactEnded { ContactId: var contact }:
                _inHand.Remove(agent);
                _atOnce.Enqueue(() => Do(agent, new ClosePopUp(contact)));
                break;
        }
    }

    /// <inheritdoc/>
    public void Call(Customer customer)
    {
        _customers.Add(customer.ContactId, customer);
        _engine.Send(
            customer.Caller.Address, new ReceiveContact(Queue, customer.ContactId, Media.Call, customer.IsVip ? 1 : null, OriginAt: null), Connector);
    }

    /// <summary>Decides what a caller does who was not offered to an agent at once.</summary>
    private void Wait(ContactId contact)
    {
        if (!_waiting.Contains(contact) || !_customers.TryGetValue(contact, out var customer))
            return;
        if (customer.AsksForCallback)
            _engine.Send(Queue.Address, new RequestCallback(contact, customer.Caller.Value), Connector);
        else if (customer.Patience is { } patience)
            _agenda.Plan(_engine.Now + patience, () => GiveUp(contact));
    }

    /// <summary>Hangs up unless an agent has accepted, even while the call is offered.</summary>
    private void GiveUp(ContactId contact)
    {
        if (_customers.ContainsKey(contact))
            _engine.Send(Queue.Address, new HangUp(contact), Connector);
    }

    private void Finish(AgentId agent, Offer accepted)
    {
        if (!_inHand.TryGetValue(agent, out var inHand) || inHand.OfferId != accepted.OfferId)
            return;
        var contact = accepted.Contact;
        Do(agent, contact.Kind == ContactKind.Callback ? new CompleteCallback(contact.ContactId) : new EndContact(contact.ContactId));
    }

    private void Do(AgentId agent, ICommand command) => _engine.Send(agent.Address, command, agent.Value);
}

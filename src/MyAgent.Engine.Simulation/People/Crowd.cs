using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.People;

/// <summary>Everybody outside the engine: customers who call, wait, turn into callback requests or hang up, and agents who accept at once, talk
/// and close their pop-ups. They see what happens, and do what they do by the engine's own commands alone.</summary>
internal sealed class Crowd
{
    private static readonly QueueId Line = new("line");
    private static readonly Cause ByAdmin = new("admin");
    private static readonly Cause ByConnector = new("connector");

    private readonly SimulationParameters _settings;
    private readonly VirtualCentre _centre;
    private readonly Agenda _agenda;
    private readonly Dictionary<ContactId, Customer> _customers = [];
    private readonly HashSet<ContactId> _inLine = [];
    private readonly Dictionary<AgentId, Contact> _inHand = [];
    private readonly Queue<(AgentId Agent, ICommand Command)> _atOnce = new();

    public Crowd(SimulationParameters settings, VirtualCentre centre, Agenda agenda) =>
        (_settings, _centre, _agenda) = (settings, centre, agenda);

    /// <summary>Sets the centre up and logs the agents in.</summary>
    public void Open()
    {
        _centre.Tell(Line.Address, new ConfigureQueue(QueueSettings.Default("Line") with { ServiceLevelSeconds = _settings.ServiceLevelSeconds }), ByAdmin);
        for (var number = 1; number <= _settings.Agents; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"a{number}");
            var agent = new AgentId(name);
            _centre.Tell(agent.Address, new DefineAgent(name), ByAdmin);
            _centre.Tell(agent.Address, new AssignAgent(Line, new Assignment(WrapUpSeconds: _settings.WrapUpSeconds)), ByAdmin);
            _centre.Tell(agent.Address, new LogIn(), new Cause(name));
        }
    }

    /// <summary>Lets customers call until a time.</summary>
    public void Expect(CustomerSource source, DateTimeOffset until)
    {
        var customer = source.Next();
        if (customer.ArrivesAt >= until)
            return;
        _agenda.Plan(customer.ArrivesAt, () =>
        {
            Call(customer);
            Expect(source, until);
        });
    }

    /// <summary>Sees what happens.</summary>
    public void See(JournalRecord record)
    {
        switch (record.Recorded.Event)
        {
            case ContactArrived { ContactId: var contact }:
                _inLine.Add(contact);
                break;
            case ContactOffered { ContactId: var contact }:
                _inLine.Remove(contact);
                break;
            case OfferEnded { Outcome: not OfferOutcome.Accepted, ContactId: var contact }:
                _inLine.Add(contact);
                break;
            case ContactFinished { ContactId: var contact, AgentId: null }:
                _inLine.Remove(contact);
                _customers.Remove(contact);
                break;
            case OfferReceived { Offer: var offer }:
                var asked = AgentOf(record);
                _inHand[asked] = offer.Contact;
                _atOnce.Enqueue((asked, new AcceptOffer(offer.OfferId)));
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                var agent = AgentOf(record);
                var talk = _customers.Remove(_inHand[agent].ContactId, out var customer) ? customer.Talk : TimeSpan.Zero;
                _agenda.Plan(record.Recorded.At + talk, () => Finish(agent));
                break;
            case ContactEnded { ContactId: var contact }:
                _atOnce.Enqueue((AgentOf(record), new ClosePopUp(contact)));
                break;
        }
    }

    /// <summary>Does what agents do without thinking twice: accept what they are offered, and close the pop-up of what is over.</summary>
    public void ActAtOnce()
    {
        while (_atOnce.TryDequeue(out var next))
            _centre.Tell(next.Agent.Address, next.Command, new Cause(next.Agent.Value));
    }

    private void Call(Customer customer)
    {
        _customers.Add(customer.ContactId, customer);
        _centre.Tell(
            customer.Caller.Address,
            new ReceiveContact(Line, customer.ContactId, Media.Call, customer.IsVip ? 1 : null, OriginAt: null),
            ByConnector);
        ActAtOnce();
        if (!_inLine.Contains(customer.ContactId))
            return;
        if (customer.AsksForCallback)
            _centre.Tell(Line.Address, new RequestCallback(customer.ContactId, customer.Caller.Value), ByConnector);
        else if (customer.Patience is { } patience)
            _agenda.Plan(customer.ArrivesAt + patience, () => GiveUp(customer));
    }

    private void GiveUp(Customer customer)
    {
        if (_inLine.Contains(customer.ContactId))
            _centre.Tell(Line.Address, new HangUp(customer.ContactId), ByConnector);
    }

    private void Finish(AgentId agent)
    {
        var contact = _inHand[agent];
        _centre.Tell(
            agent.Address,
            contact.Kind == ContactKind.Callback ? new CompleteCallback(contact.ContactId) : new EndContact(contact.ContactId),
            new Cause(agent.Value));
    }

    private static AgentId AgentOf(JournalRecord record) => new(record.Entity.Id);
}

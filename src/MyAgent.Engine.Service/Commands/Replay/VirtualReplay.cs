using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Commands.Verification;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>Plays recorded traffic in virtual time, with agents who take what they are offered at once.</summary>
internal sealed class VirtualReplay
{
    private readonly IReadOnlyList<RecordedContact> _traffic;
    private readonly Dictionary<ContactId, RecordedContact> _byId = [];
    private readonly VirtualEngine _engine;
    private readonly CheckedJournal _journal;
    private readonly Agenda _agenda = new();
    private readonly Queue<(AgentId Agent, Offer Offer)> _ringing = new();
    // Figures are kept however old the recorded traffic is.
    private readonly InMemoryReports _reports = new(TimeProvider.System);

    /// <summary>Makes the queues that the traffic names, with so many agents each.</summary>
    public VirtualReplay(IReadOnlyList<RecordedContact> traffic, int agentsEach)
    {
        _traffic = traffic;
        _journal = new CheckedJournal(new LawOptions().TravelTime, OnAppended);
        _engine = new VirtualEngine(traffic[0].At, _journal);
        foreach (var queue in traffic.Select(contact => contact.QueueId).Distinct().OrderBy(queue => queue.Value, StringComparer.Ordinal))
        {
            Send(queue.Address, new ConfigureQueue(QueueSettings.Default(queue.Value)));
            for (var number = 1; number <= agentsEach; number++)
            {
                var agent = new AgentId(string.Create(CultureInfo.InvariantCulture, $"{queue}-{number}"));
                Send(agent.Address, new DefineAgent(agent.Value));
                Send(agent.Address, new AssignAgent(queue, new Assignment()));
                Send(agent.Address, new LogIn());
            }
        }
    }

    /// <summary>Plays it to the end.</summary>
    public ReplayReport Run()
    {
        foreach (var contact in _traffic)
            _agenda.Plan(contact.At, () => Arrive(contact));
        while (NextInstant() is { } next)
        {
            _engine.MoveTo(next);
            _engine.Wake();
            Answer();
            while (_agenda.Next <= _engine.Now)
            {
                _agenda.DoNext();
                Answer();
            }
        }
        return Report();
    }

    /// <summary>After the last planned action, the remaining deadlines change nothing.</summary>
    private DateTimeOffset? NextInstant() => _agenda.Next is { } planned && _engine.NextInstant < planned ? _engine.NextInstant : _agenda.Next;

    private void Arrive(RecordedContact recorded)
    {
        var contact = new ContactId(string.Create(CultureInfo.InvariantCulture, $"line-{recorded.Line}"));
        _byId[contact] = recorded;
        var (to, arrival) = recorded is { IsDirect: true, Caller: { } number }
            ? Arrival.OfCallback(caller: null, recorded.QueueId, contact, new DirectCallback(number.Value))
            : Arrival.Of(recorded.Caller, recorded.QueueId, contact, recorded.Media);
        Send(to, arrival);
        if (recorded.GivesUpAt is { } at)
            _agenda.Plan(at, () => GiveUp(recorded, contact));
    }

    private void GiveUp(RecordedContact recorded, ContactId contact)
    {
        if (Send(recorded.QueueId.Address, new GetContact(contact)) is not ContactAnswer { State: ContactState.Waiting })
            return;
        var wish = recorded is { Callback: true, Media: Media.Call } ? Send(recorded.QueueId.Address, new RequestCallback(contact, recorded.Caller?.Value ?? "")) : null;
        if (wish is not ContactAnswer && recorded.Patience is not null)
            Send(recorded.QueueId.Address, new HangUp(contact));
    }

    private void OnAppended(JournalRecord record)
    {
        _reports.Fold(record);
        if (record.Recorded.Event is OfferReceived received)
            _ringing.Enqueue((new AgentId(record.Entity.Id), received.Offer));
    }

    /// <summary>Every agent accepts an offer at once.</summary>
    private void Answer()
    {
        while (_ringing.TryDequeue(out var ringing))
        {
            var (agent, offer) = ringing;
            if (Send(agent.Address, new AcceptOffer(offer.OfferId)) is AgentAnswer { Status: AgentStatus.Engaged })
                _agenda.Plan(_engine.Now + _byId[offer.Contact.ContactId].Handle, () => Finish(agent, offer.Contact));
        }
    }

    private void Finish(AgentId agent, Contact contact)
    {
        Send(agent.Address, contact.Kind == ContactKind.Callback ? new CompleteCallback(contact.ContactId) : new EndContact(contact.ContactId));
        Send(agent.Address, new ClosePopUp(contact.ContactId));
    }

    private IAnswer Send(EntityAddress to, IMessage message) => _engine.Send(to, message, new Cause("replay"))
        ?? throw new InvalidOperationException($"{message} was not answered.");

    private ReplayReport Report()
    {
        _journal.AtRest(_engine.Now);
        _journal.End();
        var violations = _journal.Violations.OrderBy(violation => violation.Ordering).ThenBy(violation => violation.Law).Select(BrokenLaw.Of).ToList();
        if (ReportPeriod.TryCreate(_traffic[0].At, _engine.Now.AddMinutes(1), bucketSeconds: null, out var period) is { } refusal)
            throw new InvalidOperationException(RefusalTexts.Of(refusal));
        return new ReplayReport(
            _traffic.Count, _journal.Counts.Events, _engine.Now, _reports.Queues(period!), Law.All.Count, violations, _journal.Counts);
    }
}

/// <summary>What came of playing recorded traffic.</summary>
/// <param name="Contacts">How many contacts were played.</param>
/// <param name="Events">How many events that led to.</param>
/// <param name="EndedAt">When the last of them was finished, in recorded time.</param>
/// <param name="Queues">The figures.</param>
/// <param name="LawsChecked">How many laws were checked over the events.</param>
/// <param name="Violations">The laws that were broken.</param>
/// <param name="Counts">What was counted.</param>
internal sealed record ReplayReport(
    int Contacts, long Events, DateTimeOffset EndedAt, IReadOnlyList<QueueFigures> Queues, int LawsChecked, IReadOnlyList<BrokenLaw> Violations, LawCounts Counts);

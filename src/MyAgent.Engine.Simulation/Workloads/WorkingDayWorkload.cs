using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>Days with changing traffic: agents come to their shifts, take breaks and go, each a little early or late. Those of the last shift stay until no contact
/// waits. Callers and agents do as in <see cref="QueueingTheoryWorkload"/> otherwise.</summary>
internal sealed class WorkingDayWorkload : IWorkload
{
    private const double MaxLateHours = 0.1;
    private const double BreakVariation = 0.2;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly SimulationParameters _settings;
    private readonly ISimulatedEngine _engine;
    private readonly Agenda _agenda;
    private readonly QueueingTheoryWorkload _traffic;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly HashSet<ContactId> _waiting = [];
    private readonly HashSet<AgentId> _present = [];
    private readonly HashSet<AgentId> _onBreak = [];
    private readonly Dictionary<AgentId, TimeSpan> _breakLengths = [];

    /// <param name="settings">The parameters.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="agenda">Where the day is planned.</param>
    /// <param name="from">The midnight at which the first day begins.</param>
    /// <param name="until">When the last caller may call.</param>
    public WorkingDayWorkload(SimulationParameters settings, ISimulatedEngine engine, Agenda agenda, DateTimeOffset from, DateTimeOffset until)
    {
        (_settings, _engine, _agenda, _from, _until) = (settings, engine, agenda, from, until);
        _traffic = new QueueingTheoryWorkload(settings, engine, agenda);
    }

    /// <inheritdoc/>
    public void SetUp()
    {
        _traffic.SetUp();
        PlanDay(0);
    }

    /// <inheritdoc/>
    public void Call(Customer customer) => _traffic.Call(customer);

    /// <inheritdoc/>
    public void ActNow() => _traffic.ActNow();

    /// <inheritdoc/>
    public void Observe(JournalRecord record)
    {
        _traffic.Observe(record);
        switch (record.Recorded.Event)
        {
            case ContactArrived { ContactId: var contact }:
                _waiting.Add(contact);
                break;
            case ContactOffered { ContactId: var contact }:
                _waiting.Remove(contact);
                break;
            case ContactFinished { ContactId: var contact }:
                _waiting.Remove(contact);
                break;
            case AgentLoggedIn:
                _present.Add(new AgentId(record.Entity.Id));
                break;
            case AgentLoggedOut:
                _present.Remove(new AgentId(record.Entity.Id));
                _onBreak.Remove(new AgentId(record.Entity.Id));
                break;
            case AgentBecameAvailable:
                _onBreak.Remove(new AgentId(record.Entity.Id));
                break;
            case BreakStarted:
                var resting = new AgentId(record.Entity.Id);
                _onBreak.Add(resting);
                _agenda.Plan(record.Recorded.At + _breakLengths[resting], () => EndBreak(resting));
                break;
        }
    }

    private void PlanDay(int day)
    {
        var midnight = _from.AddDays(day);
        if (midnight >= _until)
            return;
        for (var number = 0; number < _settings.Agents; number++)
            Plan(number, day, midnight);
        _agenda.Plan(midnight.AddDays(1), () => PlanDay(day + 1));
    }

    private void Plan(int number, int day, DateTimeOffset midnight)
    {
        var agent = QueueingTheoryWorkload.AgentOf(number + 1);
        var draws = new RandomStream(_settings.Seed, RandomStreamId.WorkingDay, ((long)day * 100_000) + number);
        var (starts, ends) = WorkingDay.ShiftOf(number, _settings.Agents);
        _agenda.Plan(midnight.AddHours(starts + (MaxLateHours * draws.NextUnit())), () => Do(agent, new LogIn(), isPresent: false));
        foreach (var (at, lasts) in WorkingDay.BreaksOf(number, _settings.Agents))
        {
            var length = TimeSpan.FromHours(lasts * (1 + (BreakVariation * ((2 * draws.NextUnit()) - 1))));
            _agenda.Plan(midnight.AddHours(at + (MaxLateHours * draws.NextUnit())), () => BeginBreak(agent, length));
        }
        _agenda.Plan(midnight.AddHours(ends + (MaxLateHours * draws.NextUnit())), () => Leave(agent, isLast: ends >= WorkingDay.Closes));
    }

    private void BeginBreak(AgentId agent, TimeSpan length)
    {
        if (_onBreak.Contains(agent))
            return;
        _breakLengths[agent] = length;
        Do(agent, new TakeBreak("break", Seconds: null), isPresent: true);
    }

    private void EndBreak(AgentId agent)
    {
        if (_onBreak.Contains(agent))
            Do(agent, new MakeAvailable(), isPresent: true);
    }

    private void Leave(AgentId agent, bool isLast)
    {
        if (isLast && _waiting.Count > 0)
            _agenda.Plan(_engine.Now + LookAgain, () => Leave(agent, isLast));
        else
            Do(agent, new LogOut(), isPresent: true);
    }

    private void Do(AgentId agent, ICommand command, bool isPresent)
    {
        if (_present.Contains(agent) == isPresent)
            _engine.Send(agent.Address, command, agent.Value);
    }
}

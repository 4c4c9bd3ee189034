using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Figures;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Simulation.Workloads;
using MyAgent.Engine.Simulation.Workloads.Randomized;

namespace MyAgent.Engine.Simulation;

/// <summary>One simulation run, from the first log-in until every caller has been served or has given up.</summary>
internal sealed class SimulationRun
{
    private static readonly TimeSpan NoTravelTime = TimeSpan.Zero;

    /// <summary>Long enough for many repetitions of a message to be lost in a row.</summary>
    private static readonly TimeSpan TravelTimeWithFaults = TimeSpan.FromSeconds(30);

    private readonly SimulationParameters _settings;
    private readonly Measurements _measurements;
    private readonly EstimateMeasurement? _estimates;
    private readonly Agenda _agenda = new();
    private readonly ISimulatedEngine _engine;
    private readonly bool _endsWithTheFirstViolation;
    private readonly IWorkload _workload;
    private readonly Arrivals _arrivals;

    /// <summary>Makes a run.</summary>
    /// <param name="settings">The parameters of the simulation.</param>
    /// <param name="journal">Receives every event, in order; null for none.</param>
    /// <param name="only">The numbers of the customers who call; null (the default) for all.</param>
    /// <param name="open">Creates the engine from the checked journal and the instant at which the last caller arrives; with it, the run ends at the
    /// first violation. Null (the default) for the engine that the settings select.</param>
    public SimulationRun(SimulationParameters settings, Action<JournalRecord>? journal, IReadOnlySet<long>? only = null,
        Func<CheckedJournal, DateTimeOffset, ISimulatedEngine>? open = null)
    {
        var from = Simulator.Start + TimeSpan.FromHours(settings.WarmUpHours);
        var until = from + TimeSpan.FromHours(settings.Hours);
        _settings = settings;
        _endsWithTheFirstViolation = settings.Faults || open is not null;
        _measurements = new Measurements(from, until, settings.ServiceLevelSeconds);
        _estimates = settings.Faults || !settings.MeasuresEstimates ? null : new EstimateMeasurement(from, until);
        Journal = new CheckedJournal(settings.Faults ? TravelTimeWithFaults : NoTravelTime, record =>
        {
            journal?.Invoke(record);
            _measurements.Take(record);
            _estimates?.Take(record);
            _workload!.Observe(record);
        });
        _engine = open is not null ? open(Journal, until)
            : settings.Faults ? new FaultyEngine(settings.Seed, Simulator.Start, until, Journal)
            : new FaultFreeEngine(Simulator.Start, Journal);
        _workload = settings switch
        {
            { Faults: true } => new RandomizedWorkload(settings, _engine, _agenda),
            { Day: true } => new WorkingDayWorkload(settings, _engine, _agenda, Simulator.Start, until),
            _ => new QueueingTheoryWorkload(settings, _engine, _agenda),
        };
        _workload.SetUp();
        _arrivals = new Arrivals(_agenda, _workload.Call);
        _arrivals.Expect(new CustomerSource(settings, Simulator.Start), until, only);
    }

    /// <summary>The journal of the run, checked against the laws.</summary>
    public CheckedJournal Journal { get; }

    /// <summary>The rule that has failed, with faults; null where none has.</summary>
    public RuleFailure? Failure { get; private set; }

    /// <summary>How many have called.</summary>
    public long Called => _arrivals.Called;

    private bool IsOver => _endsWithTheFirstViolation && Journal.Violations.Count > 0;

    /// <summary>Runs it.</summary>
    public void Run()
    {
        try
        {
            while (!IsOver && LetTimePass())
            {
                _workload.ActNow();
                _estimates?.AtRest(_engine.Now);
            }
            if (!IsOver)
                _engine.CheckAtEnd();
        }
        catch (RuleFailedException failed)
        {
            Failure = failed.Failure;
        }
    }

    /// <summary>The figures of the run.</summary>
    /// <param name="elapsed">How long it took, in seconds.</param>
    public SimulationFigures Figures(double elapsed)
    {
        var (waiting, wait, waitOfAll) = (_measurements.HadToWait.Estimate(), _measurements.WaitOfAnswered.Estimate(), _measurements.WaitOfAll.Estimate());
        var (inTime, abandonment) = (_measurements.InTime.Estimate(), _measurements.Abandonment.Estimate());
        var classes = new FiguresByClass(
            _measurements.Normal.Figures(), _measurements.Vip.Figures(), _measurements.Call.Figures(), _measurements.Callback.Figures());
        return new SimulationFigures(
            _measurements.Served + _measurements.Abandoned, _measurements.Served, _measurements.Abandoned, classes.Callback.Contacts,
            waiting.Value, wait.Value, waitOfAll.Value, inTime.Value, abandonment.Value,
            _measurements.Busy.Value() / _settings.Agents, _measurements.QueueLength.Value(), classes, QueueingModels.For(_settings),
            new HalfWidths(waiting.HalfWidth95, wait.HalfWidth95, waitOfAll.HalfWidth95, inTime.HalfWidth95, abandonment.HalfWidth95),
            _estimates?.Figures(),
            Journal.LawsChecked, Journal.Violations.Count,
            ContactsPerSecond: elapsed > 0 ? _measurements.Arrived / elapsed : 0, elapsed);
    }

    /// <summary>Goes to the next instant at which something happens: deadlines first, as the host does.</summary>
    /// <returns>False where nothing happens any more.</returns>
    private bool LetTimePass()
    {
        var (deadline, plan) = (_engine.NextWakeUp, _agenda.Next);
        if (deadline is not null && (plan is null || deadline <= plan))
        {
            _engine.MoveTo(deadline.Value);
            _engine.Wake();
            return true;
        }
        if (plan is null)
            return false;
        _engine.MoveTo(plan.Value);
        _agenda.DoNext();
        return true;
    }
}

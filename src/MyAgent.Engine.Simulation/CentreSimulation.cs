using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Simulation.Figures;
using MyAgent.Engine.Simulation.People;
using MyAgent.Engine.Simulation.Theory;

namespace MyAgent.Engine.Simulation;

/// <summary>Runs a contact centre in virtual time: the real entities, under Poisson arrivals, exponential talk and exponential patience.</summary>
public static class CentreSimulation
{
    /// <summary>When virtual time begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs a simulation to its end: until everybody who called in its hours has been served or has given up.</summary>
    /// <param name="centre">The centre, and how long to watch it.</param>
    /// <param name="time">Tells how long it takes.</param>
    /// <param name="journal">Takes every event in order, which is not kept; null (the default) where nobody wants them.</param>
    /// <exception cref="ArgumentException">The centre cannot be simulated.</exception>
    public static SimulationOutcome Run(SimulationParameters centre, TimeProvider time, Action<JournalRecord>? journal = null)
    {
        if (centre.Trouble() is { } trouble)
            throw new ArgumentException(trouble, nameof(centre));
        var started = time.GetTimestamp();
        var from = Start + TimeSpan.FromHours(centre.WarmUpHours);
        var until = from + TimeSpan.FromHours(centre.Hours);
        var measurements = new Measurements(from, until, centre.ServiceLevelSeconds);
        var agenda = new Agenda();
        Crowd? crowd = null;
        var engine = new VirtualCentre(Start, record =>
        {
            journal?.Invoke(record);
            measurements.Take(record);
            crowd!.See(record);
        });
        crowd = new Crowd(centre, engine, agenda);
        crowd.Open();
        crowd.Expect(new CustomerSource(centre, Start), until);
        while (LetTimePass(engine, agenda))
            crowd.ActAtOnce();
        engine.JudgeTheEnd();
        var elapsed = time.GetElapsedTime(started).TotalSeconds;
        return new SimulationOutcome(FiguresOf(centre, measurements, engine, elapsed), engine.Violations);
    }

    /// <summary>Goes to the next instant at which something happens: deadlines first, as the host does.</summary>
    /// <returns>False where nothing happens any more.</returns>
    private static bool LetTimePass(VirtualCentre engine, Agenda agenda)
    {
        var (deadline, plan) = (engine.NextWakeUp, agenda.Next);
        if (deadline is not null && (plan is null || deadline <= plan))
        {
            engine.MoveTo(deadline.Value);
            engine.Wake();
            return true;
        }
        if (plan is null)
            return false;
        engine.MoveTo(plan.Value);
        agenda.DoNext();
        return true;
    }

    private static SimulationFigures FiguresOf(SimulationParameters centre, Measurements measured, VirtualCentre engine, double elapsed)
    {
        var (waiting, wait, waitOfAll) = (measured.HadToWait.Estimate(), measured.WaitOfAnswered.Estimate(), measured.WaitOfAll.Estimate());
        var (inTime, abandonment) = (measured.InTime.Estimate(), measured.Abandonment.Estimate());
        var classes = new FiguresByClass(
            measured.Normal.Figures(), measured.Vip.Figures(), measured.Call.Figures(), measured.Callback.Figures());
        return new SimulationFigures(
            measured.Served + measured.Abandoned, measured.Served, measured.Abandoned, classes.Callback.Contacts,
            waiting.Value, wait.Value, waitOfAll.Value, inTime.Value, abandonment.Value,
            measured.Busy.Value() / centre.Agents, measured.QueueLength.Value(), classes, TheoryOf.Centre(centre),
            new HalfWidths(waiting.HalfWidth95, wait.HalfWidth95, waitOfAll.HalfWidth95, inTime.HalfWidth95, abandonment.HalfWidth95),
            engine.LawsChecked, engine.Violations.Count,
            ContactsPerSecond: elapsed > 0 ? measured.Arrived / elapsed : 0, elapsed);
    }
}

/// <summary>What a simulation has come to.</summary>
/// <param name="Figures">What it has measured.</param>
/// <param name="Violations">Every law that was broken.</param>
public sealed record SimulationOutcome(SimulationFigures Figures, IReadOnlyList<LawViolation> Violations);

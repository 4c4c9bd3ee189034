using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation;

/// <summary>Runs a contact centre in virtual time: the real entities, under Poisson arrivals, exponential talk and exponential patience.</summary>
public static class Simulator
{
    /// <summary>When virtual time begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The maximum number of shorter runs that are tried.</summary>
    private const int MaxTries = 200;

    /// <summary>Runs a simulation until every caller of its hours has been served or has given up.</summary>
    /// <param name="centre">The centre, and how long to watch it.</param>
    /// <param name="time">Tells how long it takes.</param>
    /// <param name="journal">Receives every event in order; null (the default) for none. Events are not kept.</param>
    /// <exception cref="ArgumentException">The centre cannot be simulated.</exception>
    public static SimulationOutcome Run(SimulationParameters centre, TimeProvider time, Action<JournalRecord>? journal = null) =>
        Run(centre, time, journal, open: null);

    /// <summary>Runs a simulation to its end in another centre than the parameters ask for.</summary>
    internal static SimulationOutcome Run(
        SimulationParameters centre, TimeProvider time, Action<JournalRecord>? journal, Func<CheckedJournal, DateTimeOffset, ISimulatedEngine>? open)
    {
        if (centre.Trouble() is { } trouble)
            throw new ArgumentException(trouble, nameof(centre));
        var started = time.GetTimestamp();
        var run = new SimulationRun(centre, journal, only: null, open);
        run.Run();
        var figures = run.Figures(time.GetElapsedTime(started).TotalSeconds);
        var violations = run.Journal.Violations;
        return centre.Faults && (violations.Count > 0 || run.Failure is not null)
            ? new SimulationOutcome(figures, violations, run.Failure, HistoryOf(centre, run, open))
            : new SimulationOutcome(figures, violations, Failure: null, ShortestHistory: []);
    }

    /// <summary>The same seed with fewer callers, as long as the same law is broken or the same rule fails.</summary>
    private static IReadOnlyList<JournalRecord> HistoryOf(
        SimulationParameters centre, SimulationRun found, Func<CheckedJournal, DateTimeOffset, ISimulatedEngine>? open)
    {
        var needed = new HistoryShrinker(only => Shows(only, journal: null), MaxTries).Of(found.Called).ToHashSet();
        var history = new List<JournalRecord>();
        Shows(needed, history.Add);
        return history;

        bool Shows(IReadOnlySet<long> only, Action<JournalRecord>? journal)
        {
            var run = new SimulationRun(centre, journal, only, open);
            run.Run();
            return found.Failure is { } failure
                ? run.Failure?.Rule == failure.Rule
                : run.Journal.Violations.Any(violation => violation.Law == found.Journal.Violations[0].Law);
        }
    }
}

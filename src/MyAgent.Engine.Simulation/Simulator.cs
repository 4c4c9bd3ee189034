using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation;

/// <summary>Runs a contact centre in virtual time: the real entities, under Poisson arrivals, exponential talk and exponential patience.</summary>
internal static class Simulator
{
    /// <summary>When virtual time begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The maximum number of shorter runs that are tried.</summary>
    private const int MaxTries = 200;

    /// <summary>Runs a simulation until every caller of its hours has been served or has given up.</summary>
    /// <param name="parameters">The parameters of the simulation.</param>
    /// <param name="time">Measures the duration of the run.</param>
    /// <param name="journal">Receives every event in order; null (the default) for none. Events are not kept.</param>
    /// <exception cref="ArgumentException">The parameters are contradictory.</exception>
    public static SimulationOutcome Run(SimulationParameters parameters, TimeProvider time, Action<JournalRecord>? journal = null) =>
        Run(parameters, time, journal, open: null);

    /// <summary>Runs a simulation on another engine than the parameters ask for.</summary>
    internal static SimulationOutcome Run(
        SimulationParameters parameters, TimeProvider time, Action<JournalRecord>? journal, Func<CheckedJournal, DateTimeOffset, ISimulatedEngine>? open)
    {
        if (parameters.Trouble() is { } trouble)
            throw new ArgumentException(trouble, nameof(parameters));
        var started = time.GetTimestamp();
        var run = new SimulationRun(parameters, journal, only: null, open);
        run.Run();
        var figures = run.Figures(time.GetElapsedTime(started).TotalSeconds);
        var violations = run.Journal.Violations;
        return parameters.Faults && (violations.Count > 0 || run.Failure is not null)
            ? new SimulationOutcome(figures, violations, run.Failure, HistoryOf(parameters, run, open))
            : new SimulationOutcome(figures, violations, Failure: null, ShortestHistory: []);
    }

    /// <summary>Returns the events of a run with the same seed and fewer callers that still breaks the same law or fails the same rule.</summary>
    private static IReadOnlyList<JournalRecord> HistoryOf(
        SimulationParameters parameters, SimulationRun found, Func<CheckedJournal, DateTimeOffset, ISimulatedEngine>? open)
    {
        var needed = new HistoryShrinker(only => Shows(only, journal: null), MaxTries).Of(found.Called).ToHashSet();
        var history = new List<JournalRecord>();
        Shows(needed, history.Add);
        return history;

        bool Shows(IReadOnlySet<long> only, Action<JournalRecord>? journal)
        {
            var run = new SimulationRun(parameters, journal, only, open);
            run.Run();
            return found.Failure is { } failure
                ? run.Failure?.Rule == failure.Rule
                : run.Journal.Violations.Any(violation => violation.Law == found.Journal.Violations[0].Law);
        }
    }
}

using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Staffing;

/// <summary>Looks for the fewest agents that give a service level, by queueing theory and by simulation of the real rules. All simulations have the same customers, so that
/// two numbers of agents differ in nothing but the agents.</summary>
/// <param name="traffic">The traffic. Its number of agents does not count; an answer within its <see cref="SimulationParameters.ServiceLevelSeconds"/> is in time.</param>
/// <param name="target">The share of all contacts that must get an agent in time: more than 0 and less than 1.</param>
internal sealed class StaffingSearch(SimulationParameters traffic, double target)
{
    /// <summary>No more agents than this are tried.</summary>
    public const int MaxAgents = 1000;

    /// <summary>The default length of a simulation is that of so many contacts, or of <see cref="DefaultHandleTimes"/> if that is longer.</summary>
    private const double DefaultContacts = 10_000;

    /// <summary>So many handle times are long enough for the batches of which half widths are made to be nearly independent.</summary>
    private const double DefaultHandleTimes = 100;

    private const double DefaultWarmUpHandleTimes = 10;
    private const double MaxHours = 1_000_000;

    private readonly SimulationParameters _traffic = traffic with { MeasuresEstimates = false };
    private readonly SortedDictionary<int, SimulationOutcome> _simulated = [];
    private readonly int _fewest = FewestStableAgents(traffic);

    /// <summary>The default length of the measured period of each simulation, in hours.</summary>
    public static double DefaultHours(double arrivalsPerHour, double handleSeconds) =>
        Math.Min(MaxHours, Math.Max(DefaultContacts / arrivalsPerHour, DefaultHandleTimes * handleSeconds / 3600));

    /// <summary>The default length of the warm-up of each simulation, in hours: 10 handle times.</summary>
    public static double DefaultWarmUpHours(double handleSeconds) => Math.Min(MaxHours, DefaultWarmUpHandleTimes * handleSeconds / 3600);

    /// <summary>Finds both numbers, and what one agent more and one fewer would do.</summary>
    /// <returns>Null if even <see cref="MaxAgents"/> are too few.</returns>
    /// <exception cref="TooFewContactsException">The simulations are too short to measure a service level.</exception>
    public StaffingPlan? Find()
    {
        if (ByTheory() is not { } byTheory)
            return null;
        Simulate(byTheory - 1, byTheory, byTheory + 1);
        if (BySimulation(byTheory) is not { } enough)
            return null;
        Simulate(enough - 1, enough, enough + 1);
        int[] rows = [enough - 1, enough, enough + 1, byTheory];
        return new StaffingPlan(
            Theory(byTheory).Model, byTheory, enough, IsCertain(enough), [.. rows.Where(agents => agents >= 1).Distinct().Order().Select(Row)],
            [.. _simulated.Select(run => new StaffingRun(_traffic with { Agents = run.Key }, run.Value))]);
    }

    /// <summary>The fewest agents that give the service level by the formula; null if even <see cref="MaxAgents"/> are too few.</summary>
    public int? ByTheory() => _fewest <= MaxAgents && IsEnoughByTheory(MaxAgents) ? Between(_fewest - 1, MaxAgents, IsEnoughByTheory) : null;

    /// <summary>With fewer agents the waiting list of those who never give up would grow without limit.</summary>
    private static int FewestStableAgents(SimulationParameters traffic)
    {
        var load = new OfferedTraffic(traffic.ArrivalsPerHour, traffic.HandleSeconds, Agents: 1).Load;
        return (int)Math.Floor(traffic.PatienceSeconds is null ? load : load * traffic.CallbackShare) + 1;
    }

    /// <summary>The fewest agents that are enough, where <paramref name="tooFew"/> are not and <paramref name="enough"/> are.</summary>
    private static int Between(int tooFew, int enough, Func<int, bool> isEnough)
    {
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            (tooFew, enough) = isEnough(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;
    }

    /// <summary>Begins at the number by theory, goes on in steps that double until the answer changes, and looks between the last two.</summary>
    private int? BySimulation(int byTheory)
    {
        var (from, step) = (byTheory, 1);
        if (IsEnough(from))
        {
            while (from >= _fewest && IsEnough(from))
                (from, step) = (Math.Max(from - step, _fewest - 1), 2 * step);
            return Between(from, byTheory, IsEnough);
        }
        var tooFew = from;
        while (!IsEnough(from))
        {
            if (from == MaxAgents)
                return null;
            (tooFew, from, step) = (from, Math.Min(from + step, MaxAgents), 2 * step);
        }
        return Between(tooFew, from, IsEnough);
    }

    private bool IsEnoughByTheory(int agents) => Theory(agents).ServiceLevel >= target;

    private bool IsEnough(int agents)
    {
        Simulate(agents);
        return _simulated[agents].Figures.ServiceLevel >= target;
    }

    /// <summary>Whether neither the service level of the number found nor that of one fewer may be on the other side of the target by chance.</summary>
    private bool IsCertain(int enough) =>
        IsFarFromTarget(enough) && (enough == _fewest || IsFarFromTarget(enough - 1));

    /// <summary>If no contact of a simulation was late, or each was, the half width is 0; the limit is then 3 divided by the number of contacts (the rule of three).</summary>
    private bool IsFarFromTarget(int agents)
    {
        var figures = _simulated[agents].Figures;
        return Math.Abs(figures.ServiceLevel!.Value - target) > Math.Max(figures.HalfWidth95.ServiceLevel!.Value, 3.0 / figures.Contacts);
    }

    /// <summary>Simulates those numbers of agents that are stable and that have not been simulated yet, at the same time.</summary>
    private void Simulate(params ReadOnlySpan<int> numbers)
    {
        List<int> left = [];
        foreach (var agents in numbers)
        {
            if (agents >= _fewest && !_simulated.ContainsKey(agents))
                left.Add(agents);
        }
        var outcomes = new SimulationOutcome[left.Count];
        Parallel.For(0, left.Count, at => outcomes[at] = Simulator.Run(_traffic with { Agents = left[at] }, TimeProvider.System));
        foreach (var (agents, outcome) in left.Zip(outcomes))
        {
            if (outcome.Figures.HalfWidth95.ServiceLevel is null)
                throw new TooFewContactsException();
            _simulated.Add(agents, outcome);
        }
    }

    private StaffingRow Row(int agents) =>
        new(agents, Theory(agents), _simulated.TryGetValue(agents, out var outcome) ? SimulatedStaffing.Of(outcome.Figures) : null);

    /// <summary>The formulas for service levels take the whole handle time as exponential, a fixed wrap-up as well.</summary>
    private TheoryFigures Theory(int agents) => QueueingModels.For(_traffic with { Agents = agents, WrapUpSeconds = 0 });
}

/// <summary>A simulation was too short to measure a service level.</summary>
internal sealed class TooFewContactsException : Exception;

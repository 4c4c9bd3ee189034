namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>A working day: how many call in each hour, when each agent works, and when each has a break. Every day is planned alike; when people really come and go is
/// drawn for each of them.</summary>
internal static class WorkingDay
{
    /// <summary>The hour of the day at which the first may call.</summary>
    public const int Opens = 8;

    /// <summary>The hour of the day from which no more call.</summary>
    public const int Closes = 18;

    private const double ShiftHours = 8;

    /// <summary>The rate of arrivals in each open hour, compared with the mean of them.</summary>
    private static readonly double[] RelativeRates = [0.5, 0.9, 1.3, 1.35, 1.1, 1.05, 1.2, 1.1, 0.9, 0.6];

    /// <summary>Of ten agents, how many begin at each hour.</summary>
    private static readonly (double Starts, int OfTen)[] Shifts = [(8, 4), (9, 2), (10, 4)];

    /// <summary>How long after the start of a shift each break is planned, and for how long; in hours.</summary>
    private static readonly (double After, double Lasts)[] PlannedBreaks = [(2, 0.25), (4, 0.5), (6, 0.25)];

    /// <summary>The highest relative rate.</summary>
    public static double MaxRelativeRate => RelativeRates.Max();

    /// <summary>The rate of arrivals at an instant, compared with the mean of the open hours.</summary>
    public static double RelativeRate(DateTimeOffset at) => at.Hour is >= Opens and < Closes ? RelativeRates[at.Hour - Opens] : 0;

    /// <summary>When an agent's shift begins and ends, in hours of the day.</summary>
    /// <param name="agent">The agent's number, from 0.</param>
    /// <param name="agents">How many agents there are.</param>
    public static (double Starts, double Ends) ShiftOf(int agent, int agents)
    {
        var ofTen = 10.0 * (agent + 0.5) / agents;
        foreach (var (starts, share) in Shifts)
        {
            if (ofTen < share)
                return (starts, starts + ShiftHours);
            ofTen -= share;
        }
        return (Shifts[^1].Starts, Shifts[^1].Starts + ShiftHours);
    }

    /// <summary>The breaks of a shift: the hour of the day and the length in hours. Agents take turns: their breaks are spread over an hour and a half.</summary>
    public static IEnumerable<(double At, double Lasts)> BreaksOf(int agent, int agents)
    {
        var turn = ((agent * 7 % agents) + 0.5) / agents;
        return PlannedBreaks.Select(planned => (ShiftOf(agent, agents).Starts + planned.After + (1.5 * turn) - 0.75, planned.Lasts));
    }
}

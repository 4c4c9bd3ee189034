using System.Diagnostics;

namespace MyAgent.Engine.Benchmarks.Rules;

/// <summary>What one contact costs: its arrival, the end of another, and the match that follows, through the rules alone. All sizes are kept
/// in memory at once and measured in turns.</summary>
internal static class ScalingBenchmark
{
    private const int Rounds = 15;
    private const int CyclesARound = 1000;
    private const double PreferredHoldSeconds = 3600;

    private static readonly int[] Waiting = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly int[] Agents = [100, 1_000, 10_000];

    /// <summary>Measures.</summary>
    public static Figures Run()
    {
        var rows = Measure(0, Waiting);
        var preferred = Measure(PreferredHoldSeconds, [Waiting[0], Waiting[2]]);
        return new Figures(
            "scaling", "Microseconds for one arrival, match and finish, about 11 events, of ten priorities, rules alone on one thread; median of "
            + $"{Rounds} rounds of {CyclesARound}, all sizes in turns. preferredRows: each contact waits for one preferred agent who is logged in.")
            .With("rows", rows.Select(Cells))
            .With("costRatio", Agents.Max(agents => Cost(rows, Waiting[^1], agents) / Cost(rows, Waiting[0], agents)))
            .With("costRatioAgents", Waiting.Max(waiting => Cost(rows, waiting, Agents[^1]) / Cost(rows, waiting, Agents[0])))
            .With("preferredRows", preferred.Select(Cells))
            .With("preferredCostRatioAgents", Waiting.Where(waiting => preferred.Any(row => row.Waiting == waiting))
                .Max(waiting => Cost(preferred, waiting, Agents[^1]) / Cost(preferred, waiting, Agents[0])));
    }

    private static List<Row> Measure(double preferredHoldSeconds, int[] sizes)
    {
        var centres = sizes.Select(waiting => (Waiting: waiting, Centre: new InMemoryQueueHarness(preferredHoldSeconds))).ToList();
        var rows = new List<Row>();
        foreach (var agents in Agents)
        {
            foreach (var (waiting, centre) in centres)
            {
                var already = centre.Agents;
                centre.Arrive(already == 0 ? waiting + agents : agents - already);
                centre.GrowTo(agents);
            }
            rows.AddRange(InTurns(centres, agents));
        }
        return rows;
    }

    private static IEnumerable<Row> InTurns(List<(int Waiting, InMemoryQueueHarness Centre)> centres, int agents)
    {
        var costs = centres.ConvertAll(_ => new List<double>());
        GC.Collect();
        for (var round = -2; round < Rounds; round++)
        {
            for (var index = 0; index < centres.Count; index++)
            {
                var cost = MicrosecondsACycle(centres[index].Centre);
                if (round >= 0)
                    costs[index].Add(cost);
            }
        }
        return centres.Select((size, index) => new Row(size.Waiting, agents, Sample.Median(costs[index])));
    }

    private static double MicrosecondsACycle(InMemoryQueueHarness centre)
    {
        var start = Stopwatch.GetTimestamp();
        for (var cycle = 0; cycle < CyclesARound; cycle++)
            centre.Cycle();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / CyclesARound;
    }

    private static double Cost(List<Row> rows, int waiting, int agents) =>
        rows.Single(row => (row.Waiting, row.Agents) == (waiting, agents)).Microseconds;

    private static IReadOnlyList<(string, double)> Cells(Row row) =>
        [("waiting", row.Waiting), ("agents", row.Agents), ("microseconds", row.Microseconds)];

    private readonly record struct Row(int Waiting, int Agents, double Microseconds);
}

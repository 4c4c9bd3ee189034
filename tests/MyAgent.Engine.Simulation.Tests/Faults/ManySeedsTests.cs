using System.Collections.Concurrent;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Faults;

/// <summary>Hundreds of different runs with random commands and all injected faults.</summary>
[ChaosTests]
public sealed class ManySeedsTests
{
    private const int Seeds = 300;

    private static readonly SimulationParameters Day = new()
    {
        Agents = 6, ArrivalsPerHour = 120, HandleSeconds = 100, PatienceSeconds = 90, CallbackShare = 0.4, VipShare = 0.3, WrapUpSeconds = 15,
        Hours = 2, WarmUpHours = 0, Faults = true,
    };

    /// <summary>A seed that is named here is run again, with its shortest history, by <c>myagent simulate --faults --agents 6 --arrivals-per-hour 120
    /// --handle-seconds 100 --patience-seconds 90 --callback-share 0.4 --vip-share 0.3 --wrap-up-seconds 15 --hours 0.5 --warm-up-hours 0 --seed</c>.</summary>
    [Fact]
    public void No_seed_breaks_a_law_fails_a_rule_or_leaves_an_entity_stuck()
    {
        var wrong = new ConcurrentDictionary<int, string>();
        var day = Day with { Hours = 0.5 };
        Parallel.For(1, Seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var run = new SimulationRun(day with { Seed = seed }, journal: null);
            run.Run();
            if (run.Failure is { } failure)
                wrong[seed] = $"{failure.Rule}: {failure.Detail}";
            else if (run.Journal.Violations is [var first, ..])
                wrong[seed] = $"law {first.Law}: {first.Detail}";
        });
        wrong.ShouldBeEmpty(string.Join('\n', wrong.OrderBy(found => found.Key).Select(found => $"--seed {found.Key}: {found.Value}")));
    }

    [Fact]
    public void A_few_seeds_make_everything_happen_that_can_happen()
    {
        var never = typeof(IEvent).Assembly.GetTypes().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IEvent))).ToHashSet();
        for (var seed = 1; seed <= 10; seed++)
            Simulator.Run(Day with { Seed = seed }, TimeProvider.System, record => never.Remove(record.Recorded.Event.GetType()));
        never.ShouldBeEmpty();
    }
}

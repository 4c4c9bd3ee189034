using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Workloads;

/// <summary>Rule 35: the bands of estimated waits are meant to hold four waits out of five.</summary>
[ChaosTests]
public sealed class EstimateQualityTests
{
    private static readonly SimulationParameters Constant = new() { Hours = 60, WarmUpHours = 10 };

    private static readonly Dictionary<string, SimulationParameters> Centres = new()
    {
        ["Erlang C"] = Constant with { Agents = 12 },
        ["Erlang C, fifty-five agents"] = Constant with { ArrivalsPerHour = 720, HandleSeconds = 240, Agents = 55, Hours = 20 },
        ["Erlang A"] = Constant with { Agents = 10, PatienceSeconds = 180 },
        ["two priorities"] = Constant with { Agents = 12, VipShare = 0.2 },
        ["callbacks"] = Constant with { Agents = 12, PatienceSeconds = 300, CallbackShare = 0.5 },
        ["working days"] = Constant with { Agents = 17, PatienceSeconds = 300, Day = true, Hours = 240, WarmUpHours = 24 },
    };

    public static TheoryData<string> Names => [.. Centres.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Rule("35")]
    public void Waits_fall_into_their_bands_and_estimates_are_right_on_average(string name)
    {
        var estimate = Simulator.Run(Centres[name], TimeProvider.System).Figures.Estimate.ShouldNotBeNull(name);
        estimate.Estimates.ShouldBeGreaterThan(1000);
        estimate.ShareInBand.ShouldBeInRange(0.75, 0.9, name);
        estimate.Bias.ShouldBeInRange(-0.1, 0.1, name);
        estimate.WhileWaiting.ShouldNotBeNull().ShareInBand.ShouldBeInRange(0.75, 0.9, name);
    }
}

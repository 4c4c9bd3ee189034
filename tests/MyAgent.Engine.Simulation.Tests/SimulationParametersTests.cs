using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests;

[UnitTests]
public sealed class SimulationParametersTests
{
    private static readonly SimulationParameters Usual = new();

    public static TheoryData<SimulationParameters, string> Wrong => new()
    {
        { Usual with { ArrivalsPerHour = 0 }, "--arrivals-per-hour" },
        { Usual with { ArrivalsPerHour = double.NaN }, "--arrivals-per-hour" },
        { Usual with { HandleSeconds = -1 }, "--handle-seconds" },
        { Usual with { Agents = 0 }, "--agents" },
        { Usual with { WrapUpSeconds = -1 }, "--wrap-up-seconds" },
        { Usual with { WrapUpSeconds = 180 }, "--wrap-up-seconds" },
        { Usual with { PatienceSeconds = 0 }, "--patience-seconds" },
        { Usual with { CallbackShare = 1.1 }, "--callback-share" },
        { Usual with { VipShare = -0.1 }, "--vip-share" },
        { Usual with { ServiceLevelSeconds = -1 }, "--service-level-seconds" },
        { Usual with { Hours = 0 }, "--hours" },
        { Usual with { WarmUpHours = double.PositiveInfinity }, "--warm-up-hours" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_simulated_is_refused_by_name(SimulationParameters wrong, string option)
    {
        wrong.Trouble()!.ShouldStartWith(option);
        Should.Throw<ArgumentException>(() => Simulator.Run(wrong, TimeProvider.System));
    }

    [Fact]
    public void The_usual_values_can_be_simulated() => Usual.Trouble().ShouldBeNull();
}

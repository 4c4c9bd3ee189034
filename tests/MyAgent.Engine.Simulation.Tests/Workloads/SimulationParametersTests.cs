using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Workloads;

[UnitTests]
public sealed class SimulationParametersTests
{
    private static readonly SimulationParameters Default = new();

    private static readonly (SimulationParameters Parameters, string Option)[] Wrong =
    [
        (Default with { ArrivalsPerHour = 0 }, "--arrivals-per-hour"),
        (Default with { ArrivalsPerHour = double.NaN }, "--arrivals-per-hour"),
        (Default with { HandleSeconds = -1 }, "--handle-seconds"),
        (Default with { Agents = 0 }, "--agents"),
        (Default with { WrapUpSeconds = -1 }, "--wrap-up-seconds"),
        (Default with { WrapUpSeconds = 180 }, "--wrap-up-seconds"),
        (Default with { PatienceSeconds = 0 }, "--patience-seconds"),
        (Default with { CallbackShare = 1.1 }, "--callback-share"),
        (Default with { VipShare = -0.1 }, "--vip-share"),
        (Default with { ServiceLevelSeconds = -1 }, "--service-level-seconds"),
        (Default with { Hours = 0 }, "--hours"),
        (Default with { WarmUpHours = double.PositiveInfinity }, "--warm-up-hours"),
    ];

    [Fact]
    public void A_parameter_out_of_range_is_refused_by_its_name()
    {
        foreach (var (parameters, option) in Wrong)
        {
            parameters.Trouble().ShouldNotBeNull(option).ShouldStartWith(option);
            Should.Throw<ArgumentException>(() => Simulator.Run(parameters, TimeProvider.System), option);
        }
    }

    [Fact]
    public void The_usual_values_can_be_simulated() => Default.Trouble().ShouldBeNull();
}

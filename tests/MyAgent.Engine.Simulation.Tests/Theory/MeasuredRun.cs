using MyAgent.Engine.Simulation.Figures;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Theory;

/// <summary>A simulation whose figures each have a standard error.</summary>
internal sealed class MeasuredRun
{
    private MeasuredRun(SimulationParameters centre, Measurements measurements, SimulationOutcome outcome) =>
        (Centre, Of, Figures) = (centre, measurements, outcome.Figures);

    public SimulationParameters Centre { get; }

    public Measurements Of { get; }

    public SimulationFigures Figures { get; }

    /// <summary>Runs a simulation, in which no law may be broken.</summary>
    public static MeasuredRun Run(SimulationParameters centre)
    {
        centre = centre with { WarmUpHours = 10 };
        var from = Simulator.Start + TimeSpan.FromHours(centre.WarmUpHours);
        var measurements = new Measurements(from, from + TimeSpan.FromHours(centre.Hours), centre.ServiceLevelSeconds);
        var outcome = Simulator.Run(centre, TimeProvider.System, measurements.Take);
        outcome.Violations.ShouldBeEmpty();
        outcome.Figures.LawsChecked.ShouldBeGreaterThan(outcome.Figures.Contacts);
        return new MeasuredRun(centre, measurements, outcome);
    }

    public static void ShouldAgree(Estimate measured, double? theory, string what) =>
        ShouldAgree(measured.Value, measured.StandardError, theory, what);

    /// <summary>Within three standard errors.</summary>
    public static void ShouldAgree(double? measured, double? standardError, double? theory, string what) =>
        Math.Abs(measured!.Value - theory!.Value).ShouldBeLessThan(3 * standardError!.Value, $"{what}: {measured} measured, {theory} by theory, standard error {standardError}");
}

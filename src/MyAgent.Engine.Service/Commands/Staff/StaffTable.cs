using System.Globalization;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Simulation.Staffing;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Service.Commands.Staff;

/// <summary>A staffing plan, as people read it, in 80 columns.</summary>
internal static class StaffTable
{
    /// <summary>Writes the plan.</summary>
    public static void Write(Terminal terminal, StaffTarget target, SimulationParameters traffic, StaffingPlan plan)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{target}: {plan.Agents} agents by simulation of the rules,"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{plan.TheoryAgents} by {plan.Model}."));
        terminal.Line();
        terminal.Table(["Agents", "In time", "± 95 %", "Theory", "Wait, s", "Theory", "Callback", "Abandoned", "Busy"], plan.Rows.Select(Cells));
        terminal.Line();
        foreach (var row in plan.Rows.Where(row => row.Simulated is null))
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Agents} agents cannot cope: the waiting list grows without limit."));
        if (traffic.WrapUpSeconds > 0)
            terminal.Line("Theory takes the whole handle time as exponential, the wrap-up as well.");
        if (!plan.Certain)
            terminal.Line("The simulations are too short to be certain of one agent: try more --hours.");
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"Each simulation: {traffic.Hours:0.###} h after {traffic.WarmUpHours:0.###} h of warm-up, seed {traffic.Seed}."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"The laws were checked {plan.Runs.Sum(run => run.Outcome.Figures.LawsChecked)} times and broken {plan.Runs.Sum(run => run.Outcome.Figures.Violations)} times."));
    }

    private static string[] Cells(StaffingRow row) =>
    [
        row.Agents.ToString(CultureInfo.InvariantCulture),
        Percent(row.Simulated?.ServiceLevel),
        Percent(row.Simulated?.HalfWidth95.ServiceLevel),
        Percent(row.Theory.ServiceLevel),
        Number(row.Simulated?.MeanWaitSeconds),
        Number(row.Theory.MeanWaitSeconds),
        Number(row.Simulated?.Callback.MeanWaitSeconds),
        Percent(row.Simulated?.Abandonment),
        Percent(row.Simulated?.Occupancy),
    ];

    private static string Percent(double? value) => value is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %") : "-";

    private static string Number(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}

using MyAgent.Engine.Simulation.Staffing;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Service.Commands.Staff;

/// <summary>The answer of <c>myagent staff --json</c>. The same call gives the same document.</summary>
/// <param name="Target">The service level that was asked for.</param>
/// <param name="Agents">The fewest agents that give it by simulation of the real rules.</param>
/// <param name="Certain">Whether the simulated service levels of that number and of one fewer are farther from the target than their half widths.</param>
/// <param name="TheoryAgents">The fewest agents that give it by the formula.</param>
/// <param name="Model">The formula's name.</param>
/// <param name="Rows">What that number, one more, one fewer and the number by the formula do, in order.</param>
/// <param name="Hours">The measured period of each simulation, in hours.</param>
/// <param name="WarmUpHours">The warm-up of each, in hours.</param>
/// <param name="Seed">The seed of all.</param>
/// <param name="LawsChecked">How often the laws were checked, in all simulations.</param>
/// <param name="Violations">How often a law was broken.</param>
internal sealed record StaffDocument(
    StaffTarget Target,
    int Agents,
    bool Certain,
    int TheoryAgents,
    string? Model,
    IReadOnlyList<StaffingRow> Rows,
    double Hours,
    double WarmUpHours,
    long Seed,
    long LawsChecked,
    long Violations)
{
    /// <summary>The answer for a plan.</summary>
    public static StaffDocument Of(StaffTarget target, SimulationParameters traffic, StaffingPlan plan) => new(
        target, plan.Agents, plan.Certain, plan.TheoryAgents, plan.Model, plan.Rows, traffic.Hours, traffic.WarmUpHours, traffic.Seed,
        plan.Runs.Sum(run => run.Outcome.Figures.LawsChecked), plan.Runs.Sum(run => run.Outcome.Figures.Violations));
}

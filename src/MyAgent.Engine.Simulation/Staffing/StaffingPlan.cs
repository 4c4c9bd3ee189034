using MyAgent.Engine.Simulation.Figures;
using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Staffing;

/// <summary>How many agents a queue needs.</summary>
/// <param name="Model">The formula's name.</param>
/// <param name="TheoryAgents">The fewest agents that give the service level by the formula.</param>
/// <param name="Agents">The fewest agents that give it by simulation of the real rules.</param>
/// <param name="Certain">Whether the simulated service levels of that number and of one fewer are farther from the target than their half widths.</param>
/// <param name="Rows">What that number, one more, one fewer and the number by the formula do, in order.</param>
/// <param name="Runs">All simulations that were run, by their numbers of agents.</param>
internal sealed record StaffingPlan(string? Model, int TheoryAgents, int Agents, bool Certain, IReadOnlyList<StaffingRow> Rows, IReadOnlyList<StaffingRun> Runs);

/// <summary>What a number of agents does.</summary>
/// <param name="Agents">The number of agents.</param>
/// <param name="Theory">By queueing theory; all null if they cannot cope with the traffic.</param>
/// <param name="Simulated">By simulation; null if they cannot cope with the traffic: the waiting list grows without limit.</param>
internal sealed record StaffingRow(int Agents, TheoryFigures Theory, SimulatedStaffing? Simulated);

/// <summary>One simulation.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Outcome">Its outcome.</param>
internal sealed record StaffingRun(SimulationParameters Parameters, SimulationOutcome Outcome);

/// <summary>What a number of agents does, simulated.</summary>
/// <param name="Contacts">How many contacts arrived in the measured period.</param>
/// <param name="ServiceLevel">The share of all that got an agent in time.</param>
/// <param name="ProbabilityOfWaiting">The share that did not get an agent at once.</param>
/// <param name="MeanWaitSeconds">The mean wait of all that were not abandoned, in seconds.</param>
/// <param name="Abandonment">The share that was abandoned.</param>
/// <param name="Occupancy">The share of their time for which agents were busy.</param>
/// <param name="Callback">The contacts that turned into callback requests, and their mean wait.</param>
/// <param name="HalfWidth95">How far the figures may be off.</param>
internal sealed record SimulatedStaffing(
    long Contacts,
    double? ServiceLevel,
    double? ProbabilityOfWaiting,
    double? MeanWaitSeconds,
    double? Abandonment,
    double Occupancy,
    ClassFigures Callback,
    HalfWidths HalfWidth95)
{
    /// <summary>The figures of a simulation.</summary>
    public static SimulatedStaffing Of(SimulationFigures figures) => new(
        figures.Contacts, figures.ServiceLevel, figures.ProbabilityOfWaiting, figures.MeanWaitSeconds, figures.Abandonment, figures.Occupancy, figures.Classes.Callback,
        figures.HalfWidth95);
}

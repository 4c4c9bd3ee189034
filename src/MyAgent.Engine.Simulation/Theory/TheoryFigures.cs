namespace MyAgent.Engine.Simulation.Theory;

/// <summary>The figures that queueing theory gives for a simulation; null for those that no formula gives.</summary>
/// <param name="Model">The formula's name; one that is only an approximation says so. Null where no formula fits: then all else is null.</param>
/// <param name="ProbabilityOfWaiting">The share of contacts that find every agent busy.</param>
/// <param name="MeanWaitSeconds">The mean wait of those that were not abandoned, in seconds.</param>
/// <param name="MeanWaitSecondsOfAll">The mean wait of all, in seconds.</param>
/// <param name="ServiceLevel">The share of all that get an agent in time.</param>
/// <param name="Abandonment">The share of all that are abandoned.</param>
/// <param name="Occupancy">The share of their time for which agents are busy.</param>
/// <param name="MeanQueueLength">The mean number in the waiting list.</param>
/// <param name="Classes">The mean wait of each class.</param>
internal sealed record TheoryFigures(
    string? Model,
    double? ProbabilityOfWaiting = null,
    double? MeanWaitSeconds = null,
    double? MeanWaitSecondsOfAll = null,
    double? ServiceLevel = null,
    double? Abandonment = null,
    double? Occupancy = null,
    double? MeanQueueLength = null,
    TheoryClasses? Classes = null);

/// <summary>The mean wait of each class that is not abandoned, in seconds; null for a class that is empty or that no formula knows.</summary>
/// <param name="Normal">Callers without priority.</param>
/// <param name="Vip">Callers with priority.</param>
/// <param name="Call">Callers who stayed on the line, whether or not they had to wait.</param>
/// <param name="Callback">Callers who had to wait and turned into callback requests.</param>
internal sealed record TheoryClasses(double? Normal, double? Vip, double? Call, double? Callback);

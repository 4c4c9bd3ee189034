using MyAgent.Engine.Simulation.Theory;

namespace MyAgent.Engine.Simulation.Figures;

/// <summary>The figures of a simulation. The same seed gives the same figures, except the last two.</summary>
/// <param name="Contacts">How many contacts arrived in the time watched: each was served or abandoned.</param>
/// <param name="Served">How many of them an agent served, callbacks among them.</param>
/// <param name="Abandoned">How many of them the caller abandoned.</param>
/// <param name="Callbacks">How many of them turned into callback requests.</param>
/// <param name="ProbabilityOfWaiting">The share that did not get an agent at once.</param>
/// <param name="MeanWaitSeconds">The mean wait until an agent was assigned, of all that were not abandoned, in seconds.</param>
/// <param name="MeanWaitSecondsOfAll">The mean wait of all, in seconds.</param>
/// <param name="ServiceLevel">The share of all that got an agent in time.</param>
/// <param name="Abandonment">The share of all that was abandoned.</param>
/// <param name="Occupancy">The share of their time for which agents were busy, with a contact or in its wrap-up.</param>
/// <param name="MeanQueueLength">The mean number in the waiting list.</param>
/// <param name="Classes">The contacts by class.</param>
/// <param name="Theory">What queueing theory says.</param>
/// <param name="HalfWidth95">How far the measured figures may be off.</param>
/// <param name="Estimate">How good the estimates of waits were; null with faults, where they were not measured, and where no contact had to wait.</param>
/// <param name="LawsChecked">How often the laws were asked: once for each event and each moment at rest.</param>
/// <param name="Violations">How often a law was broken.</param>
/// <param name="ContactsPerSecond">How many contacts were simulated in a second, the unwatched among them.</param>
/// <param name="ElapsedSeconds">How long the simulation took, in seconds.</param>
internal sealed record SimulationFigures(
    long Contacts,
    long Served,
    long Abandoned,
    long Callbacks,
    double? ProbabilityOfWaiting,
    double? MeanWaitSeconds,
    double? MeanWaitSecondsOfAll,
    double? ServiceLevel,
    double? Abandonment,
    double Occupancy,
    double MeanQueueLength,
    FiguresByClass Classes,
    TheoryFigures Theory,
    HalfWidths HalfWidth95,
    EstimateFigures? Estimate,
    long LawsChecked,
    long Violations,
    double ContactsPerSecond,
    double ElapsedSeconds);

/// <summary>The contacts by class; each is in one of the first two and in one of the last two.</summary>
/// <param name="Normal">Without priority.</param>
/// <param name="Vip">With priority.</param>
/// <param name="Call">Callers who stayed on the line, whether or not they had to wait.</param>
/// <param name="Callback">Callers who had to wait and turned into callback requests.</param>
internal sealed record FiguresByClass(ClassFigures Normal, ClassFigures Vip, ClassFigures Call, ClassFigures Callback);

/// <summary>95 % confidence half widths, from batch means; null where the time watched was too short to tell.</summary>
/// <param name="ProbabilityOfWaiting">Of the share that had to wait.</param>
/// <param name="MeanWaitSeconds">Of the mean wait of those not abandoned, in seconds.</param>
/// <param name="MeanWaitSecondsOfAll">Of the mean wait of all, in seconds.</param>
/// <param name="ServiceLevel">Of the share served in time.</param>
/// <param name="Abandonment">Of the share abandoned.</param>
internal sealed record HalfWidths(
    double? ProbabilityOfWaiting, double? MeanWaitSeconds, double? MeanWaitSecondsOfAll, double? ServiceLevel, double? Abandonment);

using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Simulation.Faults;
using MyAgent.Engine.Simulation.Figures;

namespace MyAgent.Engine.Simulation;

/// <summary>The outcome of a simulation.</summary>
/// <param name="Figures">The measured figures.</param>
/// <param name="Violations">The laws that were broken: every time, or with faults where it happened first.</param>
/// <param name="Failure">With faults: the rule that failed, where the run ended; null where none did.</param>
/// <param name="ShortestHistory">With faults: all that happened in the shortest run that was found to break the same law, or before the same rule
/// failed; else empty.</param>
internal sealed record SimulationOutcome(
    SimulationFigures Figures, IReadOnlyList<LawViolation> Violations, RuleFailure? Failure, IReadOnlyList<JournalRecord> ShortestHistory);

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>Ends a run in which a rule has failed.</summary>
internal sealed class RuleFailedException(RuleFailure failure, Exception? thrown = null)
    : Exception($"{failure.Rule} of {failure.Entity} at {failure.At:O}: {failure.Detail}", thrown)
{
    public RuleFailure Failure => failure;
}

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The engine cannot take a command at the moment, or cannot say whether it took effect: try again under the same command id.</summary>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record EngineUnavailable(string Reason)
{
    /// <summary>The answer to a command that was lost because its entity stopped.</summary>
    internal static EngineUnavailable Unknown { get; } =
        new("The entity stopped before it could answer. Whether the command took effect is unknown: try again under the same key.");
}

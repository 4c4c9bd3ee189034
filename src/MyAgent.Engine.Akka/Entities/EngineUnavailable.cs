namespace MyAgent.Engine.Akka.Entities;

/// <summary>The engine cannot take a command at the moment, or cannot say whether it took effect: try again under the same command id.</summary>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record EngineUnavailable(string Reason)
{
    /// <summary>What a command is answered with that its entity has lost.</summary>
    internal static EngineUnavailable Unknown { get; } =
        new("The entity has stopped before it could answer. Whether the command took effect is not known: try again under the same key.");
}

namespace MyAgent.Engine.Embedded;

/// <summary>Something that went wrong inside the engine and that an operator should see in a log.</summary>
/// <param name="What">What, as a sentence.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record EngineFault(string What, Exception Exception);

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>The engine's HOCON files cannot be read, or have a value that is not allowed.</summary>
/// <param name="message">What is wrong, as sentences for the operator.</param>
public sealed class InvalidEngineConfigurationException(string message) : Exception(message);

namespace MyAgent.Engine.Service.Client;

/// <summary>The server cannot be reached, does not answer in time, or does not answer as the engine does.</summary>
/// <param name="code">A stable code: cannotConnect, noAnswer or noEngine.</param>
/// <param name="message">What is wrong, for people.</param>
internal sealed class ServerUnreachableException(string code, string message) : Exception(message)
{
    /// <summary>A stable code: cannotConnect, noAnswer or noEngine.</summary>
    public string Code => code;
}

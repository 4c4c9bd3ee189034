namespace MyAgent.Engine.Service.Commands.Failures;

/// <summary>The command was called wrongly in a way that only the command itself finds out.</summary>
/// <param name="message">What is wrong, for people.</param>
internal sealed class WrongCallException(string message) : Exception(message);

/// <summary>The command was called rightly and cannot do its work.</summary>
/// <param name="exitCode">The command's exit code, one of those of <see cref="Failures.ExitCode"/>.</param>
/// <param name="code">A stable word for what is wrong.</param>
/// <param name="message">What is wrong, for people.</param>
internal sealed class CommandFailedException(int exitCode, string code, string message) : Exception(message)
{
    /// <summary>The command's exit code.</summary>
    public int ExitCode => exitCode;

    /// <summary>A stable word for what is wrong.</summary>
    public string Code => code;
}

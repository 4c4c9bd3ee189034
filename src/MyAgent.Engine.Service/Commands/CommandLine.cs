using System.CommandLine;
using System.CommandLine.Help;

namespace MyAgent.Engine.Service.Commands;

/// <summary>The <c>myagent</c> command line.</summary>
internal static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A check failed, or the command could not do its work.</summary>
    public const int Failed = 1;

    /// <summary>The call was wrong.</summary>
    public const int WrongCall = 2;

    /// <summary>Runs a command.</summary>
    /// <param name="args">What was typed.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("The contact-centre queue engine.") { ServeCommand.Create(), SimulateCommand.Create() };
        var call = root.Parse(args);
        if (call.Errors.Count > 0 && call.Action is not HelpAction)
        {
            foreach (var error in call.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("'myagent --help' says how it is called.");
            return WrongCall;
        }
        try
        {
            // Signals belong to the command: serve takes its time to answer what it has taken in.
            return await call.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (WrongCallException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongCall;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
    }
}

/// <summary>The command was called wrongly in a way that only the command itself finds out.</summary>
/// <param name="message">What is wrong, for people.</param>
internal sealed class WrongCallException(string message) : Exception(message);

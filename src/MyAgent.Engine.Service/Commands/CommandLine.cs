using System.CommandLine;
using System.CommandLine.Help;
using MyAgent.Engine.Service.Commands.Demo;
using MyAgent.Engine.Service.Commands.Journal;
using MyAgent.Engine.Service.Commands.Operating;
using MyAgent.Engine.Service.Commands.Replay;
using MyAgent.Engine.Service.Commands.Simulate;

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

    private static readonly Lazy<RootCommand> Root = new(Create);

    /// <summary>Runs a command.</summary>
    /// <param name="args">What was typed.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a command that writes elsewhere than to the console.</summary>
    /// <param name="args">What was typed.</param>
    /// <param name="output">Where its answer goes.</param>
    /// <param name="error">Where it says what went wrong.</param>
    /// <param name="cancel">Ends it, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        var call = Root.Value.Parse(args);
        if (call.Errors.Count > 0 && call.Action is not HelpAction)
        {
            foreach (var wrong in call.Errors)
                await error.WriteLineAsync(wrong.Message);
            await error.WriteLineAsync("'myagent --help' says how it is called.");
            return WrongCall;
        }
        try
        {
            // Signals belong to the command: serve takes its time to answer what it has taken in.
            return await call.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = error,
            }, cancel);
        }
        catch (Exception failure)
        {
            await error.WriteLineAsync(failure.Message);
            return failure is WrongCallException or RefusedCallException { IsFaultOfCaller: true } ? WrongCall : Failed;
        }
    }

    private static RootCommand Create() => new("The contact-centre queue engine.")
    {
        ServeCommand.Create(),
        DemoCommand.Create(),
        SimulateCommand.Create(),
        ReplayCommand.Create(),
        QueueCommands.CreateList(),
        QueueCommands.CreateFamily(),
        AgentCommands.CreateList(),
        AgentCommands.CreateFamily(),
        CallbacksCommand.Create(),
        ExplainCommand.Create(),
        EventsCommand.Create(),
        JournalCommands.Create(),
        TokenCommands.Create(),
    };
}

/// <summary>The command was called wrongly in a way that only the command itself finds out.</summary>
/// <param name="message">What is wrong, for people.</param>
internal sealed class WrongCallException(string message) : Exception(message);

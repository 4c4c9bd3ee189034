using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.Json;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Demo;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Journal;
using MyAgent.Engine.Service.Commands.Operate;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Replay;
using MyAgent.Engine.Service.Commands.Serve;
using MyAgent.Engine.Service.Commands.Simulate;
using MyAgent.Engine.Service.Commands.Staff;
using MyAgent.Engine.Service.Commands.Telephony;

namespace MyAgent.Engine.Service.Commands;

/// <summary>The <c>myagent</c> command line.</summary>
internal static class CommandLine
{
    /// <summary>The name of the program on the command line.</summary>
    private const string Program = "myagent";

    private static readonly Lazy<RootCommand> Root = new(Create);

    /// <summary>Runs a command.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a command with another output than the console.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">The output.</param>
    /// <param name="error">The error output.</param>
    /// <param name="cancel">Ends it, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        var call = Root.Value.Parse(args);
        if (call.Errors.Count > 0)
        {
            var wrong = string.Join(Environment.NewLine, call.Errors.Select(OnOneLine));
            return await FailAsync(call, new Failure(ExitCode.WrongCall, "wrongCall", wrong), output, error);
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
            return await FailAsync(call, ExitCode.Of(failure), output, error);
        }
    }

    private static async Task<int> FailAsync(ParseResult call, Failure failure, TextWriter output, TextWriter error)
    {
        await error.WriteLineAsync(failure.Detail);
        if (call.Errors.Count > 0)
            await error.WriteLineAsync($"Run '{NameOf(call)} --help' for usage.");
        if (call.GetResult(ApiCommand.Json) is { Implicit: false })
            await output.WriteLineAsync(JsonSerializer.Serialize(failure, CommandJson.Options));
        return failure.ExitCode;
    }

    private static string OnOneLine(ParseError error) => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The command that was called, as it is typed: <c>myagent queue show</c>.</summary>
    private static string NameOf(ParseResult call)
    {
        var name = "";
        for (SymbolResult? result = call.CommandResult; result is CommandResult { Command: not RootCommand } command; result = command.Parent)
            name = $" {command.Command.Name}{name}";
        return Program + name;
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("The contact-centre queue engine.")
        {
            ServeCommand.Create(),
            AsteriskCommand.Create(),
            DemoCommand.Create(),
            SimulateCommand.Create(),
            StaffCommand.Create(),
            ReplayCommand.Create(),
            QueueCommands.CreateList(),
            QueueCommands.CreateFamily(),
            AgentCommands.CreateList(),
            AgentCommands.CreateFamily(),
            CallbacksCommand.Create(),
            ContactsCommand.Create(),
            ExplainCommand.Create(),
            EventsCommand.Create(),
            ClusterCommands.CreateFamily(),
            ClusterCommands.CreateShards(),
            EntityCommands.CreateFamily(),
            ClusterCommands.CreateActors(),
            JournalCommands.Create(),
            ConfigCommands.CreateFamily(),
            TokenCommands.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new RootHelp((HelpAction)help.Action!);
        return root;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Commands;

/// <summary>The help of the command line as a whole, with the exit codes below it.</summary>
/// <param name="help">Writes the help of any command.</param>
internal sealed class RootHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
            WriteExitCodes(parseResult.InvocationConfiguration.Output);
        return exitCode;
    }

    private static void WriteExitCodes(TextWriter output)
    {
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCode.All)
            output.WriteLine($"  {code}  {meaning}");
        output.WriteLine();
    }
}

using System.Text.Json;
using MyAgent.Engine.Service.Commands;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary>What a command that was run came to.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, error);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json()
    {
        ExitCode.ShouldBe(0, Error);
        return JsonDocument.Parse(Output).RootElement;
    }

    public CommandRun ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, Output + Error);
        return this;
    }
}

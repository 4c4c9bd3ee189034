using System.Diagnostics;
using System.Text.Json;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary>Runs the program itself, in an environment and a directory of its own.</summary>
[IntegrationTests]
public sealed class EnvironmentTests(CommandsFixture engine) : IClassFixture<CommandsFixture>
{
    [Fact]
    public async Task Server_and_token_come_from_the_environment()
    {
        var (exitCode, output) = await RunAsync(Path.GetTempPath(), (ApiCommand.ServerVariable, engine.Address.AbsoluteUri), (ClientToken.Variable, engine.Token));

        exitCode.ShouldBe(0);
        JsonDocument.Parse(output).RootElement.GetProperty("queues")[0].GetProperty("queueId").GetString().ShouldBe("sales");
    }

    [Fact]
    public async Task The_token_of_the_engine_on_this_machine_is_used_where_none_is_given()
    {
        var parent = Directory.CreateTempSubdirectory("myagent-parent-").FullName;
        var data = new DataDirectory(Path.Combine(parent, DataDirectory.Default));
        data.Create();
        await File.WriteAllTextAsync(data.AdminToken, engine.Token);
        try
        {
            (await RunAsync(parent, (ApiCommand.ServerVariable, engine.Address.AbsoluteUri))).ExitCode.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_token_every_request_is_rejected()
    {
        var (exitCode, output) = await RunAsync(Path.GetTempPath(), (ApiCommand.ServerVariable, engine.Address.AbsoluteUri));

        exitCode.ShouldBe(ExitCode.NotAllowed);
        JsonDocument.Parse(output).RootElement.GetProperty("status").GetInt32().ShouldBe(401);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string directory, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "queues", "--json"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(ClientToken.Variable);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await Task.WhenAll(process.WaitForExitAsync(), error);
        return (process.ExitCode, output);
    }
}

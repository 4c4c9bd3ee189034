using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Asterisk;
using MyAgent.Engine.Asterisk.Checks;
using MyAgent.Engine.Asterisk.Engine;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Telemetry;

namespace MyAgent.Engine.Service.Commands.Telephony;

/// <summary><c>myagent asterisk</c>: the connector to Asterisk as a process of its own, and a check of both sides.</summary>
internal static class AsteriskCommand
{
    private static readonly Option<string> Settings = new("--settings")
    {
        Description = "The settings file.",
        DefaultValueFactory = _ => "asterisk.json",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("asterisk", "Real telephones, by Asterisk.")
    {
        CreateRun(), CreateCheck(),
    };

    private static Command CreateRun()
    {
        var run = new Command("run", "Connects Asterisk with the engine until Ctrl-C or SIGTERM.") { Settings, ApiCommand.Server, ApiCommand.Token };
        run.SetAction(RunAsync);
        return run;
    }

    private static Command CreateCheck()
    {
        var check = new Command("check", "Looks at a running Asterisk and at the engine, and says what is wrong.")
        {
            Settings, ApiCommand.Server, ApiCommand.Token, ApiCommand.Json,
        };
        check.SetAction(CheckAsync);
        return check;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var asterisk = ConnectedAsterisk.Read(call.GetValue(Settings)!);
        var (server, token) = ApiCommand.ServerAndToken(call);
        using var http = ConnectedAsterisk.ClientOf(server, token);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseEngineLogging();
        builder.Services.AddHostedService(services => new AsteriskConnector(
            asterisk.Settings, asterisk.Password, http, TimeProvider.System, services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Asterisk")));
        using var host = builder.Build();
        await host.RunAsync(cancel);
        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(ParseResult call, CancellationToken cancel)
    {
        var asterisk = ConnectedAsterisk.Read(call.GetValue(Settings)!);
        var (server, token) = ApiCommand.ServerAndToken(call);
        using var http = ConnectedAsterisk.ClientOf(server, token);
        var check = new AsteriskCheck(asterisk.Settings, asterisk.Password, new EngineApi(http, asterisk.Settings.Name, TimeProvider.System), TimeProvider.System);
        var terminal = Terminal.Of(call);
        List<Finding> found = [];
        await foreach (var finding in check.RunAsync(cancel))
        {
            found.Add(finding);
            if (!call.GetValue(ApiCommand.Json))
                terminal.Line($"{Word(finding.Kind),-6} {finding.Text}");
        }
        if (call.GetValue(ApiCommand.Json))
            await call.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(found, CommandJson.Options));
        return found.Any(finding => finding.Kind == FindingKind.Wrong) ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.Right => "ok",
        FindingKind.Wrong => "WRONG",
        _ => "note",
    };
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary>A script knows by the exit code of a command what to do next.</summary>
[IntegrationTests]
public sealed class ExitCodeTests(CommandsFixture engine) : IClassFixture<CommandsFixture>
{
    [Theory]
    [InlineData(400, ExitCode.WrongCall)]
    [InlineData(401, ExitCode.NotAllowed)]
    [InlineData(403, ExitCode.NotAllowed)]
    [InlineData(404, ExitCode.NotFound)]
    [InlineData(409, ExitCode.Refused)]
    [InlineData(413, ExitCode.WrongCall)]
    [InlineData(422, ExitCode.Refused)]
    [InlineData(500, ExitCode.Failed)]
    [InlineData(503, ExitCode.NotReady)]
    public void A_refusal_of_the_server_has_the_exit_code_of_its_kind(int status, int exitCode) => ExitCode.OfStatus(status).ShouldBe(exitCode);

    [Fact]
    public async Task The_help_lists_the_exit_codes()
    {
        var help = (await CommandRun.OfAsync("--help")).ShouldEndWith(ExitCode.Done).Output;

        foreach (var (code, meaning) in ExitCode.All)
            help.ShouldContain($"  {code}  {meaning}{Environment.NewLine}");
        ExitCode.All.Select(exit => exit.Code).ShouldBe(Enumerable.Range(0, ExitCode.All.Count));
    }

    [Fact]
    public async Task A_token_that_is_not_allowed_to_do_it_says_so()
    {
        var made = (await engine.AskAsync("token", "create", "--role", "connector", "--json")).Json();

        var run = await CommandRun.OfAsync("token", "list", "--server", engine.Address.AbsoluteUri, "--token", made.GetProperty("token").GetString()!);

        run.ShouldEndWith(ExitCode.NotAllowed).Error.ShouldStartWith("The token from --token is not allowed to do this (403)");
    }

    [Fact]
    public async Task Where_nothing_listens_nothing_can_be_connected_to()
    {
        var run = await CommandRun.OfAsync("queues", "--server", $"http://127.0.0.1:{Ports.Take()}");

        run.ShouldEndWith(ExitCode.CannotConnect).Error.ShouldContain("'myagent serve'");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_server_of_another_kind_is_not_taken_for_the_engine(int status)
    {
        await using var server = await StartAsync(app => app.MapFallback(() => Results.Content("<h1>Hello</h1>", "text/html", statusCode: status)));

        (await CommandRun.OfAsync("queues", "--server", server.Urls.Single())).ShouldEndWith(ExitCode.CannotConnect).Error.ShouldContain(server.Urls.Single());
    }

    [Fact]
    public async Task An_engine_that_stands_by_is_not_ready()
    {
        await using var standby = EngineServer.BuildStandby("http://127.0.0.1:0", () => "This engine is a standby.");
        await standby.StartAsync();

        (await CommandRun.OfAsync("queues", "--server", standby.Urls.Single())).ShouldEndWith(ExitCode.NotReady).Error.ShouldContain("standby");
    }

    [Fact]
    public async Task A_PostgreSQL_server_that_does_not_answer_cannot_be_connected_to()
    {
        var connection = $"Host=127.0.0.1;Port={Ports.Take()};Database=engine;Username=engine";

        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection)).ShouldEndWith(ExitCode.CannotConnect);
        (await CommandRun.OfAsync("journal", "stats", "--journal", "postgres", "--connection", connection)).ShouldEndWith(ExitCode.CannotConnect);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        var (exitCode, error) = await ServeAsync("--urls", engine.Address.AbsoluteUri);

        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldBe($"Cannot listen on {engine.Address.AbsoluteUri}: the port is in use by another program. --urls names another address.\n");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_in_one_line()
    {
        var (exitCode, error) = await ServeAsync("--urls", "http://192.0.2.1:5080");

        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldBe("Cannot listen on http://192.0.2.1:5080: this machine does not have the address. --urls names another address.\n");
    }

    [Fact]
    public async Task An_https_address_without_a_certificate_is_no_critical_failure_of_the_engine()
    {
        var (exitCode, error) = await ServeAsync("--urls", "https://127.0.0.1:0");

        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldContain("certificate");
        error.ShouldNotContain("crit:");
    }

    [Fact]
    public async Task A_data_directory_without_a_name_is_a_wrong_call() =>
        (await CommandRun.OfAsync("serve", "--data", "")).ShouldEndWith(ExitCode.WrongCall).Error.ShouldStartWith("--data must name a directory");

    [Fact]
    public async Task A_journal_plugin_is_the_choice_of_an_engine_in_one_process() =>
        (await CommandRun.OfAsync("serve", "--host", "cluster", "--journal-plugin", "group-commit"))
            .ShouldEndWith(ExitCode.WrongCall).Error.ShouldStartWith("--journal-plugin requires --host solo.");

    [Fact]
    public async Task A_data_directory_in_use_is_told_in_one_line()
    {
        var (exitCode, error) = await ServeAsync("--urls", "http://127.0.0.1:0", "--data", engine.Data.FullPath);

        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldContain(engine.Data.FullPath);
        error.ShouldEndWith("\n");
        error.Count(character => character == '\n').ShouldBe(1, error);
    }

    [Theory]
    [InlineData("myagent.dll", "is a file, not a directory.")]
    [InlineData("myagent.dll/data", "cannot be created")]
    [InlineData("/proc/data", "cannot be created")]
    public async Task A_data_directory_that_cannot_be_made_is_told_in_one_line(string data, string expected)
    {
        var (exitCode, error) = await ServeAsync("--urls", "http://127.0.0.1:0", "--data", Path.Combine(AppContext.BaseDirectory, data));

        exitCode.ShouldBe(ExitCode.Failed);
        error.ShouldContain(expected);
        error.Count(character => character == '\n').ShouldBe(1, error);
    }

    [Theory]
    [InlineData("agent show missing --json", ExitCode.NotFound, "unknownAgent", 404)]
    [InlineData("token create --role agent --agent ａna --json", ExitCode.WrongCall, "badId", 400)]
    [InlineData("queues --json --colour", ExitCode.WrongCall, "wrongCall", null)]
    public async Task With_json_a_failure_is_one_document_too(string command, int exitCode, string code, int? status)
    {
        var run = (await engine.AskAsync(command.Split(' '))).ShouldEndWith(exitCode);

        var failure = JsonDocument.Parse(run.Output).RootElement;
        failure.GetProperty("exitCode").GetInt32().ShouldBe(exitCode);
        failure.GetProperty("code").GetString().ShouldBe(code);
        failure.GetProperty("status").Deserialize<int?>().ShouldBe(status);
        run.Error.ShouldStartWith(failure.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("", "Run 'myagent --help' for usage.")]
    [InlineData("queue show", "Run 'myagent queue show --help' for usage.")]
    public async Task A_wrong_call_names_the_help_that_helps(string command, string expected) =>
        (await CommandRun.OfAsync(command.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain(expected);

    private static async Task<WebApplication> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>Runs <c>serve</c> as a process of its own, on a fresh data directory where none is given.</summary>
    private static async Task<(int ExitCode, string Error)> ServeAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("myagent-serve-");
        try
        {
            string[] data = options.Contains("--data") ? [] : ["--data", folder.FullName];
            using var serve = Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "serve", .. data, .. options])
            {
                Environment = { [FirstAdminToken.Variable] = "" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = serve.StandardOutput.ReadToEndAsync();
            var error = await serve.StandardError.ReadToEndAsync();
            await serve.WaitForExitAsync();
            await output;
            return (serve.ExitCode, error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

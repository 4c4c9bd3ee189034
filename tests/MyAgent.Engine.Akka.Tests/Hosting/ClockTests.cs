using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Tests.Hosting;

/// <summary>A wall clock that is wrong for a while neither fires nor blocks anything, and is reported (law 18).</summary>
[IntegrationTests]
public sealed class ClockTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly EntityAddress Ana = new(EntityKind.Agent, "ana");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_jump_of_the_wall_clock_fires_nothing_is_reported_and_leaves_nothing_behind()
    {
        await using var engine = await StartAsync();
        await TakeBreakAsync(engine, seconds: 7200);
        _time.SetWallClock(_time.GetUtcNow() + Day);
        (await LookAsync(engine)).Status.ShouldBe(AgentStatus.Break);
        var check = await CheckAsync(engine);
        check.Status.ShouldBe(HealthStatus.Degraded);
        check.Description.ShouldNotBeNull().ShouldContain("jumped ahead");

        _time.SetWallClock(_time.GetUtcNow() - Day);
        (await CheckAsync(engine)).Status.ShouldBe(HealthStatus.Healthy);
        (await DoAsync(engine, new MakeAvailable())).Since.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task After_a_start_on_a_journal_that_is_ahead_deadlines_come_all_the_same_and_the_clock_comes_back()
    {
        await using (var engine = await StartAsync())
            await TakeBreakAsync(engine, seconds: 10);
        _time.SetWallClock(_time.GetUtcNow() - Day);
        await using var again = await StartAsync();
        (await CheckAsync(again)).Description.ShouldNotBeNull().ShouldContain("ahead of the wall clock");
        (await LookAsync(again)).Status.ShouldBe(AgentStatus.Break);
        _time.Advance(TimeSpan.FromSeconds(12));
        (await LookAsync(again)).Status.ShouldBe(AgentStatus.Available);
        _time.Advance(10 * Day);
        (await CheckAsync(again)).Status.ShouldBe(HealthStatus.Healthy);
        (await DoAsync(again, new LogOut())).Since.ShouldBe(_time.GetUtcNow());
    }

    private Task<HostedEngine> StartAsync() => HostedEngine.StartWithAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.AddMyAgentEngine(options => SoloHarness.Configure(options, new Storage.Sqlite.SqliteDatabase(Path.Combine(_directory.FullName, "engine.db")), config: ""));
    });

    private static async Task TakeBreakAsync(HostedEngine engine, double seconds)
    {
        await DoAsync(engine, new DefineAgent("Ana"));
        await DoAsync(engine, new LogIn());
        await DoAsync(engine, new TakeBreak("lunch", seconds));
    }

    private static Task<AgentAnswer> LookAsync(HostedEngine engine) => DoAsync(engine, new GetAgent());

    private static async Task<AgentAnswer> DoAsync(HostedEngine engine, IMessage message) =>
        (await engine.Host.SendAsync(Ana, message, new Cause("test"))).ShouldBeOfType<AgentAnswer>();

    private static async Task<HealthReportEntry> CheckAsync(HostedEngine engine) =>
        (await engine.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == EngineHealthChecks.Clock)).Entries[EngineHealthChecks.Clock];
}

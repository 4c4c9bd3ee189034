using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Hosting;

/// <summary>The engine inside any .NET host.</summary>
[IntegrationTests]
public sealed class HostingTests : IDisposable
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    private SqliteDatabase Database => new(Path.Combine(_directory.FullName, "engine.db"));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_engine_starts_and_stops_with_its_host_and_gives_its_database_back()
    {
        using (var host = Build(options => SoloHarness.Configure(options, Database, config: "")))
        {
            var engine = host.Services.GetRequiredService<IEngineHost>();
            await Should.ThrowAsync<EngineUnavailableException>(() => engine.SendAsync(Ana, new GetAgent(), new Cause("test")));
            await host.StartAsync();
            (await engine.SendAsync(Ana, new DefineAgent("Ana"), new Cause("test"))).ShouldBeOfType<AgentAnswer>();
            (await host.Services.GetRequiredService<IJournalReader>().LastOrderingAsync()).ShouldBe(1);
            Should.Throw<JournalInUseException>(() => EngineStore.Open(Database, _ => { }));
            await host.StopAsync();
            await host.StopAsync();
            await Should.ThrowAsync<EngineUnavailableException>(() => engine.SendAsync(Ana, new GetAgent(), new Cause("test")));
        }
        EngineStore.Open(Database, _ => { }).Dispose();
    }

    [Fact]
    public async Task The_options_can_be_bound_from_configuration()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Engine:Mode"] = "Solo",
            ["Engine:DataDirectory"] = _directory.FullName,
            ["Engine:Hocon"] = "akka.loglevel = OFF",
        }).Build().GetSection("Engine");
        using var host = Build(section.Bind);
        await host.StartAsync();

        (await host.Services.GetRequiredService<IEngineHost>().SendAsync(Ana, new DefineAgent("Ana"), new Cause("test"))).ShouldBeOfType<AgentAnswer>();
        File.Exists(Database.Name).ShouldBeTrue();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_database_that_another_engine_has_fails_the_start_and_stays_with_the_other()
    {
        using var other = EngineStore.Open(Database, _ => { });
        using (var host = Build(options => SoloHarness.Configure(options, Database, config: "")))
            await Should.ThrowAsync<JournalInUseException>(() => host.StartAsync());

        other.Trouble.ShouldBeNull();
    }

    [Theory]
    [InlineData("myagent.recovery-grace", "1h")]
    [InlineData("myagent.recovery-grace", "-1s")]
    [InlineData("myagent.ask-timeout", "abc")]
    [InlineData("myagent.ask-timeout", "0s")]
    [InlineData("myagent.ask-timeout", "infinite")]
    [InlineData("myagent.snapshot-every", "abc")]
    [InlineData("myagent.snapshot-every", "0")]
    [InlineData("myagent.roll-call.at-once", "0")]
    [InlineData("myagent.solo.passivate-callers-after", "2d")]
    public async Task A_wrong_configuration_fails_the_start_before_the_database_is_opened(string key, string value)
    {
        using var host = Build(options => SoloHarness.Configure(options, Database, config: $"{key} = {value}"));
        (await Should.ThrowAsync<InvalidEngineConfigurationException>(() => host.StartAsync())).Message.ShouldContain(key);
        File.Exists(Database.Name).ShouldBeFalse();
    }

    [Fact]
    public async Task The_health_checks_read_the_journal_and_ask_its_plugin()
    {
        using var host = Build(options => SoloHarness.Configure(options, Database, config: ""));
        await host.StartAsync();
        await host.Services.GetRequiredService<IEngineHost>().SendAsync(Ana, new DefineAgent("Ana"), new Cause("test"));

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries.Keys.ShouldBe([EngineHealthChecks.Journal, EngineHealthChecks.Clock, "akka.actorsystem", EngineHealthChecks.JournalPlugin], ignoreOrder: true);
        report.Status.ShouldBe(HealthStatus.Healthy);
        report.Entries[EngineHealthChecks.Journal].Description.ShouldBe("The newest event is 1.");
        await host.StopAsync();
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains(EngineHealthChecks.Live)))
            .Status.ShouldBe(HealthStatus.Unhealthy);
    }

    private static IHost Build(Action<EngineOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMyAgentEngine(configure);
        return builder.Build();
    }
}

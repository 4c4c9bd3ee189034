using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Akka.Tests.Cluster;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Telemetry;

[IntegrationTests]
public sealed class NodeTelemetryTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private readonly KeptLog _log = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_node_measures_its_cluster_and_its_journal_and_tells_who_is_up()
    {
        var port = Ports.Take();
        await using var node = await HostedEngine.StartWithAsync(services =>
        {
            services.AddLogging(logs => logs.AddProvider(_log));
            services.AddMyAgentEngine(options =>
            {
                (options.Mode, options.Database) = (EngineMode.Cluster, new SqliteDatabase(Path.Combine(_directory.FullName, "engine.db")));
                options.EnvironmentVariable = name => name switch
                {
                    "MYAGENT_CLUSTER_PORT" => $"{port}",
                    "MYAGENT_SEED_NODES" => $"akka.tcp://{MyAgentEngineHosting.SystemName}@127.0.0.1:{port}",
                    _ => null,
                };
            });
        });
        await node.ReadyAsync();
        using var probe = new MeterProbe(node.Services.GetRequiredService<EngineMetrics>().Meter);
        (await node.Host.AskAsync<AgentAnswer>(new AgentId("ana").Address, new DefineAgent("Ana"))).Name.ShouldBe("Ana");

        probe.Now("myagent.cluster.node.count", "myagent.cluster.node.status=up").ShouldBe(1);
        probe.Now("myagent.cluster.node.count", "myagent.cluster.node.status=joining").ShouldBe(0);
        probe.Now("myagent.cluster.node.unreachable").ShouldBe(0);
        probe.Now("myagent.entity.count", "myagent.entity.kind=agent").ShouldBe(1);
        probe.Of("myagent.journal.write.duration").Count.ShouldBe(1);
        probe.Of("myagent.command.duration", "myagent.command.result=answered").Count.ShouldBe(1);
        await Eventually.TrueAsync(() => _log.Messages.Contains($"Information MyAgent.Engine: Node akka.tcp://myagent@127.0.0.1:{port} is up."));
        _log.Messages.ShouldContain("Information MyAgent.Engine: Settings: ask-timeout 10 s, snapshot-every 1000 events, recovery-grace 5 s.");
    }
}

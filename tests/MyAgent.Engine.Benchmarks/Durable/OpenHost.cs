using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Cluster;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>A host that takes work.</summary>
/// <param name="Host">Takes commands.</param>
/// <param name="Journal">Its journal.</param>
/// <param name="Stop">Stops it.</param>
internal sealed record OpenHost(IEngineHost Host, IJournalReader Journal, Func<ValueTask> Stop)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>Starts a host by its name on the command line.</summary>
    public static async Task<OpenHost> StartAsync(string name, IEngineDatabase database)
    {
        var logs = LoggerFactory.Create(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        if (name == HostChoice.Cluster)
            return await StartNodeAsync(database);
        var engine = await LocalEngine.OpenAsync(name, database, logs, Environment.GetEnvironmentVariable);
        return new OpenHost(engine.Parts.Host, engine.Parts.Journal, engine.DisposeAsync);
    }

    private static async Task<OpenHost> StartNodeAsync(IEngineDatabase database)
    {
        var port = Ports.Take();
        var environment = new Dictionary<string, string>
        {
            ["MYAGENT_CLUSTER_PORT"] = $"{port}",
            ["MYAGENT_SEED_NODES"] = $"akka.tcp://myagent@127.0.0.1:{port}",
            ["MYAGENT_AKKA_LOGLEVEL"] = "ERROR",
            ["MYAGENT_ASK_TIMEOUT"] = "60s",
        };
        var node = await ClusterNode.StartAsync(database, NullLoggerFactory.Instance, environment.GetValueOrDefault);
        var starting = Stopwatch.StartNew();
        while (node.Parts.TroubleOf() is { } trouble)
        {
            if (starting.Elapsed > LongestStart)
                throw new TimeoutException(trouble);
            await Task.Delay(20);
        }
        return new OpenHost(node.Parts.Host, node.Parts.Journal, node.DisposeAsync);
    }
}

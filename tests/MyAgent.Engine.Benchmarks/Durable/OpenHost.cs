using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>Starts hosts that take work.</summary>
internal static class OpenHost
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>Starts a host by its name on the command line.</summary>
    public static async Task<HostedEngine> StartAsync(string name, IEngineDatabase database)
    {
        var engine = await HostedEngine.StartWithAsync(services =>
        {
            services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
            if (name == HostChoice.Embedded)
                services.AddEmbeddedEngine(database, Environment.GetEnvironmentVariable);
            else
                services.AddMyAgentEngine(options => Configure(options, name, database));
        });
        var starting = Stopwatch.StartNew();
        while (engine.Trouble is { } trouble)
        {
            if (starting.Elapsed > LongestStart)
                throw new TimeoutException(trouble);
            await Task.Delay(20);
        }
        return engine;
    }

    private static void Configure(EngineOptions options, string name, IEngineDatabase database)
    {
        options.Database = database;
        if (name != HostChoice.Cluster)
            return;
        var port = Ports.Take();
        var environment = new Dictionary<string, string>
        {
            ["MYAGENT_CLUSTER_PORT"] = $"{port}",
            ["MYAGENT_SEED_NODES"] = $"akka.tcp://myagent@127.0.0.1:{port}",
            ["MYAGENT_AKKA_LOGLEVEL"] = "ERROR",
            ["MYAGENT_ASK_TIMEOUT"] = "60s",
        };
        (options.Mode, options.EnvironmentVariable) = (EngineMode.Cluster, environment.GetValueOrDefault);
    }
}

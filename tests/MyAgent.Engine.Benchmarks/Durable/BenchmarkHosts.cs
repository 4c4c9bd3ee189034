using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>Starts engines that take work.</summary>
internal static class BenchmarkHosts
{
    /// <summary>One process.</summary>
    public const string Solo = "solo";

    /// <summary>One process, in which Akka.Persistence.Sql writes the journal.</summary>
    public const string SoloSql = "solo-sql";

    /// <summary>A node of a cluster, alone in it.</summary>
    public const string ClusterNode = "cluster-node";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Starts an engine by its name on the command line.</summary>
    /// <param name="name">The name.</param>
    /// <param name="database">Where everything is kept.</param>
    /// <param name="wrap">Stands between the engine and its journal, in one process only; null (the default) for nothing.</param>
    public static async Task<HostedEngine> StartAsync(string name, IEngineDatabase database, Func<IJournal, IJournal>? wrap = null)
    {
        var engine = await HostedEngine.StartWithAsync(services =>
        {
            services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
            services.AddMyAgentEngine(options => Configure(options, name, database, wrap));
        });
        var starting = Stopwatch.StartNew();
        while (engine.Trouble is { } trouble)
        {
            if (starting.Elapsed > StartTimeout)
                throw new TimeoutException(trouble);
            await Task.Delay(20);
        }
        return engine;
    }

    private static void Configure(EngineOptions options, string name, IEngineDatabase database, Func<IJournal, IJournal>? wrap)
    {
        options.Database = database;
        options.WrapJournal = wrap ?? options.WrapJournal;
        options.JournalPlugin = name == SoloSql ? JournalPlugin.Sql : JournalPlugin.GroupCommit;
        if (name != ClusterNode)
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

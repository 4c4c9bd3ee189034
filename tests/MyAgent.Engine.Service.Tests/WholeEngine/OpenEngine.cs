using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Cluster;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Tests.Killing;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>An engine that takes work, on a host of either kind.</summary>
/// <param name="Parts">What the HTTP API stands on.</param>
/// <param name="Where">Says where an entity lives; null where the host does not know.</param>
/// <param name="Stop">Stops it.</param>
internal sealed record OpenEngine(EngineParts Parts, Func<EntityAddress, CancellationToken, Task<string?>> Where, Func<ValueTask> Stop)
{
    /// <summary>Opens an engine over a SQLite file.</summary>
    public static Task<OpenEngine> OnAsync(EngineHost host, string file) => host switch
    {
        EngineHost.Solo => OnLocalAsync(HostChoice.Solo, new SqliteDatabase(file)),
        EngineHost.Embedded => OnLocalAsync(HostChoice.Embedded, new SqliteDatabase(file)),
        EngineHost.Cluster => OnClusterAsync(new SqliteDatabase(file)),
        _ => throw new ArgumentOutOfRangeException(nameof(host), host, null),
    };

    private static async Task<OpenEngine> OnLocalAsync(string host, SqliteDatabase database)
    {
        var engine = await LocalEngine.OpenAsync(host, database, NullLoggerFactory.Instance, Common.GetValueOrDefault);
        return new OpenEngine(engine.Parts, (_, _) => Task.FromResult<string?>(null), engine.DisposeAsync);
    }

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>A machine that is busy needs longer than the usual grace to come to what follows a restart.</summary>
    private static readonly Dictionary<string, string> Common = new() { ["MYAGENT_RECOVERY_GRACE"] = "60s" };

    private static async Task<OpenEngine> OnClusterAsync(SqliteDatabase database)
    {
        var port = Ports.Take();
        var environment = new Dictionary<string, string>(Common)
        {
            ["MYAGENT_CLUSTER_PORT"] = $"{port}",
            ["MYAGENT_SEED_NODES"] = $"akka.tcp://myagent@127.0.0.1:{port}",
            ["MYAGENT_AKKA_LOGLEVEL"] = "ERROR",
        };
        var node = await ClusterNode.StartAsync(database, NullLoggerFactory.Instance, environment.GetValueOrDefault);
        var starting = Stopwatch.StartNew();
        while (node.Parts.TroubleOf() is { } trouble)
        {
            if (starting.Elapsed > LongestStart)
            {
                await node.DisposeAsync();
                throw new TimeoutException(trouble);
            }
            await Task.Delay(20);
        }
        return new OpenEngine(node.Parts, node.WhereAsync, node.DisposeAsync);
    }
}

using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>An engine of either mode in a host.</summary>
internal static class AddedEngine
{
    /// <summary>A machine that is busy needs longer than the usual grace to come to what follows a restart.</summary>
    private static readonly Dictionary<string, string> Common = new() { ["MYAGENT_RECOVERY_GRACE"] = "60s" };

    /// <summary>Adds an engine over a SQLite file to a host's services.</summary>
    public static void To(IServiceCollection services, EngineHost host, string file) => services.AddMyAgentEngine(options =>
    {
        options.Database = new SqliteDatabase(file);
        options.Mode = host == EngineHost.Cluster ? EngineMode.Cluster : EngineMode.Solo;
        options.EnvironmentVariable = (host == EngineHost.Cluster ? NodeVariables() : Common).GetValueOrDefault;
    });

    /// <summary>Waits until the engine of a host that has started takes work.</summary>
    public static Task ReadyAsync(IServiceProvider services) => Eventually.TrueAsync(() => services.GetRequiredService<IEngineStatus>().Trouble is null);

    private static Dictionary<string, string> NodeVariables()
    {
        var port = Ports.Take();
        return new Dictionary<string, string>(Common)
        {
            ["MYAGENT_CLUSTER_PORT"] = $"{port}",
            ["MYAGENT_SEED_NODES"] = $"akka.tcp://myagent@127.0.0.1:{port}",
            ["MYAGENT_AKKA_LOGLEVEL"] = "ERROR",
        };
    }
}

using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Akka.Tests.Gateway;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Nodes with the configuration that comes with the engine, on ports that are free.</summary>
internal static class TestNode
{
    /// <summary>Starts a node on a SQLite file. It is a cluster of its own.</summary>
    /// <param name="database">The SQLite file.</param>
    /// <param name="more">Configuration that overrides the rest.</param>
    /// <param name="port">The port of its remoting; 0 for one that is free.</param>
    /// <param name="certificate">The file of its certificate; null for remoting without TLS.</param>
    public static Task<HostedEngine> StartAsync(string database, string more = "", int port = 0, string? certificate = null)
    {
        port = port == 0 ? Ports.Take() : port;
        return StartAsync(new SqliteDatabase(database), more, port, seed: port, certificate);
    }

    /// <summary>Starts a node on any database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="more">Configuration that overrides the rest.</param>
    /// <param name="port">The port of its remoting.</param>
    /// <param name="seed">The port of the node that begins the cluster.</param>
    /// <param name="certificate">The file of its certificate; null for remoting without TLS.</param>
    public static Task<HostedEngine> StartAsync(IEngineDatabase database, string more, int port, int seed, string? certificate = null)
    {
        var protocol = certificate is null ? "akka.tcp" : "akka.ssl.tcp";
        return HostedEngine.StartAsync(options =>
        {
            (options.Mode, options.Database, options.Hocon) = (EngineMode.Cluster, database, $"{more}\nakka.loglevel = WARNING");
            options.EnvironmentVariable = name => name switch
            {
                "MYAGENT_CLUSTER_PORT" => $"{port}",
                "MYAGENT_SEED_NODES" => $"{protocol}://{MyAgentEngineHosting.SystemName}@127.0.0.1:{seed}",
                _ => certificate is null ? null : TestAuthority.Environment(certificate)(name),
            };
        });
    }

    /// <summary>Waits until a node takes work.</summary>
    public static Task ReadyAsync(this HostedEngine node) => Eventually.TrueAsync(() => Task.FromResult(node.Trouble is null), () => node.Trouble ?? "");

    /// <summary>Sends a command or query and expects an answer of a certain type.</summary>
    public static async Task<TAnswer> AskAsync<TAnswer>(this IEngineHost host, EntityAddress to, IMessage message, string? commandId = null)
        where TAnswer : IAnswer =>
        (await host.SendAsync(to, message, new Cause("test", commandId))).ShouldBeOfType<TAnswer>();
}

using Akka.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Tests.Gateway;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Nodes with the configuration that comes with the engine, on ports that are free.</summary>
internal static class TestNode
{
    /// <summary>Starts a node on a SQLite file. It is a cluster of its own.</summary>
    /// <param name="database">The SQLite file.</param>
    /// <param name="more">Configuration that overrides the rest.</param>
    /// <param name="port">The port of its remoting; 0 for one that is free.</param>
    /// <param name="certificate">The file of its certificate; null for remoting without TLS.</param>
    public static Task<AkkaEngine> StartAsync(string database, string more = "", int port = 0, string? certificate = null)
    {
        port = port == 0 ? Ports.Take() : port;
        return StartAsync(new SqliteDatabase(database), $"Data Source={database}", more, port, seed: port, certificate);
    }

    /// <summary>Starts a node on any database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">How its ADO.NET provider reaches it.</param>
    /// <param name="more">Configuration that overrides the rest.</param>
    /// <param name="port">The port of its remoting.</param>
    /// <param name="seed">The port of the node that begins the cluster.</param>
    /// <param name="certificate">The file of its certificate; null for remoting without TLS.</param>
    public static Task<AkkaEngine> StartAsync(
        IEngineDatabase database, string connection, string more, int port, int seed, string? certificate = null)
    {
        var protocol = certificate is null ? "akka.tcp" : "akka.ssl.tcp";
        string[] files = ["engine.conf", "cluster.conf", database is SqliteDatabase ? "persistence-sqlite.conf" : "persistence-postgres.conf"];
        var config = ConfigurationFactory.ParseString($"{more}\nakka.loglevel = WARNING").WithFallback(SqlPlugin.Connect(connection)).WithFallback(HoconFiles.Read(Path.Combine(AppContext.BaseDirectory, "hocon"),
            [.. files, .. certificate is null ? Array.Empty<string>() : ["remote-tls.conf"]],
            name => name switch
            {
                "MYAGENT_CLUSTER_PORT" => $"{port}",
                "MYAGENT_SEED_NODES" => $"{protocol}://{AkkaEngine.SystemName}@127.0.0.1:{seed}",
                _ => certificate is null ? null : TestAuthority.Environment(certificate)(name),
            }));
        var clock = new EngineClock(TimeProvider.System, DateTimeOffset.MinValue);
        var journal = database.ReadJournal();
        return AkkaEngine.StartAsync(config, journal, NullLoggerFactory.Instance, () => clock.Now);
    }

    /// <summary>Waits until a node takes work.</summary>
    public static Task ReadyAsync(this AkkaEngine node) => UntilAsync(() => Task.FromResult(node.Trouble is null), () => node.Trouble ?? "");

    /// <summary>Asks again and again until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string>? otherwise = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException(otherwise?.Invoke() ?? "It has not become so.");
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Sends a command or query and expects an answer of a certain type.</summary>
    public static async Task<TAnswer> AskAsync<TAnswer>(this IEngineHost host, EntityAddress to, IMessage message, string? commandId = null)
        where TAnswer : IAnswer =>
        (await host.SendAsync(to, message, new Cause("test", commandId))).ShouldBeOfType<TAnswer>();
}

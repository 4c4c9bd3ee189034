using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka;

/// <summary>One node of the engine as an Akka.NET cluster.</summary>
public sealed class AkkaEngine : IAsyncDisposable
{
    /// <summary>The name of the actor system: a part of every node's address.</summary>
    public const string SystemName = "myagent";

    /// <summary>How long an entity is looked for.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private readonly IHost _host;
    private readonly NodeHealth _health;
    private readonly EngineMetrics _metrics;

    private AkkaEngine(IHost host, NodeHealth health, EngineMetrics metrics, IJournalReader journal, Config config)
    {
        (_host, _health, _metrics) = (host, health, metrics);
        System = host.Services.GetRequiredService<ActorSystem>();
        Host = new AkkaHost(System, new ShardRegions(ActorRegistry.For(System)), journal, config.GetTimeSpan("myagent.ask-timeout"), metrics);
    }

    /// <summary>Takes commands and queries.</summary>
    public IEngineHost Host { get; }

    /// <summary>The actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>Why the node takes no work, as a sentence; null where it does.</summary>
    public string? Trouble => _health.Trouble;

    /// <summary>Completes when the node has left its cluster, by its own will or because the others went on without it.</summary>
    public Task Left => System.WhenTerminated;

    /// <summary>Says on which node and in which shard an entity lives; null where it is not awake anywhere.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<string?> WhereAsync(EntityAddress entity, CancellationToken cancel = default)
    {
        var region = new ShardRegions(ActorRegistry.For(System)).Of(entity.Kind);
        var location = await region.Ask<EntityLocation>(new GetEntityLocation(entity.Id, LongestLook), LongestLook, cancel).ConfigureAwait(false);
        return location.EntityRef.HasValue ? $"{location.ShardRegion}, shard {location.ShardId}" : null;
    }

    /// <summary>Starts a node and joins its cluster.</summary>
    /// <param name="config">The configuration: <c>hocon/</c> has the engine's own.</param>
    /// <param name="journal">Reads the journal in which the entities are kept.</param>
    /// <param name="logs">Where the node logs to.</param>
    /// <param name="now">The node's clock, in UTC. It must never go back, also where the wall clock does.</param>
    public static async Task<AkkaEngine> StartAsync(Config config, IJournalReader journal, ILoggerFactory logs, Func<DateTimeOffset> now)
    {
        var (health, metrics) = (new NodeHealth(), new EngineMetrics());
        var host = ActorSystemHost.Build(config, logs, akka => akka
            .AddSqlJournal(config)
            .AddSetup(new EngineMetricsSetup(metrics))
            .AddEngine(config, journal, now, health));
        try
        {
            await host.StartAsync().ConfigureAwait(false);
            return new AkkaEngine(host, health, metrics, journal, config);
        }
        catch
        {
            host.Dispose();
            metrics.Dispose();
            throw;
        }
    }

    /// <summary>Hands the node's shards over, leaves the cluster and ends the actor system.</summary>
    public async ValueTask DisposeAsync()
    {
        _health.Trouble = "The engine is being stopped.";
        await _host.StopAsync().ConfigureAwait(false);
        await System.WhenTerminated.ConfigureAwait(false);
        _host.Dispose();
        _metrics.Dispose();
    }
}

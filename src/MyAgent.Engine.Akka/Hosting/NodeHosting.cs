using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Adds a node of a cluster to a host.</summary>
internal static partial class NodeHosting
{
    /// <summary>Agents, queues and connectors stay active: they have deadlines. Callers are passivated when idle.</summary>
    private static readonly ShardOptions StayingActive = new()
    {
        Role = NodeSettings.Role, RememberEntities = false, ShouldPassivateIdleEntities = false, HandOffStopMessage = StopEntity.Instance,
    };

    private static readonly ShardOptions Passivating = new() { Role = NodeSettings.Role, RememberEntities = false, HandOffStopMessage = StopEntity.Instance };

    /// <summary>Adds the node, on the database that all nodes share.</summary>
    public static void AddNode(this IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(provider => OpenDatabase(options, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<NodeDatabase>().Settings);
        services.AddSingleton<IJournalFeed>(provider => provider.GetRequiredService<NodeDatabase>().Journal);
        services.AddSingleton<IJournalReader>(provider => provider.GetRequiredService<NodeDatabase>().Journal);
        services.AddSingleton(provider => provider.GetRequiredService<NodeDatabase>().Shared.VoiceMessages);
        services.AddSingleton(provider => provider.GetRequiredService<NodeDatabase>().Shared.Tokens);
        services.AddSingleton(provider => provider.GetRequiredService<NodeDatabase>().Shared.Sessions);
        services.AddSingleton(provider => provider.GetRequiredService<NodeDatabase>().Shared.Projections);
        services.AddSingleton(provider => new EngineClock(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NodeDatabase>().NewestAt));
        services.AddSingleton<NodeHealth>();
        services.AddSingleton<NodeStatus>();
        services.AddSingleton<IEngineStatus>(provider => provider.GetRequiredService<NodeStatus>());
        services.AddSingleton(provider => new ShardRegions(ActorRegistry.For(provider.GetRequiredService<ActorSystem>())));
        services.AddSingleton<IEngineHost>(provider => new ClusterHost(
            provider.GetRequiredService<ActorSystem>(), provider.GetRequiredService<ShardRegions>(), provider.GetRequiredService<IJournalReader>(),
            provider.GetRequiredService<NodeSettings>().AskTimeout, provider.GetRequiredService<EngineMetrics>()));
        services.AddActorSystem(options, AddActors);
        services.AddHostedService<NodeService>();
    }

    /// <summary>Adds the shard region of a kind of entity.</summary>
    public static AkkaConfigurationBuilder AddEntityRegion<TRegion>(
        this AkkaConfigurationBuilder builder, EntityKind kind, NodeSettings settings, Func<DateTimeOffset> now, ILogger log, ShardOptions options) =>
        builder.WithShardRegion<TRegion>(
            kind.ToString().ToLowerInvariant(),
            (system, registry) =>
            {
                var context = new EntityActorContext(new ShardRegions(registry), new ReplyPath(system), now, settings.Snapshots)
                {
                    MovesElsewhere = () => !IsLastNode(system),
                    Grace = settings.Grace,
                    Log = log,
                };
                return id => EntityProps.Supervised(kind, id, context);
            },
            new EntityMessageExtractor(),
            options);

    /// <summary>Adds the entity activator, a singleton of the cluster. Nodes of all versions must agree on its name, which is older.</summary>
    public static AkkaConfigurationBuilder AddEntityActivator(this AkkaConfigurationBuilder builder, IJournalReader journal, ActivationSettings settings) =>
        builder.WithSingleton<ClusterEntityActivator>(
            "roll-call", (_, registry, _) => Props.Create(() => new ClusterEntityActivator(journal, new ShardRegions(registry), settings)),
            new ClusterSingletonOptions { Role = NodeSettings.Role }, createProxyToo: false);

    /// <summary>Adds the actor that checks whether the node takes work.</summary>
    public static AkkaConfigurationBuilder AddReadinessProbe(this AkkaConfigurationBuilder builder, IJournalReader journal, NodeHealth health) =>
        builder.WithActors((system, _) => system.ActorOf(Props.Create(() => new ReadinessProbe(journal, health)), "readiness"));

    /// <summary>Adds the log and the metrics of the cluster's nodes.</summary>
    public static AkkaConfigurationBuilder AddMembershipLog(this AkkaConfigurationBuilder builder, EngineMetrics metrics, ILogger log) =>
        builder.WithActors((system, _) =>
        {
            ClusterMetrics.AddNodeInstruments(metrics.Meter, ClusterExtension.Get(system));
            system.ActorOf(Props.Create(() => new MembershipLog(log)), "membership-log");
        });

    /// <summary>Adds the actor that redelivers the messages that a hand-over loses.</summary>
    public static AkkaConfigurationBuilder AddHandOffRedelivery(this AkkaConfigurationBuilder builder) =>
        builder.WithActors((system, registry) => system.ActorOf(Props.Create(() => new HandOffRedelivery(new ShardRegions(registry))), "hand-off-redelivery"));

    /// <summary>Adds the gateway for other services.</summary>
    public static AkkaConfigurationBuilder AddGateway(this AkkaConfigurationBuilder builder) =>
        builder.WithActors((system, registry) => system.ActorOf(Props.Create(() => new GatewayActor(new ShardRegions(registry))), GatewayActor.Name));

    private static void AddActors(AkkaConfigurationBuilder akka, IServiceProvider provider)
    {
        var (database, clock) = (provider.GetRequiredService<NodeDatabase>(), provider.GetRequiredService<EngineClock>());
        var (settings, journal) = (database.Settings, database.Journal);
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine");
        akka.AddHocon(settings.Config, HoconAddMode.Prepend)
            .AddSetup(new CommitListenerSetup(journal.Committed))
            .AddSqlJournal(settings.Config)
            .WithJournalPluginCheck(SqlJournal.PluginId)
            .WithAkkaClusterReadinessCheck(tags: [EngineHealthChecks.Ready])
            .AddEntityRegion<ShardRegions.Callers>(EntityKind.Caller, settings, () => clock.Now, log, Passivating)
            .AddEntityRegion<ShardRegions.Queues>(EntityKind.Queue, settings, () => clock.Now, log, StayingActive)
            .AddEntityRegion<ShardRegions.Agents>(EntityKind.Agent, settings, () => clock.Now, log, StayingActive)
            .AddEntityRegion<ShardRegions.Connectors>(EntityKind.Connector, settings, () => clock.Now, log, StayingActive)
            .AddEntityRegion<ShardRegions.Endpoints>(EntityKind.Endpoint, settings, () => clock.Now, log, StayingActive)
            .AddEntityActivator(journal, settings.Activation)
            .AddReadinessProbe(journal, provider.GetRequiredService<NodeHealth>())
            .AddUnansweredCommands(system => new ReplyPath(system))
            .AddMembershipLog(provider.GetRequiredService<EngineMetrics>(), log)
            .AddNodeOperator(registry => new ShardedNodeEntities(new ShardRegions(registry)), system => ClusterExtension.Get(system).SelfAddress.ToString())
            .AddHandOffRedelivery()
            .AddGateway();
    }

    private static NodeDatabase OpenDatabase(EngineOptions options, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("MyAgent.Engine");
        var database = options.ResolveDatabase();
        var config = EngineConfiguration.ForNode(options, database);
        var shared = database.Share(failure => ClaimFailed(log, failure));
        try
        {
            var settings = new NodeSettings(config);
            return new NodeDatabase(shared, shared.Follow(settings.JournalPollInterval, failure => ReadingFailed(log, failure)), settings);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    private static bool IsLastNode(ActorSystem system)
    {
        var cluster = ClusterExtension.Get(system);
        return !cluster.State.Members.Any(member => member.Status == MemberStatus.Up && member.UniqueAddress != cluster.SelfUniqueAddress);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal could not be read; the engine tries again.")]
    private static partial void ReadingFailed(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The claim on the database is lost, and could not be renewed yet.")]
    private static partial void ClaimFailed(ILogger log, Exception failure);
}

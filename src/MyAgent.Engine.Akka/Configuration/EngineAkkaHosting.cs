using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Entities;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Puts the engine into an actor system.</summary>
internal static class EngineAkkaHosting
{
    /// <summary>Nodes with this role carry entities.</summary>
    public const string Role = "engine";

    /// <summary>Agents and queues stay awake: they have deadlines and hold conversations. Callers come and go.</summary>
    private static readonly ShardOptions Awake = new() { Role = Role, RememberEntities = false, ShouldPassivateIdleEntities = false, HandOffStopMessage = StopEntity.Instance };
    private static readonly ShardOptions Passing = new() { Role = Role, RememberEntities = false, HandOffStopMessage = StopEntity.Instance };

    /// <summary>Adds the entities' shard regions, the roll call, the readiness probe and the gateway.</summary>
    public static AkkaConfigurationBuilder AddEngine(
        this AkkaConfigurationBuilder builder, Config config, IJournalReader journal, Func<DateTimeOffset> now, NodeHealth health)
    {
        var myagent = config.GetConfig("myagent");
        return builder
            .AddSetup(EngineSerialization.Setup)
            .AddEntities<ShardRegions.Callers>(EntityKind.Caller, myagent, now, Passing)
            .AddEntities<ShardRegions.Queues>(EntityKind.Queue, myagent, now, Awake)
            .AddEntities<ShardRegions.Agents>(EntityKind.Agent, myagent, now, Awake)
            .WithSingleton<RollCall>("roll-call",
                (_, registry, _) => Props.Create(() => new RollCall(journal, new ShardRegions(registry), RollCallSettings.From(myagent))),
                new ClusterSingletonOptions { Role = Role }, createProxyToo: false)
            .WithActors((system, registry) =>
            {
                system.ActorOf(Props.Create(() => new Readiness(journal, health)), "readiness");
                system.ActorOf(Props.Create(() => new UnansweredCommands(new ReplyPath(system))), "unanswered-commands");
                system.ActorOf(Props.Create(() => new GatewayActor(new ShardRegions(registry))), GatewayActor.Name);
            });
    }

    private static bool IsLastNode(ActorSystem system)
    {
        var cluster = ClusterExtension.Get(system);
        return !cluster.State.Members.Any(member => member.Status == MemberStatus.Up && member.UniqueAddress != cluster.SelfUniqueAddress);
    }

    private static AkkaConfigurationBuilder AddEntities<TRegion>(
        this AkkaConfigurationBuilder builder, EntityKind kind, Config myagent, Func<DateTimeOffset> now, ShardOptions options) =>
        builder.WithShardRegion<TRegion>(
            kind.ToString().ToLowerInvariant(),
            (system, registry) =>
            {
                var context = new EntityActorContext(
                    new ShardRegions(registry), new ReplyPath(system), now, new SnapshotPolicy(myagent.GetInt("snapshot-every")))
                {
                    MovesElsewhere = () => !IsLastNode(system),
                    Grace = new OutageGrace(myagent.GetTimeSpan("recovery-grace")),
                };
                return id => EntityProps.Supervised(kind, id, context);
            },
            new EntityMessageExtractor(),
            options);
}

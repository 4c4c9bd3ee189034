using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Akka.TestKit;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Entities;
using Xunit.Abstractions;

namespace MyAgent.Engine.Akka.Tests.Cluster;

[IntegrationTests]
public sealed class ClusterEntityActivatorTests : global::Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config SingleNode = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          test { single-expect-default = 60s, default-timeout = 60s }
          log-serializer-override-on-start = off
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        }
        """);

    private readonly TestProbe _agents;
    private readonly TestProbe _connectors;
    private readonly TestProbe _queues;
    private readonly ShardRegions _regions;

    public ClusterEntityActivatorTests(ITestOutputHelper output)
        : base(ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(SingleNode), EngineSerialization.Setup), "activation", output)
    {
        (_agents, _queues, _connectors) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var registry = ActorRegistry.For(Sys);
        registry.Register<ShardRegions.Agents>(_agents);
        registry.Register<ShardRegions.Queues>(_queues);
        registry.Register<ShardRegions.Connectors>(_connectors);
        _regions = new ShardRegions(registry);
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Every_entity_in_the_journal_is_activated_agents_last_within_the_limit()
    {
        Start(new EntityJournal(queues: ["sales"], agents: ["ana", "ben", "eva"], connectors: ["pbx-1"]), maxConcurrent: 2);
        Answer(_connectors, "pbx-1");
        Answer(_queues, "sales");
        var first = _agents.ExpectMsg<ActivateEntity>().Entity;
        var activator = _agents.LastSender;
        _agents.ExpectMsg<ActivateEntity>().Entity.Id.ShouldBe("ben");
        _agents.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        activator.Tell(new EntityActivated(first), _agents);
        Answer(_agents, "eva");
    }

    [Fact]
    public void An_entity_that_does_not_respond_is_asked_again_by_the_next_check()
    {
        Start(new EntityJournal(queues: [], agents: ["ana"]), maxConcurrent: 2);
        _agents.ExpectMsg<ActivateEntity>();
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(5));
            Answer(_agents, "ana");
        });
    }

    [Fact]
    public void An_entity_created_since_the_last_check_is_activated()
    {
        var journal = new EntityJournal(queues: [], agents: ["ana"]);
        Start(journal, maxConcurrent: 2);
        Answer(_agents, "ana");
        journal.Agents = ["ana", "ben"];
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(3));
            Answer(_agents, "ana");
        });
        Answer(_agents, "ben");
    }

    private static void Answer(TestProbe region, string id)
    {
        var entity = region.ExpectMsg<ActivateEntity>(TimeSpan.FromSeconds(1)).Entity;
        entity.Id.ShouldBe(id);
        region.Reply(new EntityActivated(entity));
    }

    private void Start(EntityJournal journal, int maxConcurrent) => Sys.ActorOf(Props.Create(() => new ClusterEntityActivator(
        journal, _regions, new ActivationSettings(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), maxConcurrent, TimeSpan.FromSeconds(2)))));

    /// <summary>A journal that lists these entities and has no events.</summary>
    private sealed class EntityJournal(string[] queues, string[] agents, params string[] connectors) : IJournalReader
    {
        public string[] Agents { get; set; } = agents;

        public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<EntityAddress>>(
                [.. Of(kind).Select(id => new EntityAddress(kind, id))]);

        public Task<long> LastOrderingAsync(CancellationToken cancel = default) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default) =>
            throw new NotSupportedException();

        private string[] Of(EntityKind kind) => kind switch
        {
            EntityKind.Queue => queues,
            EntityKind.Agent => Agents,
            EntityKind.Connector => connectors,
            _ => [],
        };
    }
}

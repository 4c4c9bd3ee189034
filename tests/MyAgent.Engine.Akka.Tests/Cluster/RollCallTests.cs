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
public sealed class RollCallTests : global::Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config Alone = ConfigurationFactory.ParseString("""
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
    private readonly TestProbe _queues;
    private readonly ShardRegions _regions;

    public RollCallTests(ITestOutputHelper output)
        : base(ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Alone), EngineSerialization.Setup), "rollcall", output)
    {
        (_agents, _queues) = (CreateTestProbe(), CreateTestProbe());
        var registry = ActorRegistry.For(Sys);
        registry.Register<ShardRegions.Agents>(_agents);
        registry.Register<ShardRegions.Queues>(_queues);
        _regions = new ShardRegions(registry);
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Everybody_in_the_journal_is_called_queues_first_and_no_more_than_so_many_at_once()
    {
        Start(new Names(queues: ["sales"], agents: ["ana", "ben", "eva"]), atOnce: 2);
        Answer(_queues, "sales");
        var first = _agents.ExpectMsg<WakeUp>().Entity;
        var rollCall = _agents.LastSender;
        _agents.ExpectMsg<WakeUp>().Entity.Id.ShouldBe("ben");
        _agents.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        rollCall.Tell(new Awake(first), _agents);
        Answer(_agents, "eva");
    }

    [Fact]
    public void Who_does_not_answer_is_not_waited_for_and_is_called_again_the_next_time()
    {
        Start(new Names(queues: [], agents: ["ana"]), atOnce: 2);
        _agents.ExpectMsg<WakeUp>();
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(5));
            Answer(_agents, "ana");
        });
    }

    [Fact]
    public void Those_who_have_come_since_are_called_too()
    {
        var names = new Names(queues: [], agents: ["ana"]);
        Start(names, atOnce: 2);
        Answer(_agents, "ana");
        names.Agents = ["ana", "ben"];
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(3));
            Answer(_agents, "ana");
        });
        Answer(_agents, "ben");
    }

    private static void Answer(TestProbe region, string id)
    {
        var called = region.ExpectMsg<WakeUp>(TimeSpan.FromSeconds(1)).Entity;
        called.Id.ShouldBe(id);
        region.Reply(new Awake(called));
    }

    private void Start(Names names, int atOnce) => Sys.ActorOf(Props.Create(() => new RollCall(
        names, _regions, new RollCallSettings(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), atOnce, TimeSpan.FromSeconds(2)))));

    /// <summary>A journal that knows who there is.</summary>
    private sealed class Names(string[] queues, string[] agents) : IJournalReader
    {
        public string[] Agents { get; set; } = agents;

        public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<EntityAddress>>(
                [.. (kind == EntityKind.Queue ? queues : Agents).Select(id => new EntityAddress(kind, id))]);

        public Task<long> LastOrderingAsync(CancellationToken cancel = default) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default) =>
            throw new NotSupportedException();
    }
}

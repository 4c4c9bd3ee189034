using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence;
using Akka.TestKit;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using Xunit.Abstractions;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Entities;

[IntegrationTests]
public sealed class EntityActorTests : global::Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config Journal = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = WARNING
          test { single-expect-default = 60s, default-timeout = 60s }
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          actor.serialize-messages = off
          persistence.journal {
            plugin = "akka.persistence.journal.breakable"
            breakable.class = "{{typeof(BreakableJournal).AssemblyQualifiedName}}"
          }
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """);

    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    /// <summary>After this long a command that a restart has lost is sent again.</summary>
    private static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(1);

    private readonly TestProbe _agents;
    private readonly TestProbe _queues;
    private readonly EntityActorContext _context;

    public EntityActorTests(ITestOutputHelper output)
        : base(ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(Journal), EngineSerialization.Setup), "entities", output)
    {
        (_agents, _queues) = (CreateTestProbe(), CreateTestProbe());
        var registry = ActorRegistry.For(Sys);
        registry.Register<ShardRegions.Agents>(_agents);
        registry.Register<ShardRegions.Queues>(_queues);
        registry.Register<ShardRegions.Callers>(CreateTestProbe());
        _context = new EntityActorContext(new ShardRegions(registry), new ReplyPath(Sys), () => Scheduler.Now, new SnapshotPolicy(Every: 5))
        {
            MovesElsewhere = () => true,
        };
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void What_is_answered_is_in_the_journal()
    {
        var actor = Start();
        Ask<AgentAnswer>(actor, new DefineAgent("Ana")).Name.ShouldBe("Ana");
        Stop(actor);
        Ask<AgentAnswer>(Start(), new GetAgent()).Name.ShouldBe("Ana");
    }

    [Fact]
    public void When_the_journal_cannot_be_written_the_client_gets_no_answer_and_no_entity_gets_a_message()
    {
        var actor = Start();
        Ask<AgentAnswer>(actor, new DefineAgent("Ana"));
        BreakableJournal.Break(Ana.PersistenceId);
        Watch(actor);
        Send(actor, new AssignAgent(new QueueId("sales"), new Assignment()));
        ExpectMsg<EngineUnavailable>();
        ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        _queues.ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        BreakableJournal.Mend(Ana.PersistenceId);
        Ask<AgentAnswer>(Start(), new GetAgent()).Assignments.ShouldBeEmpty();
    }

    [Fact]
    public void Commands_that_wait_behind_one_that_cannot_be_written_hear_that_there_is_no_answer_too()
    {
        var actor = Start();
        Ask<AgentAnswer>(actor, new DefineAgent("Ana"));
        Sys.ActorOf(Props.Create(() => new UnansweredCommands(new ReplyPath(Sys))));
        BreakableJournal.Break(Ana.PersistenceId);
        foreach (var name in new[] { "Anna", "Anne", "Anja" })
            Send(actor, new DefineAgent(name));
        ReceiveN(3).ShouldAllBe(answer => answer is EngineUnavailable);
        BreakableJournal.Mend(Ana.PersistenceId);
    }

    [Fact]
    public void An_entity_whose_journal_failed_comes_back_by_itself_and_says_in_between_that_there_is_no_answer()
    {
        var supervised = Sys.ActorOf(EntityProps.Supervised(EntityKind.Agent, "ana", _context));
        Ask<AgentAnswer>(supervised, new DefineAgent("Ana"));
        BreakableJournal.Break(Ana.PersistenceId);
        Send(supervised, new DefineAgent("Anna"));
        AwaitAssert(() =>
        {
            Send(supervised, new GetAgent());
            ExpectMsg<EngineUnavailable>(Unanswered);
        });

        BreakableJournal.Mend(Ana.PersistenceId);
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(5));
            Send(supervised, new GetAgent());
            ExpectMsg<AgentAnswer>(Unanswered).Name.ShouldBe("Ana");
        });
    }

    [Fact]
    public void A_wrap_up_ends_at_its_deadline_though_no_message_arrives()
    {
        var actor = Start();
        StartWrapUp(actor, seconds: 60);
        Scheduler.Advance(TimeSpan.FromSeconds(59));
        Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.WrapUp);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.Available));
    }

    [Fact]
    public void A_deadline_that_passed_while_the_entity_was_down_fires_when_it_comes_back()
    {
        var actor = Start();
        StartWrapUp(actor, seconds: 60);
        Stop(actor);
        Scheduler.Advance(TimeSpan.FromSeconds(90));
        Ask<AgentAnswer>(Start(), new GetAgent()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("33c")]
    public void An_offer_that_was_open_while_the_entity_was_down_lives_for_the_grace_after_it_is_back()
    {
        var actor = Start();
        Ring(actor);
        Stop(actor);
        Scheduler.Advance(TimeSpan.FromSeconds(90));
        actor = Start();
        Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.Offered);
        Scheduler.Advance(TimeSpan.FromSeconds(4.9));
        Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.Offered);
        Scheduler.Advance(TimeSpan.FromSeconds(0.1));
        AwaitAssert(() => Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.NotResponding));
    }

    [Fact]
    public void An_entity_that_stops_with_a_deadline_ahead_asks_to_be_woken_wherever_its_shard_goes()
    {
        var actor = Start();
        StartWrapUp(actor, seconds: 60);
        Stop(actor);
        _agents.FishForMessage(message => message is ActivateEntity { Entity.Id: "ana" });
    }

    [Fact]
    public void A_repeated_command_id_gets_the_same_answer_and_has_no_second_effect_also_after_a_restart()
    {
        var actor = Start();
        Ask<AgentAnswer>(actor, new DefineAgent("Ana"));
        Ask<AgentAnswer>(actor, new AssignAgent(new QueueId("sales"), new Assignment { WrapUpSeconds = 60, WrapUpExtensionSeconds = 30 }));
        Ask<AgentAnswer>(actor, new LogIn());
        var once = Ask<AgentAnswer>(actor, new StartOrExtendWrapUp(new QueueId("sales")), "key-1");
        Stop(actor);
        Ask<AgentAnswer>(Start(), new StartOrExtendWrapUp(new QueueId("sales")), "key-1").Until.ShouldBe(once.Until);
    }

    [Fact]
    public void An_entity_is_read_from_its_snapshot_and_the_events_after_it()
    {
        var actor = Start();
        for (var name = 0; name < 23; name++)
            Ask<AgentAnswer>(actor, new DefineAgent($"Ana {name}"));
        Stop(actor);
        Ask<AgentAnswer>(Start(), new GetAgent()).Name.ShouldBe("Ana 22");
    }

    [Fact]
    public void A_snapshot_that_cannot_be_used_is_passed_over_and_newer_ones_are_not()
    {
        var actor = Start();
        for (var name = 0; name < 4; name++)
            Ask<AgentAnswer>(actor, new DefineAgent($"Ana {name}"));
        Stop(actor);
        Tell(SnapshotStore, new SaveSnapshot(new SnapshotMetadata(Ana.PersistenceId, 4, DateTime.UtcNow), "damaged"));
        ExpectMsg<SaveSnapshotSuccess>();
        var failing = Start();
        Watch(failing);
        ExpectTerminated(failing);

        // It is read from its events, goes on until there is a newer snapshot, and the events before that are no longer kept.
        var again = Start();
        for (var name = 4; name < 12; name++)
            Ask<AgentAnswer>(again, new DefineAgent($"Ana {name}"));
        AwaitAssert(() =>
        {
            Tell(SnapshotStore, new LoadSnapshot(Ana.PersistenceId, SnapshotSelectionCriteria.Latest, long.MaxValue));
            ExpectMsg<LoadSnapshotResult>().Snapshot.Metadata.SequenceNr.ShouldBeGreaterThan(4);
        });
        Stop(again);
        Tell(Persistence.Instance.Apply(Sys).JournalFor("akka.persistence.journal.inmem"), new DeleteMessagesTo(Ana.PersistenceId, 5, TestActor));
        ExpectMsg<DeleteMessagesSuccess>();
        Ask<AgentAnswer>(Start(), new GetAgent()).Name.ShouldBe("Ana 11");
    }

    protected override void AfterAll()
    {
        BreakableJournal.Mend(Ana.PersistenceId);
        base.AfterAll();
    }

    private IActorRef SnapshotStore => Persistence.Instance.Apply(Sys).SnapshotStoreFor(snapshotPluginId: null);

    private void Tell(IActorRef actor, object message) => actor.Tell(message, TestActor);

    private IActorRef Start() => Sys.ActorOf(EntityProps.Plain(Ana, _context));

    private void Stop(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    private void StartWrapUp(IActorRef actor, double seconds)
    {
        Ask<AgentAnswer>(actor, new DefineAgent("Ana"));
        Ask<AgentAnswer>(actor, new AssignAgent(new QueueId("sales"), new Assignment { WrapUpSeconds = seconds }));
        Ask<AgentAnswer>(actor, new LogIn());
        Ask<AgentAnswer>(actor, new StartOrExtendWrapUp(new QueueId("sales"))).Status.ShouldBe(AgentStatus.WrapUp);
    }

    private void Ring(IActorRef actor)
    {
        Ask<AgentAnswer>(actor, new DefineAgent("Ana"));
        Ask<AgentAnswer>(actor, new AssignAgent(new QueueId("sales"), new Assignment()));
        Ask<AgentAnswer>(actor, new LogIn());
        Send(actor, new ProposeOffer(new Offer(
            new OfferId(new QueueId("sales"), 1),
            new Contact(new ContactId("c1"), Media.Call, new CallerAddress("+331"), Scheduler.Now, new OrderKey(0, Scheduler.Now, 1), []),
            TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: null)));
        Ask<AgentAnswer>(actor, new GetAgent()).Status.ShouldBe(AgentStatus.Offered);
    }

    private TAnswer Ask<TAnswer>(IActorRef actor, IMessage message, string? commandId = null)
        where TAnswer : IAnswer
    {
        Send(actor, message, commandId);
        return ExpectMsg<TAnswer>();
    }

    private void Send(IActorRef actor, IMessage message, string? commandId = null) => actor.Tell(
        new Envelope(Ana, message, new Cause("test", commandId), ReplyPath.Of(TestActor, Sys)), TestActor);
}

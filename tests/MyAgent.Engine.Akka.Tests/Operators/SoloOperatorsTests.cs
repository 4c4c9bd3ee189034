using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Operators;

/// <summary>What operators see of an engine in one process.</summary>
[IntegrationTests]
public sealed class SoloOperatorsTests
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly EntityAddress Caller = new CallerAddress("front desk/7").Address;
    private static readonly Cause Test = new("test");

    [Fact]
    public async Task There_is_no_cluster_that_a_node_could_leave()
    {
        await using var solo = await SoloHarness.OpenAsync();

        OperatorsOf(solo).Cluster().ShouldBe(ClusterView.Solo);
        Should.Throw<InvalidOperationException>(() => OperatorsOf(solo).Leave("akka.tcp://myagent@127.0.0.1:4053"));
        Should.Throw<InvalidOperationException>(() => OperatorsOf(solo).Down("akka.tcp://myagent@127.0.0.1:4053"));
    }

    [Fact]
    public async Task An_entity_is_shown_with_its_actor_and_its_state()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");
        await solo.SendAsync("ana", new LogIn());
        await solo.SendAsync("ana", new TakeBreak("lunch", Seconds: 600));

        var ana = (await OperatorsOf(solo).EntityAsync(Ana, withState: true)).ShouldNotBeNull();

        (ana.Entity, ana.Type, ana.Awake, ana.Node, ana.Shard, ana.Path).ShouldBe(("agent-ana", EntityKind.Agent, true, null, null, "/user/agents/agent-ana"));
        ana.Revision.ShouldBe(3);
        ana.SnapshotRevision.ShouldBeNull();
        ana.NextDeadline.ShouldBe(ana.LastEventAt!.Value.AddSeconds(600));
        ana.State!["revision"]!.GetValue<long>().ShouldBe(3);
        ana.StateBytes.ShouldBe(ana.State.ToJsonString().Length);
        (ana.Trouble, ana.Silent.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Where_an_entity_is_can_be_asked_without_its_state()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");

        var ana = (await OperatorsOf(solo).EntityAsync(Ana, withState: false)).ShouldNotBeNull();

        (ana.Path, ana.Revision, ana.State, ana.StateBytes).ShouldBe(("/user/agents/agent-ana", 1, null, null));
    }

    [Fact]
    public async Task A_snapshot_is_shown_by_its_revision_also_after_a_restart()
    {
        await using var solo = new SoloHarness { Config = "myagent.snapshot-every = 2" };
        await solo.StartAsync();
        await solo.NameAsync("ana", "Ana");
        await solo.NameAsync("ana", "Anna");
        await solo.RestartAsync();

        (await OperatorsOf(solo).EntityAsync(Ana, withState: false))!.SnapshotRevision.ShouldBe(2);
    }

    [Theory]
    [InlineData(EntityKind.Agent)]
    [InlineData(EntityKind.Queue)]
    [InlineData(EntityKind.Caller)]
    public async Task Asking_for_an_entity_that_does_not_exist_makes_none(EntityKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");

        (await OperatorsOf(solo).EntityAsync(new EntityAddress(kind, "unknown"), withState: true)).ShouldBeNull();

        (await solo.Engine.Journal.LastOrderingAsync()).ShouldBe(1);
        (await OperatorsOf(solo).ShardsAsync()).Types.Select(type => (type.Type, type.Entities))
            .ShouldBe(Enum.GetValues<EntityKind>().Select(each => (each, each == EntityKind.Agent ? 1 : 0)));
    }

    [Fact]
    public async Task A_caller_who_is_not_in_use_is_read_and_stays_asleep()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.Engine.Host.SendAsync(Caller, new ConfigureCaller([], Priority: 7), Test);
        (await OperatorsOf(solo).EntityAsync(Caller, withState: false))!.Path.ShouldBe("/user/callers/caller-front%20desk%2F7");
        await solo.RestartAsync();

        for (var time = 0; time < 2; time++)
        {
            var caller = (await OperatorsOf(solo).EntityAsync(Caller, withState: true)).ShouldNotBeNull();
            (caller.Awake, caller.Path, caller.Revision, caller.Trouble).ShouldBe((false, null, 1, null));
            caller.State!["priority"]!.GetValue<int>().ShouldBe(7);
        }
    }

    [Fact]
    public async Task What_is_not_on_disk_is_not_shown()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        var waiting = solo.NameAsync("ana", "Anna");
        await solo.MailboxReadAsync("ana");

        var ana = (await OperatorsOf(solo).EntityAsync(Ana, withState: true)).ShouldNotBeNull();

        (ana.Awake, ana.Path, ana.Revision, ana.State).ShouldBe((true, "/user/agents/agent-ana", null, null));
        ana.Trouble.ShouldNotBeNull().ShouldContain("did not answer");
        solo.Journal.Gate.Set();
        await waiting;
    }

    [Fact]
    public async Task The_actors_are_shown_as_deep_as_was_asked_for()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, ActorTree.MaxChildren + 5).Select(number => solo.NameAsync($"agent{number:000}", "An agent")));

        var flat = await OperatorsOf(solo).ActorsAsync(node: null, depth: 1);
        flat.Node.ShouldBeNull();
        flat.Actors.Select(actor => actor.Name).ShouldBe(["user", "system"]);
        flat.Actors.ShouldAllBe(actor => actor.Children > 0 && actor.Actors.Count == 0);

        var deep = await OperatorsOf(solo).ActorsAsync(node: null, depth: 3);
        var agents = deep.Actors[0].Actors.Single(actor => actor.Name == "agents");
        (agents.Type, agents.Children, agents.Actors.Count).ShouldBe(("EntityParent", ActorTree.MaxChildren + 5, ActorTree.MaxChildren));
        agents.Actors[0].ShouldBe(new ActorView("agent-agent000", "EntityActor", Mailbox: 0, Children: 0, agents.Actors[0].Actors));
        deep.Actors[0].Actors.Select(actor => actor.Name).ShouldContain(NodeOperator.Name);
    }

    [Fact]
    public async Task A_message_that_waits_is_counted()
    {
        await using var solo = await SoloHarness.OpenAsync();
        using var gate = new ManualResetEventSlim();
        var busy = solo.Engine.System.ActorOf(Props.Create(() => new Busy(gate)), "busy");
        busy.Tell("one");
        busy.Tell("two");
        busy.Tell("three");
        await TestSupport.Eventually.TrueAsync(async () => await MailboxOfAsync(solo, "busy") == 2);
        gate.Set();
    }

    [Fact]
    public void A_state_that_is_too_long_is_left_out_and_its_length_told()
    {
        var queue = EntityFactory.Create(new QueueId("sales").Address);
        Take(queue, new ConfigureQueue(QueueSettings.Default("Sales")));
        for (var number = 0; number < 3000; number++)
            Take(queue, new AdmitContact(new ContactId($"c{number}"), Media.Call, new CallerAddress($"+331{number}"), Priority: 0, OriginAt: null, [], []));

        var view = EntityViews.Of(queue.Address, awake: true).With(EntityDescription.Of(queue, snapshotRevision: 0, withState: true));

        view.State.ShouldBeNull();
        view.StateBytes.ShouldNotBeNull().ShouldBeGreaterThan(EntityViews.MaxStateBytes);
    }

    private static IEngineOperators OperatorsOf(SoloHarness solo) => solo.Engine.Services.GetRequiredService<IEngineOperators>();

    private static async Task<int> MailboxOfAsync(SoloHarness solo, string actor) =>
        (await OperatorsOf(solo).ActorsAsync(node: null, depth: 2)).Actors[0].Actors.Single(each => each.Name == actor).Mailbox;

    private static void Take(IEntity entity, IMessage message) => EntityStep.Take(entity, new Envelope(entity.Address, message, Test), DateTimeOffset.UtcNow);

    /// <summary>Takes one message, and no other until the gate opens.</summary>
    private sealed class Busy : ReceiveActor
    {
        public Busy(ManualResetEventSlim gate) => ReceiveAny(_ => gate.Wait());
    }
}

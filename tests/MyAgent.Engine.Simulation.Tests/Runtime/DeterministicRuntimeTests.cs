using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Tests.Runtime;

/// <summary>The runtime delivers messages and fires deadlines, whatever entities do.</summary>
[UnitTests]
public sealed class DeterministicRuntimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly EntityAddress Ben = new AgentId("ben").Address;
    private static readonly EntityAddress Broken = new AgentId("broken").Address;

    [Fact]
    public void The_answer_comes_from_the_last_entity_of_a_chain_and_the_events_in_the_order_in_which_they_happened()
    {
        var runtime = new DeterministicRuntime(new Entities());
        Name(runtime, Ana, "tell:ben");
        var output = runtime.DrainOutput();
        output.Events.Select(happened => (happened.PersistenceId, happened.SequenceNr)).ShouldBe([("agent-ana", 1), ("agent-ben", 1)]);
        output.Replies.ShouldHaveSingleItem().To.ShouldBe("client");
        runtime.DrainOutput().Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_route_may_lose_a_message_between_entities()
    {
        var runtime = new DeterministicRuntime(new Entities(), new Copies(0));
        Name(runtime, Ana, "tell:ben");
        runtime.DrainOutput().Replies.ShouldBeEmpty();
        runtime.Find(Ben).ShouldBeNull();
    }

    [Fact]
    public void A_route_may_double_a_message_between_entities()
    {
        var runtime = new DeterministicRuntime(new Entities(), new Copies(2));
        Name(runtime, Ana, "tell:ben");
        runtime.Find(Ben)!.Revision.ShouldBe(2);
    }

    [Fact]
    public void The_next_deadline_is_the_earliest_of_all_and_each_fires_once()
    {
        var runtime = new DeterministicRuntime(new Entities());
        Pause(runtime, Ana, 60);
        Pause(runtime, Ben, 30);
        Pause(runtime, Ben, 90);
        runtime.NextDeadline.ShouldBe(Noon.AddSeconds(60));
        runtime.DrainOutput();

        runtime.FireDue(Noon.AddSeconds(59));
        runtime.DrainOutput().Events.ShouldBeEmpty();
        runtime.FireDue(Noon.AddSeconds(60));
        runtime.DrainOutput().Events.ShouldHaveSingleItem().Entity.ShouldBe(Ana);
        runtime.FireDue(Noon.AddSeconds(90));
        runtime.DrainOutput().Events.ShouldHaveSingleItem().Entity.ShouldBe(Ben);
        runtime.NextDeadline.ShouldBeNull();
    }

    [Fact]
    public void Deadlines_that_are_replaced_again_and_again_leave_nothing_behind()
    {
        var runtime = new DeterministicRuntime(new Entities());
        for (var seconds = 1; seconds <= 10_000; seconds++)
            Pause(runtime, Ana, seconds);
        runtime.NextDeadline.ShouldBe(Noon.AddSeconds(10_000));
        runtime.DrainOutput();
        runtime.FireDue(Noon.AddSeconds(10_000));
        runtime.DrainOutput().Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Asking_for_what_does_not_exist_leaves_nothing_in_memory()
    {
        var runtime = new DeterministicRuntime(new Entities());
        runtime.Deliver(new Envelope(Ana, new GetAgent(), new Cause("test"), "client"), Noon);
        runtime.DrainOutput().Replies.ShouldHaveSingleItem();
        runtime.Entities.ShouldBeEmpty();
    }

    [Fact]
    public void An_entity_that_cannot_be_read_refuses_and_the_others_go_on()
    {
        var runtime = new DeterministicRuntime(new Entities());
        Name(runtime, Broken, "name");
        Name(runtime, Ana, "name");
        var output = runtime.DrainOutput();
        output.Replies[0].Answer.ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.Fault);
        output.Faults.ShouldHaveSingleItem().Entity.ShouldBe(Broken);
        output.Events.ShouldHaveSingleItem().Entity.ShouldBe(Ana);
    }

    private static void Name(DeterministicRuntime runtime, EntityAddress to, string name) =>
        runtime.Deliver(new Envelope(to, new DefineAgent(name), new Cause("test"), "client"), Noon);

    private static void Pause(DeterministicRuntime runtime, EntityAddress to, double seconds) =>
        runtime.Deliver(new Envelope(to, new TakeBreak("pause", seconds), new Cause("test")), Noon);

    private sealed class Entities : IEntitySource
    {
        public IEntity Load(EntityAddress address) => address == Broken ? throw new InvalidOperationException("It is damaged.") : new TestEntity(address);
    }

    private sealed class Copies(int count) : IMessageRoute
    {
        public void Carry(Envelope sent, Queue<Envelope> pending)
        {
            for (var copy = 0; copy < count; copy++)
                pending.Enqueue(sent);
        }
    }
}

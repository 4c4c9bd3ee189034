using MyAgent.Engine.Agents;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class SchedulerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityAddress Ana = TestEngine.Agent("ana");
    private static readonly EntityAddress Ben = TestEngine.Agent("ben");
    private static readonly EntityAddress Broken = TestEngine.Agent("broken");

    [Fact]
    public void The_answer_comes_from_the_last_entity_in_the_line_and_the_events_in_the_order_in_which_they_happened()
    {
        var scheduler = new Scheduler(new Clerks());
        Name(scheduler, Ana, "tell:ben");
        var harvest = scheduler.TakeHarvest();
        harvest.Events.Select(happened => (happened.PersistenceId, happened.SequenceNr)).ShouldBe([("agent-ana", 1), ("agent-ben", 1)]);
        harvest.Replies.ShouldHaveSingleItem().To.ShouldBe("client");
        scheduler.TakeHarvest().Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_route_may_lose_a_message_between_entities()
    {
        var scheduler = new Scheduler(new Clerks(), new Copies(0));
        Name(scheduler, Ana, "tell:ben");
        scheduler.TakeHarvest().Replies.ShouldBeEmpty();
        scheduler.Find(Ben).ShouldBeNull();
    }

    [Fact]
    public void A_route_may_double_a_message_between_entities()
    {
        var scheduler = new Scheduler(new Clerks(), new Copies(2));
        Name(scheduler, Ana, "tell:ben");
        scheduler.Find(Ben)!.Revision.ShouldBe(2);
    }

    [Fact]
    public void The_next_wake_up_is_the_earliest_deadline_of_all_and_each_fires_once()
    {
        var scheduler = new Scheduler(new Clerks());
        Pause(scheduler, Ana, 60);
        Pause(scheduler, Ben, 30);
        Pause(scheduler, Ben, 90);
        scheduler.NextWakeUp.ShouldBe(Noon.AddSeconds(60));
        scheduler.TakeHarvest();

        scheduler.FireDue(Noon.AddSeconds(59));
        scheduler.TakeHarvest().Events.ShouldBeEmpty();
        scheduler.FireDue(Noon.AddSeconds(60));
        scheduler.TakeHarvest().Events.ShouldHaveSingleItem().Entity.ShouldBe(Ana);
        scheduler.FireDue(Noon.AddSeconds(90));
        scheduler.TakeHarvest().Events.ShouldHaveSingleItem().Entity.ShouldBe(Ben);
        scheduler.NextWakeUp.ShouldBeNull();
    }

    [Fact]
    public void Deadlines_that_are_replaced_again_and_again_leave_nothing_behind()
    {
        var scheduler = new Scheduler(new Clerks());
        for (var seconds = 1; seconds <= 10_000; seconds++)
            Pause(scheduler, Ana, seconds);
        scheduler.NextWakeUp.ShouldBe(Noon.AddSeconds(10_000));
        scheduler.TakeHarvest();
        scheduler.FireDue(Noon.AddSeconds(10_000));
        scheduler.TakeHarvest().Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Asking_for_what_does_not_exist_leaves_nothing_in_memory()
    {
        var scheduler = new Scheduler(new Clerks());
        scheduler.Deliver(new Envelope(Ana, new GetAgent(), new Cause("test"), "client"), Noon);
        scheduler.TakeHarvest().Replies.ShouldHaveSingleItem();
        scheduler.Entities.ShouldBeEmpty();
    }

    [Fact]
    public void An_entity_that_cannot_be_read_refuses_and_the_others_go_on()
    {
        var scheduler = new Scheduler(new Clerks());
        Name(scheduler, Broken, "name");
        Name(scheduler, Ana, "name");
        var harvest = scheduler.TakeHarvest();
        harvest.Replies[0].Answer.ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.Fault);
        harvest.Faults.ShouldHaveSingleItem().Entity.ShouldBe(Broken);
        harvest.Events.ShouldHaveSingleItem().Entity.ShouldBe(Ana);
    }

    private static void Name(Scheduler scheduler, EntityAddress to, string name) =>
        scheduler.Deliver(new Envelope(to, new DefineAgent(name), new Cause("test"), "client"), Noon);

    private static void Pause(Scheduler scheduler, EntityAddress to, double seconds) =>
        scheduler.Deliver(new Envelope(to, new TakeBreak("pause", seconds), new Cause("test")), Noon);

    private sealed class Clerks : IEntitySource
    {
        public IEntity Load(EntityAddress address) => address == Broken ? throw new InvalidOperationException("It is damaged.") : new Clerk(address);
    }

    private sealed class Copies(int count) : IMailRoute
    {
        public void Carry(Envelope sent, Queue<Envelope> line)
        {
            for (var copy = 0; copy < count; copy++)
                line.Enqueue(sent);
        }
    }
}

using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>A contact that moved is finished in its last queue: the outbox delivers the end to each queue it came through, until that confirms.</summary>
[ChaosTests]
public sealed class CompletionProtocolTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Night = new("night");
    private static readonly QueueId Late = new("late");

    [Fact]
    public void The_end_of_a_contact_is_redelivered_to_its_former_queue_until_that_confirms()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(from: Night, move: 1));
        queue.Receives(new HangUp(C1)).ShouldBe([new TakenContactFinished(C1, SingleEntityHarness.Sales)]);
        queue.Waits(1).ShouldBeEmpty();
        queue.Waits(1).ShouldBe([new TakenContactFinished(C1, SingleEntityHarness.Sales)]);
        queue.Receives(new FinishSeen(C1, Night)).ShouldBeEmpty();
        queue.Waits(60).ShouldBeEmpty();
    }

    [Fact]
    public void After_a_restart_the_end_is_delivered_again_unless_it_was_confirmed()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(from: Night, move: 1));
        queue.Receives(new HangUp(C1));
        queue.Restarts().ShouldBe([new TakenContactFinished(C1, SingleEntityHarness.Sales)]);
        queue.Receives(new FinishSeen(C1, Night));
        queue.Restarts().ShouldBeEmpty();
    }

    [Fact]
    public void A_queue_confirms_the_end_of_a_contact_each_time_it_is_delivered()
    {
        var queue = Moved();
        queue.Receives(new TakenContactFinished(C1, Night)).ShouldBe([new FinishSeen(C1, SingleEntityHarness.Sales)]);
        queue.Receives(new TakenContactFinished(C1, Night)).ShouldBe([new FinishSeen(C1, SingleEntityHarness.Sales)]);
        queue.Receives(new HangUp(C1));
        queue.Answer.ShouldBeOfType<Refusal>().Code.ShouldBe("contactDone");
    }

    [Fact]
    public void A_queue_that_does_not_know_yet_that_the_contact_has_left_does_not_confirm_its_end()
    {
        var queue = OnItsWay();
        queue.Receives(new TakenContactFinished(C1, Night)).ShouldBeEmpty();
        queue.Receives(new ContactTaken(C1, Night, Move: 1, Taken: true));
        queue.Receives(new TakenContactFinished(C1, Night)).ShouldBe([new FinishSeen(C1, SingleEntityHarness.Sales)]);
    }

    [Fact]
    public void The_end_goes_back_over_every_queue_the_contact_came_through()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(Overflowing);
        queue.Receives(TakeOver(from: Night, move: 1));
        queue.Waits(60).OfType<TakeOverContact>().Count().ShouldBe(1);
        queue.Receives(new ContactTaken(C1, Night, Move: 2, Taken: true)).ShouldBeEmpty();
        queue.Receives(new TakenContactFinished(C1, Night))
            .ShouldBe([new FinishSeen(C1, SingleEntityHarness.Sales), new TakenContactFinished(C1, SingleEntityHarness.Sales)], ignoreOrder: true);
    }

    [Fact]
    public void The_end_of_a_contact_that_came_twice_is_delivered_to_both_former_queues()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(Overflowing);
        queue.Receives(TakeOver(from: Late, move: 1));
        queue.Waits(60);
        queue.Receives(new ContactTaken(C1, Night, Move: 2, Taken: true));
        queue.Receives(TakeOver(from: Night, move: 3));
        queue.Receives(new HangUp(C1)).Count.ShouldBe(2);
        queue.Receives(new FinishSeen(C1, Night));
        queue.Waits(2).Count.ShouldBe(1);
        queue.Receives(new FinishSeen(C1, Late));
        queue.Waits(2).ShouldBeEmpty();
    }

    [Fact]
    public void While_the_contact_is_not_finished_no_end_is_delivered()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(from: Night, move: 1));
        queue.Receives(new FinishSeen(C1, Night)).ShouldBeEmpty();
        queue.Waits(60).ShouldBeEmpty();
        queue.Receives(new HangUp(C1)).ShouldBe([new TakenContactFinished(C1, SingleEntityHarness.Sales)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_snapshot_keeps_the_recipients_of_the_end(bool earlierVersion)
    {
        var queue = QueueEntity.Restore(SnapshotWithTakenContact(earlierVersion));
        var end = EntityStep.Take(queue, new Envelope(SingleEntityHarness.Sales.Address, new HangUp(C1), new Cause("test"), "client"), Centre.Opening);
        end.Sends.Select(send => (send.To, send.Message)).ShouldBe([(Night.Address, new TakenContactFinished(C1, SingleEntityHarness.Sales))]);
    }

    private static ConfigureQueue Overflowing => new(QueueSettings.Default("Sales") with { MaxWaitSeconds = 60, OverflowQueue = Night });

    private static TakeOverContact TakeOver(QueueId from, int move) => new(
        new Contact(C1, Media.Call, new CallerAddress("+331"), Centre.Opening, new OrderKey(0, Centre.Opening, 1), [], Moves: move), from);

    private static SingleEntityHarness OnItsWay()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(Overflowing);
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Waits(60).OfType<TakeOverContact>().Count().ShouldBe(1);
        return queue;
    }

    private static SingleEntityHarness Moved()
    {
        var queue = OnItsWay();
        queue.Receives(new ContactTaken(C1, Night, Move: 1, Taken: true));
        return queue;
    }

    /// <summary>The snapshot of a queue that has a contact from another.</summary>
    private static QueueSnapshot SnapshotWithTakenContact(bool earlierVersion)
    {
        var queue = EntityFactory.Create(SingleEntityHarness.Sales.Address);
        foreach (var message in new IMessage[] { new ConfigureQueue(QueueSettings.Default("Sales")), TakeOver(from: Night, move: 1) })
            EntityStep.Take(queue, new Envelope(SingleEntityHarness.Sales.Address, message, new Cause("test")), Centre.Opening);
        var snapshot = (QueueSnapshot)queue.TakeSnapshot();
        return earlierVersion ? snapshot with { OwedEnds = null } : snapshot;
    }
}

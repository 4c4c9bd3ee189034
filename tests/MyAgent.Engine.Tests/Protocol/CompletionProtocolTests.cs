using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>A contact that moved on is finished in its last queue: every queue it came through hears of it, whatever is lost.</summary>
[ChaosTests]
public sealed class CompletionProtocolTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Night = new("night");
    private static readonly QueueId Late = new("late");

    [Fact]
    public void The_queue_a_contact_came_from_is_told_of_its_end_until_it_has_heard()
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
    public void After_a_restart_it_is_told_again_and_once_it_has_heard_no_more()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(from: Night, move: 1));
        queue.Receives(new HangUp(C1));
        queue.Restarts().ShouldBe([new TakenContactFinished(C1, SingleEntityHarness.Sales)]);
        queue.Receives(new FinishSeen(C1, Night));
        queue.Restarts().ShouldBeEmpty();
    }

    [Fact]
    public void A_queue_confirms_the_end_of_a_contact_as_often_as_it_hears_of_it()
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
    public void A_contact_that_came_twice_owes_its_end_to_both_it_came_from()
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
    public void While_the_contact_is_not_finished_nobody_is_told_that_it_is()
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
    public void A_snapshot_keeps_whom_to_tell(bool earlierVersion)
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

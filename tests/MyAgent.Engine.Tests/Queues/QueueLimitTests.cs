using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rules 16 and 18: limits of the line, overflow, alarms.</summary>
[UnitTests]
public sealed class QueueLimitTests
{
    [Fact]
    [Rule("16")]
    public void Two_queues_that_overflow_into_each_other_at_once_pass_a_contact_on_once_a_second()
    {
        var centre = new Centre()
            .Queue("sales", queue => queue with { MaxWaitSeconds = 1, OverflowQueue = new QueueId("late") })
            .Queue("late", queue => queue with { MaxWaitSeconds = 1, OverflowQueue = new QueueId("sales") });
        centre.Arrive("c1");
        centre.Pass(10).Events.OfType<ContactTakenOver>().Count().ShouldBe(10);
    }

    [Fact]
    [Rule("16")]
    public void A_shorter_limit_in_a_journal_from_before_it_was_checked_counts_as_one_second()
    {
        var queue = new QueueEntity(new QueueId("sales"));
        queue.Apply(new RecordedEvent(Centre.Opening, new Cause("test"), new QueueConfigured(QueueSettings.Default("Sales") with { MaxWaitSeconds = 0 })));
        EntityStep.Take(queue, new Envelope(queue.Address, SingleEntityHarness.Call("c1"), new Cause("test")), Centre.Opening).Fault.ShouldBeNull();
        queue.NextDeadline.ShouldBe(Centre.Opening.AddSeconds(1));
    }

    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("16")]
    public void A_full_queue_refuses_the_contact_that_would_exceed_it()
    {
        var centre = Centre.With(queue => queue with { MaxWaiting = 2 });
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.TryArrive("c3").ShouldBeOfType<Refusal>().Code.ShouldBe("queueFull");
        centre.Does(new HangUp(C1));
        centre.Arrive("c3").Position.ShouldBe(2);
    }

    [Fact]
    [Rule("16")]
    public void A_contact_that_waits_too_long_expires()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60 });
        centre.Arrive("c1");
        centre.Pass(59.999).Waiting().ShouldBe(["c1"]);
        centre.Pass(0.001).Waiting().ShouldBeEmpty();
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact]
    [Rule("16")]
    public void A_contact_that_waits_too_long_goes_to_the_overflow_queue_with_its_order_key()
    {
        var centre = Overflowing();
        centre.Arrive("c1", originAt: Centre.Opening.AddMinutes(-5));
        centre.Pass(30).Arrive("l1", queue: "late");
        centre.Pass(30).Waiting("late").ShouldBe(["c1", "l1"]);
        centre.Contact("c1", "late").OriginAt.ShouldBe(Centre.Opening.AddMinutes(-5));
        centre.Waiting().ShouldBeEmpty();
    }

    [Fact]
    [Rule("16")]
    public void The_overflow_queue_takes_a_contact_even_where_it_is_full()
    {
        var centre = Overflowing().Queue("late", queue => queue with { MaxWaiting = 1 });
        centre.Arrive("l1", queue: "late");
        centre.Arrive("c1");
        centre.Pass(60).Overview("late").WaitingCount.ShouldBe(2);
    }

    [Fact]
    [Rule("16")]
    public void A_hang_up_after_the_move_is_sent_where_the_contact_is()
    {
        var centre = Overflowing();
        centre.Arrive("c1");
        centre.Pass(60);
        centre.Ask(new QueueId("sales"), new HangUp(C1)).ShouldBe(new ContactMovedAnswer(C1, new QueueId("late")));
        centre.Does(new HangUp(C1), queue: "late").Outcome.ShouldBe(ContactOutcome.Abandoned);
    }

    [Fact]
    [Rule("16")]
    public void An_overflow_queue_that_is_not_there_means_expired()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("nowhere") });
        centre.Arrive("c1");
        centre.Pass(60).Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact]
    [Rule("16")]
    public void Two_queues_that_overflow_into_each_other_lose_no_contact()
    {
        var centre = Overflowing().Queue("late", queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("sales") });
        centre.Arrive("c1");
        centre.Pass(60).Waiting("late").ShouldBe(["c1"]);
        centre.Pass(60).Waiting().ShouldBe(["c1"]);
        centre.Pass(60).Waiting("late").ShouldBe(["c1"]);
        centre.Does(new HangUp(C1), queue: "late").Outcome.ShouldBe(ContactOutcome.Abandoned);
    }

    [Fact]
    [Rule("18")]
    public void The_alarm_on_the_number_waiting_clears_at_four_fifths_of_its_limit()
    {
        var centre = Centre.With(queue => queue with { Alarms = new AlarmSettings(Waiting: 5, LongestWaitSeconds: null) });
        for (var number = 1; number <= 5; number++)
            centre.Arrive($"c{number}");
        centre.Overview().Alarms.ShouldBe([AlarmKind.Waiting]);
        centre.Does(new HangUp(C1));
        centre.Overview().Alarms.ShouldBeEmpty();
        centre.Events.OfType<AlarmRaised>().Single().Value.ShouldBe(5);
    }

    [Fact]
    [Rule("18")]
    public void The_alarm_does_not_flicker_around_its_limit()
    {
        var centre = Centre.With(queue => queue with { Alarms = new AlarmSettings(Waiting: 10, LongestWaitSeconds: null) });
        for (var number = 1; number <= 10; number++)
            centre.Arrive($"c{number}");
        centre.Does(new HangUp(C1));
        centre.Arrive("c11");
        centre.Events.OfType<AlarmRaised>().Count().ShouldBe(1);
        centre.Events.OfType<AlarmCleared>().ShouldBeEmpty();
    }

    [Theory]
    [Rule("18")]
    [InlineData(45)]
    [InlineData(100.0 / 3)]
    public void The_alarm_on_the_longest_wait_comes_by_itself(double limit)
    {
        var centre = Centre.With(queue => queue with { Alarms = new AlarmSettings(Waiting: null, limit) });
        centre.Arrive("c1");
        centre.Pass(limit - 0.01).Overview().Alarms.ShouldBeEmpty();
        centre.Pass(0.02).Overview().Alarms.ShouldBe([AlarmKind.LongestWait]);
        centre.Does(new HangUp(C1));
        centre.Overview().Alarms.ShouldBeEmpty();
    }

    private static Centre Overflowing() =>
        Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") }).Queue("late");
}

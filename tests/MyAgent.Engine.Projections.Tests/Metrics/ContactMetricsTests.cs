using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Metrics;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests;

[UnitTests]
public sealed class ContactMetricsTests : IDisposable
{
    private const string Sales = "myagent.queue.id=sales";
    private const string Call = "myagent.contact.kind=call";
    private const string Callback = "myagent.contact.kind=callback";

    private readonly ContactMetrics _metrics = new(new QueueTags());
    private readonly MeterProbe _probe;
    private readonly JournalScript _journal = new();

    public ContactMetricsTests()
    {
        _probe = new MeterProbe(_metrics.Meter);
        _metrics.CountAfter(0);
    }

    public void Dispose()
    {
        _probe.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_call_that_is_served_is_counted_at_each_step_with_its_wait_and_its_handling()
    {
        Fold(_journal.Queue("sales", Happened.Arrived("c1"))
            .At(12).Queue("sales", Happened.Offered("c1", "ana"))
            .At(15).Queue("sales", Happened.Ended("c1", "ana", OfferOutcome.Accepted))
            .At(195).Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "ana")));

        foreach (var counter in (string[])["myagent.contact.arrived", "myagent.contact.answered"])
            _probe.Of(counter, Sales, Call).ShouldBe([1], counter);
        _probe.Of("myagent.contact.ended", Sales, Call, "myagent.contact.outcome=served").ShouldBe([1]);
        _probe.Of("myagent.offer.made", Sales).ShouldBe([1]);
        _probe.Of("myagent.offer.ended", Sales, "myagent.offer.outcome=accepted").ShouldBe([1]);
        _probe.Of("myagent.contact.wait.duration", Sales, Call, "myagent.contact.outcome=answered").ShouldBe([15]);
        _probe.Of("myagent.contact.handle.duration", Sales, Call).ShouldBe([180]);
    }

    [Fact]
    [Rule("32")]
    public void A_wrap_up_code_that_was_recorded_by_default_is_counted()
    {
        Fold(_journal.Agent("ana", Happened.Coded("c1", "sold"), Happened.Coded("c2", "other", 2, byDefault: true)));
        _probe.Of("myagent.wrapup.code.default", Sales).ShouldBe([1]);
    }

    [Fact]
    public async Task A_contact_that_came_before_the_start_has_waited_since_it_came()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2")).At(10).Queue("sales", Happened.Accepted("c2", "ana"));
        using var metrics = new ContactMetrics(new QueueTags(), _journal.FoldInto(new Board()));
        using var probe = new MeterProbe(metrics.Meter);
        metrics.CountAfter(_journal.Records[^1].Ordering);
        (await metrics.LoadAsync(CancellationToken.None)).ShouldBeNull("it is given what the board has not shown yet");

        var before = _journal.Records.Count;
        _journal.At(40).Queue("sales", Happened.Finished("c1", ContactOutcome.Abandoned), Happened.Finished("c2", ContactOutcome.Served, "ana"));
        foreach (var record in _journal.Records.Skip(before))
            metrics.Fold(record);
        probe.Of("myagent.contact.wait.duration", Sales, Call, "myagent.contact.outcome=abandoned").ShouldBe([40]);
        probe.Of("myagent.contact.handle.duration", Sales, Call).ShouldBe([30]);
    }

    [Fact]
    public void A_caller_who_hangs_up_while_waiting_has_a_wait_and_was_not_handled()
    {
        Fold(_journal.Queue("sales", Happened.Arrived("c1"))
            .Queue("sales", Happened.Offered("c1", "ana"), Happened.Ended("c1", "ana", OfferOutcome.Missed))
            .Queue("sales", Happened.Offered("c1", "ben", 2), Happened.Ended("c1", "ben", OfferOutcome.Rejected, 2))
            .At(40).Queue("sales", Happened.Finished("c1", ContactOutcome.Abandoned)));

        _probe.Of("myagent.contact.wait.duration", Sales, "myagent.contact.outcome=abandoned").ShouldBe([40]);
        _probe.Of("myagent.contact.ended", Sales, "myagent.contact.outcome=abandoned").ShouldBe([1]);
        _probe.Of("myagent.offer.ended", "myagent.offer.outcome=missed").ShouldBe([1]);
        _probe.Of("myagent.offer.ended", "myagent.offer.outcome=rejected").ShouldBe([1]);
        _probe.Of("myagent.contact.answered").ShouldBeEmpty();
        _probe.Of("myagent.contact.handle.duration").ShouldBeEmpty();
    }

    [Fact]
    public void A_callback_waits_from_its_request_and_again_from_its_date_and_is_answered_once()
    {
        Fold(_journal.Queue("sales", Happened.Arrived("c1"))
            .At(30).Queue("sales", Happened.Requested("c1", 30))
            .At(90).Queue("sales", Happened.Accepted("c1", "ana"))
            .At(100).Queue("sales", new CallbackScheduled(new ContactId("c1"), new AgentId("ana"), JournalScript.Second(3_600), 1))
            .At(3_600).Queue("sales", new CallbackReentered(new ContactId("c1"), new OrderKey(0, JournalScript.Start, 1)))
            .At(3_605).Queue("sales", Happened.Accepted("c1", "ana", 2))
            .At(3_705).Queue("sales", new CallbackCallEnded(new ContactId("c1")))
            .At(3_800).Queue("sales", Happened.Finished("c1", ContactOutcome.Completed, "ana")));

        _probe.Of("myagent.callback.requested", Sales).ShouldBe([1]);
        _probe.Of("myagent.callback.scheduled", Sales).ShouldBe([1]);
        _probe.Of("myagent.contact.wait.duration", Callback).ShouldBe([60, 5]);
        _probe.Of("myagent.contact.handle.duration", Callback).ShouldBe([10, 100]);
        _probe.Of("myagent.contact.answered", Callback).ShouldBe([1]);
        _probe.Of("myagent.contact.ended", Callback, "myagent.contact.outcome=completed").ShouldBe([1]);
    }

    [Fact]
    public void A_contact_that_moves_on_is_no_second_arrival_and_its_wait_begins_again_in_the_other_queue()
    {
        Fold(_journal.Queue("sales", Happened.Arrived("c1"))
            .At(60).Queue("sales", new ContactMoved(new ContactId("c1"), new QueueId("night")))
            .Queue("night", new ContactTakenOver(Happened.Contact("c1"), new QueueId("sales")))
            .At(70).Queue("night", Happened.Accepted("c1", "ana")));

        _probe.Of("myagent.contact.arrived").ShouldBe([1]);
        _probe.Of("myagent.contact.moved", Sales, "myagent.contact.move.reason=overflow").ShouldBe([1]);
        _probe.Of("myagent.contact.wait.duration", Sales, "myagent.contact.outcome=moved").ShouldBe([60]);
        _probe.Of("myagent.contact.wait.duration", "myagent.queue.id=night", "myagent.contact.outcome=answered").ShouldBe([10]);
    }

    [Fact]
    public void Contacts_that_are_not_let_in_or_are_sent_on_by_a_closed_queue_are_told_apart()
    {
        Fold(_journal.Queue("sales",
            new ContactRefused(new ContactId("c1"), Caller: null, Refusal.Rule("queueFull", "The queue is full.")),
            new ContactRedirected(new ContactId("c2"), new QueueId("night"))));
        _probe.Of("myagent.contact.refused", Sales, "myagent.refusal.code=queueFull").ShouldBe([1]);
        _probe.Of("myagent.contact.moved", Sales, "myagent.contact.move.reason=closed").ShouldBe([1]);
        _probe.Of("myagent.contact.arrived").ShouldBeEmpty();
    }

    [Fact]
    public void Events_from_before_the_start_are_not_counted_again_and_waits_continue()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2")).Queue("sales", Happened.Finished("c2", ContactOutcome.Abandoned));
        _metrics.CountAfter(_journal.Records[^1].Ordering);
        Fold(_journal.At(25).Queue("sales", Happened.Accepted("c1", "ana")));

        _probe.Of("myagent.contact.arrived").ShouldBeEmpty();
        _probe.Of("myagent.contact.ended").ShouldBeEmpty();
        _probe.Of("myagent.contact.answered").ShouldBe([1]);
        _probe.Of("myagent.contact.wait.duration").ShouldBe([25]);
    }

    [Fact]
    public void Beyond_a_hundred_queues_the_others_are_counted_together()
    {
        for (var number = 1; number <= QueueTags.Max + 5; number++)
            _journal.Queue($"q{number}", Happened.Arrived($"c{number}"));
        Fold(_journal);
        _probe.Of("myagent.contact.arrived", $"myagent.queue.id=q{QueueTags.Max}").Count.ShouldBe(1);
        _probe.Of("myagent.contact.arrived", $"myagent.queue.id={QueueTags.Others}").Count.ShouldBe(5);
        _probe.Of("myagent.contact.arrived").Count.ShouldBe(QueueTags.Max + 5);
    }

    private void Fold(JournalScript journal) => journal.FoldInto(_metrics);
}

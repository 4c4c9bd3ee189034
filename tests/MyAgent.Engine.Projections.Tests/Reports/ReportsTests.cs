using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Reports;

[UnitTests]
public sealed class ReportsTests
{
    private readonly JournalScript _journal = new();

    [Fact]
    public void A_contact_counts_where_each_thing_happened()
    {
        _journal.At(50).Queue("sales", Happened.Arrived("c1", 50));
        _journal.At(65).Queue("sales", Happened.Accepted("c1", "ana"));
        _journal.At(185).Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "ana"));

        var rows = Queues(0, 240, 60);
        rows.Select(row => (row.Offered, row.Answered, row.Handled)).ShouldBe([(1, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 1)]);
        rows[1].AsaSeconds.ShouldBe(15);
        rows[1].LongestWaitSeconds.ShouldBe(15);
        rows[3].HandleSeconds.ShouldBe(120);
    }

    [Fact]
    [Rule("33g")]
    public void The_report_counts_who_ended_contacts_and_the_talk_time_since_the_answer()
    {
        var (c1, ana) = (new ContactId("c1"), new AgentId("ana"));
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Arrived("c3"));
        _journal.At(20).Queue("sales", new OfferEnded(c1, new OfferId(new QueueId("sales"), 1), ana, OfferOutcome.Accepted, AnsweredAt: JournalScript.Second(15)));
        _journal.At(45).Queue("sales", new ContactFinished(c1, ContactOutcome.Served, ana, EndedBy.Agent));
        _journal.Queue("sales", new ContactFinished(new ContactId("c2"), ContactOutcome.Abandoned, AgentId: null, EndedBy.Connector));
        _journal.Queue("sales", new ContactFinished(new ContactId("c3"), ContactOutcome.Abandoned, AgentId: null));

        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.EndedByCaller, row.EndedByAgent, row.EndedBySupervisor, row.EndedByConnector, row.EndedBySystem).ShouldBe((0, 1, 0, 1, 0)),
            row => row.TalkSeconds.ShouldBe(30),
            row => row.HandleSeconds.ShouldBe(25));
    }

    [Fact]
    [Rule("36")]
    public void A_callback_without_a_call_counts_as_requested_and_not_as_offered()
    {
        var arrived = Happened.Arrived("c1");
        _journal.Queue("sales", arrived with { Contact = arrived.Contact with { Callback = new CallbackRequest("4711", JournalScript.Second(0)) } });
        _journal.At(20).Queue("sales", Happened.Accepted("c1", "ana"));

        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Offered, row.CallbacksRequested, row.Answered, row.CallbacksAnswered).ShouldBe((0, 1, 0, 1)),
            row => row.CallbackWaitSeconds.ShouldBe(20));
    }

    [Fact]
    public void The_service_level_is_reported_with_and_without_abandoned_contacts()
    {
        _journal.Queue("sales", Happened.Configured(settings => settings with { ServiceLevelSeconds = 20 }));
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Arrived("c3"), Happened.Arrived("c4"));
        _journal.At(20).Queue("sales", Happened.Accepted("c1", "ana", 1)).At(21).Queue("sales", Happened.Accepted("c2", "bob", 2));
        _journal.At(30).Queue("sales", Happened.Finished("c3", ContactOutcome.Abandoned)).At(40).Queue("sales", Happened.Accepted("c4", "ana", 3));

        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Answered.ShouldBe(3),
            row => row.AnsweredInTime.ShouldBe(1),
            row => row.Abandoned.ShouldBe(1),
            row => row.ServiceLevel.ShouldBe(1 / 3d),
            row => row.ServiceLevelWithAbandons.ShouldBe(0.25),
            row => row.AsaSeconds.ShouldBe(27),
            row => row.LongestWaitSeconds.ShouldBe(40));
    }

    [Fact]
    public void Where_nothing_happened_there_are_no_averages()
    {
        _journal.Queue("sales", Happened.Configured());
        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Offered.ShouldBe(0),
            row => row.AsaSeconds.ShouldBeNull(),
            row => row.LongestWaitSeconds.ShouldBeNull(),
            row => row.ServiceLevel.ShouldBeNull(),
            row => row.ServiceLevelWithAbandons.ShouldBeNull(),
            row => row.HandleSeconds.ShouldBeNull(),
            row => row.WrapUpSeconds.ShouldBeNull());
    }

    [Fact]
    public void A_call_that_becomes_a_callback_is_neither_answered_nor_abandoned()
    {
        var c1 = new ContactId("c1");
        _journal.Queue("sales", Happened.Arrived("c1")).At(60).Queue("sales", Happened.Requested("c1"));
        _journal.At(100).Queue("sales", Happened.Accepted("c1", "ana")).At(130).Queue("sales", new CallbackCallEnded(c1));
        _journal.At(140).Queue("sales", new CallbackScheduled(c1, new AgentId("ana"), JournalScript.Second(200), 1));
        _journal.At(200).Queue("sales", new CallbackReentered(c1, new OrderKey(0, JournalScript.Start, 1)));
        _journal.Queue("sales", Happened.Accepted("c1", "ana", 2)).At(250).Queue("sales", Happened.Finished("c1", ContactOutcome.Completed, "ana"));

        Queues(0, 300).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Offered.ShouldBe(1),
            row => (row.Answered, row.Abandoned).ShouldBe((0, 0)),
            row => row.LongestWaitSeconds.ShouldBeNull(),
            row => row.CallbacksRequested.ShouldBe(1),
            row => row.CallbacksAnswered.ShouldBe(1, "the second attempt is the same callback"),
            row => row.CallbackWaitSeconds.ShouldBe(40),
            row => row.CallbacksScheduled.ShouldBe(1),
            row => row.CallbacksCompleted.ShouldBe(1),
            row => row.Handled.ShouldBe(2),
            row => row.HandleSeconds.ShouldBe((30 + 50) / 2d));
    }

    [Fact]
    public void A_callback_given_back_by_a_lost_agent_is_not_handled()
    {
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Requested("c1")).Queue("sales", Happened.Accepted("c1", "ana"));
        _journal.At(10).Queue("sales", new ContactReturned(new ContactId("c1"), new AgentId("ana")));
        _journal.At(20).Queue("sales", Happened.Accepted("c1", "bob", 2)).At(50).Queue("sales", Happened.Finished("c1", ContactOutcome.NotReached, "bob"));
        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Handled.ShouldBe(1),
            row => row.HandleSeconds.ShouldBe(30),
            row => row.CallbacksNotReached.ShouldBe(1));
    }

    [Fact]
    [Rule("33a")]
    public void A_call_whose_telephone_leg_failed_is_answered_once_by_the_agent_who_was_heard()
    {
        _journal.Queue("sales", Happened.Arrived("c1")).At(5).Queue("sales", Happened.Accepted("c1", "ana"));
        _journal.At(8).Queue("sales", new ContactReturned(new ContactId("c1"), new AgentId("ana"), RequeueReason.NotBridged));
        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Answered, row.AnsweredInTime, row.Handled).ShouldBe((0, 0, 0)),
            row => row.AsaSeconds.ShouldBeNull());

        _journal.At(30).Queue("sales", Happened.Accepted("c1", "bob", 2)).At(70).Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "bob"));
        Queues(0, 120).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Answered, row.AnsweredInTime, row.Handled).ShouldBe((1, 0, 1)),
            row => (row.AsaSeconds, row.HandleSeconds, row.TalkSeconds).ShouldBe((30, 40, 40)));
    }

    [Fact]
    [Rule("33a")]
    public void A_caller_who_hangs_up_after_a_failed_telephone_leg_has_abandoned_and_was_not_answered()
    {
        _journal.Queue("sales", Happened.Arrived("c1")).At(5).Queue("sales", Happened.Accepted("c1", "ana"));
        _journal.At(8).Queue("sales", new ContactReturned(new ContactId("c1"), new AgentId("ana"), RequeueReason.HungUp));
        _journal.At(20).Queue("sales", Happened.Finished("c1", ContactOutcome.Abandoned));
        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Answered, row.Abandoned).ShouldBe((0, 1)),
            row => row.LongestWaitSeconds.ShouldBe(20),
            row => row.TalkSeconds.ShouldBeNull());
    }

    [Fact]
    [Rule("33")]
    public void A_consultation_counts_for_its_agent_and_not_for_its_queue()
    {
        var consult = Happened.Contact("c1") with { Consultation = new Consultation(new ContactId("c0"), new QueueId("sales"), new AgentId("bob"), null) };
        _journal.Queue("experts", new ContactArrived(consult)).At(5).Queue("experts", Happened.Accepted("c1", "ana"));
        _journal.At(8).Queue("experts", Happened.Finished("c1", ContactOutcome.Served, "ana"));
        Queues(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.Offered, row.Answered, row.Handled).ShouldBe((0, 0, 0)),
            row => row.TalkSeconds.ShouldBeNull());
    }

    [Fact]
    public void A_contact_that_moves_leaves_one_waiting_list_and_enters_the_other()
    {
        _journal.Queue("sales", Happened.Arrived("c1"));
        _journal.At(30).Queue("night", new ContactTakenOver(Happened.Contact("c1"), new QueueId("sales")));
        _journal.Queue("sales", new ContactMoved(new ContactId("c1"), new QueueId("night")));
        _journal.At(35).Queue("night", Happened.Accepted("c1", "ana"));

        var (night, sales) = (Queues(0, 60)[0], Queues(0, 60)[1]);
        (sales.Offered, sales.OverflowedOut, sales.LongestWaitSeconds).ShouldBe((1, 1, 30));
        (night.Offered, night.OverflowedIn, night.Answered, night.AsaSeconds).ShouldBe((0, 1, 1, 5));
    }

    [Fact]
    public void Time_in_a_status_is_divided_at_the_borders_of_the_intervals()
    {
        _journal.At(30).Agent("ana", new AgentLoggedIn());
        _journal.At(50).Agent("ana", Happened.Received("c1"));
        _journal.At(55).Agent("ana", Happened.Closed(OfferOutcome.Accepted));
        _journal.At(100).Agent("ana", Happened.Over("c1"));
        _journal.At(110).Agent("ana", Happened.PopUp("c1"), Happened.WrapUp(until: 140));
        _journal.At(130).Agent("ana", new WrapUpExtended(JournalScript.Second(170)));
        _journal.At(170).Agent("ana", Happened.Available());
        _journal.At(180).Agent("ana", new BreakStarted("lunch", null));
        _journal.At(210).Agent("ana", new AgentLoggedOut(Forced: false));

        var rows = Agents(0, 240, 60);
        rows.Select(row => row.LoggedInSeconds).ShouldBe([30, 60, 60, 30]);
        rows.Select(row => row.AvailableSeconds).ShouldBe([20, 0, 10, 0]);
        rows.Select(row => row.OfferedSeconds).ShouldBe([5, 0, 0, 0]);
        rows.Select(row => row.EngagedSeconds).ShouldBe([5, 40, 0, 0]);
        rows.Select(row => row.PostProcessingSeconds).ShouldBe([0, 10, 0, 0]);
        rows.Select(row => row.WrapUpSeconds).ShouldBe([0, 10, 50, 0]);
        rows.Select(row => row.BreakSeconds).ShouldBe([0, 0, 0, 30]);
        rows.Select(row => row.Occupancy).ShouldBe([5 / 30d, 1, 50 / 60d, null]);

        Agents(0, 240).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.OffersReceived, row.Accepted, row.Handled).ShouldBe((1, 1, 1)),
            row => row.MeanHandleSeconds.ShouldBe(45),
            row => row.MeanWrapUpSeconds.ShouldBe(60),
            row => row.Occupancy.ShouldBe(115 / 150d));
        Queues(0, 240).ShouldHaveSingleItem().WrapUpSeconds.ShouldBe(60);
    }

    [Fact]
    [Rule("33")]
    public void A_hold_counts_when_it_ends_for_the_agent_and_the_queue()
    {
        _journal.At(20).Agent("ana", new AgentLoggedIn(), Happened.Received("c1"), Happened.Closed(OfferOutcome.Accepted));
        _journal.At(30).Agent("ana", new ContactHeld(new ContactId("c1")));
        _journal.At(75).Agent("ana", new ContactResumed(new ContactId("c1")));
        _journal.At(100).Agent("ana", new ContactHeld(new ContactId("c1")));
        _journal.At(130).Agent("ana", Happened.Over("c1"));

        Agents(0, 240, 60).Select(row => (row.Holds, row.HoldSeconds)).ShouldBe([(0, 0), (1, 45), (1, 30), (0, 0)]);
        Queues(0, 240).ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.Holds.ShouldBe(2), row => row.HoldSeconds.ShouldBe(75));
    }

    [Fact]
    [Rule("32")]
    public void A_contact_counts_under_its_last_code_when_its_wrap_up_ends()
    {
        _journal.At(30).Agent("ana", new AgentLoggedIn(), Happened.ReceivedWithCodes("c1", "sold", "lost"), Happened.Closed(OfferOutcome.Accepted), Happened.Coded("c1", "sold"));
        _journal.At(90).Agent("ana", Happened.Over("c1"), Happened.PopUp("c1"), Happened.WrapUp(until: 190));
        _journal.At(130).Agent("ana", Happened.Coded("c1", "lost"), Happened.Available());

        Codes(0, 240, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.QueueId.Value, row.Code?.Value, row.Contacts, row.ByDefault).ShouldBe(("sales", "lost", 1, 0)),
            row => (row.From, row.HandleSeconds, row.WrapUpSeconds).ShouldBe((JournalScript.Second(120), 60, 40)));
    }

    [Fact]
    [Rule("32")]
    public void Defaults_and_contacts_without_a_code_are_counted_apart()
    {
        _journal.Agent("ana", new AgentLoggedIn(), Happened.ReceivedWithCodes("c1", "sold"), Happened.Closed(OfferOutcome.Accepted));
        _journal.At(10).Agent("ana", Happened.Over("c1"), Happened.PopUp("c1"), Happened.Coded("c1", "sold", byDefault: true), new AgentFreed(new ContactId("c1")));
        _journal.Agent("ana", Happened.ReceivedWithCodes("c2", "sold"), Happened.Closed(OfferOutcome.Accepted));
        _journal.At(40).Agent("ana", new AgentLoggedOut(Forced: true));

        Codes(0, 60).Select(row => (row.Code?.Value, row.Contacts, row.ByDefault, row.HandleSeconds, row.WrapUpSeconds))
            .ShouldBe([(null, 1, 0, 30, null), ("sold", 1, 1, 10, null)]);
    }

    [Fact]
    public void Time_in_the_future_is_not_counted()
    {
        _journal.Agent("ana", new AgentLoggedIn());
        var reports = _journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(90))));
        reports.Agents(Period(0, 240, 60)).Select(row => row.AvailableSeconds).ShouldBe([60, 30, 0, 0]);
    }

    [Fact]
    public void The_four_outcomes_of_an_offer_are_counted_separately()
    {
        _journal.Agent("ana", new AgentLoggedIn());
        foreach (var (outcome, number) in new[] { OfferOutcome.Rejected, OfferOutcome.Withdrawn, OfferOutcome.Missed }.Select((outcome, index) => (outcome, index)))
            _journal.Agent("ana", Happened.Received("c1", number), Happened.Closed(outcome, number));
        _journal.Agent("ana", new AgentStoppedResponding());

        Agents(0, 60).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => (row.OffersReceived, row.Accepted, row.Rejected, row.Missed, row.Withdrawn).ShouldBe((3, 0, 1, 1, 1)),
            row => row.NotRespondingSeconds.ShouldBe(60));
    }

    private static ReportPeriod Period(int from, int to, int? bucketSeconds = null)
    {
        ReportPeriod.TryCreate(JournalScript.Second(from), JournalScript.Second(to), bucketSeconds, out var period).ShouldBeNull();
        return period!;
    }

    private IReadOnlyList<QueueFigures> Queues(int from, int to, int? bucketSeconds = null) =>
        _journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(100_000)))).Queues(Period(from, to, bucketSeconds));

    private IReadOnlyList<CodeFigures> Codes(int from, int to, int? bucketSeconds = null) =>
        _journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(100_000)))).Codes(Period(from, to, bucketSeconds));

    private IReadOnlyList<AgentFigures> Agents(int from, int to, int? bucketSeconds = null) =>
        _journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(100_000)))).Agents(Period(from, to, bucketSeconds));
}

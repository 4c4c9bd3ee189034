using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Laws 3, 5, 6, 7, 8 and 15: invalid journals about contacts and their places.</summary>
[UnitTests]
public sealed class ContactLawTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Sales = new("sales");

    [Fact]
    public void Law_3_finds_an_event_of_a_finished_contact() =>
        ValidJournals.HangUpWhileRinging().Queue(new RecordingStarted(C1))
            .ShouldBreak<RecordingStarted>(law: 3);

    [Fact]
    public void Law_3_finds_new_data_of_a_finished_contact() =>
        ValidJournals.Call().Queue(new ContactDataChanged(C1, new ContactData(Subject: "late")))
            .ShouldBreak<ContactDataChanged>(law: 3);

    [Fact]
    public void Law_3_finds_new_data_of_a_contact_that_moves_to_another_queue() =>
        ValidJournals.Moved().Inserted<ContactTakenOver>(Sales.Address, new ContactDataChanged(C1, new ContactData(Subject: "late")))
            .ShouldBreak<ContactDataChanged>(law: 3);

    [Fact]
    public void Law_3_finds_a_recording_contact_that_is_offered() =>
        ValidJournals.Call().Inserted<ContactArrived>(Sales.Address, new RecordingStarted(C1))
            .ShouldBreak<ContactOffered>(law: 3);

    [Fact]
    public void Law_3_finds_a_contact_that_is_finished_while_it_is_offered() =>
        ValidJournals.HangUpWhileRinging().Without<OfferEnded>()
            .ShouldBreak<ContactFinished>(law: 3);

    [Fact]
    public void Law_3_finds_a_queue_that_is_removed_with_a_contact_in_it() =>
        new JournalBuilder().Open().Arrive("c1").Queue(new QueueRemoved())
            .ShouldBreak<QueueRemoved>(law: 3);

    [Fact]
    public void Law_3_finds_an_agent_who_is_removed_while_logged_in() =>
        new JournalBuilder().Open(agents: "ana").Agent("ana", new AgentRemoved())
            .ShouldBreak<AgentRemoved>(law: 3);

    [Fact]
    public void Law_3_finds_a_callback_that_is_abandoned() =>
        new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").Abandon("c1")
            .ShouldBreak<ContactFinished>(law: 3);

    [Fact]
    public void Law_3_finds_a_contact_that_got_lost_between_two_queues() =>
        ValidJournals.Moved().Without<ContactFinished>().Without<MovedContactFinished>().Without<ContactTakenOver>()
            .ShouldBreak<ContactMoved>(law: 3);

    [Fact]
    public void Law_3_finds_a_contact_that_never_arrives() =>
        ValidJournals.Moved().Without<ContactFinished>().Without<MovedContactFinished>().Without<ContactTakenOver>().Without<ContactMoved>().Meanwhile(10)
            .ShouldBreak<ContactMoving>(law: 3);

    [Fact]
    public void Law_3_finds_a_call_that_stays_engaged_without_an_agent() =>
        ValidJournals.Call().Without<ContactFinished>().Meanwhile(10)
            .ShouldBreak<ContactEnded>(law: 3);

    [Fact]
    public void Law_3_finds_a_callback_whose_agent_disappeared() =>
        new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").AddAgent("ana").Agent("ana", new AgentLoggedIn()).Serve("c1", "ana").After(5)
            .Agent("ana", new AgentLoggedOut(Forced: true)).Meanwhile(10)
            .ShouldBreak<AgentLoggedOut>(law: 3);

    [Fact]
    public void Law_3_finds_a_pop_up_closed_before_the_callback_has_an_outcome() =>
        ValidJournals.CallbackCompleted().Without<CallbackOutcomeRecorded>()
            .ShouldBreak<PopUpClosed>(law: 3);

    [Fact]
    public void Law_5_finds_a_place_changed_by_no_person() =>
        ValidJournals.PriorityChanged().Recorded<OrderKeyChanged>(recorded => recorded with { Cause = new Cause("queue-sales") })
            .ShouldBreak<OrderKeyChanged>(law: 5);

    [Fact]
    public void Law_5_finds_a_place_changed_on_the_way_to_another_queue() =>
        ValidJournals.Moved().With<ContactTakenOver>(taken => taken with { Contact = taken.Contact with { Key = taken.Contact.Key with { Priority = 9 } } })
            .ShouldBreak<ContactTakenOver>(law: 5);

    [Fact]
    public void Law_5_finds_a_scheduled_callback_that_comes_back_elsewhere() =>
        ValidJournals.CallbackScheduled().With<CallbackReentered>(back => back with { Key = back.Key with { At = JournalBuilder.Start.AddDays(-1) } })
            .ShouldBreak<CallbackReentered>(law: 5);

    [Fact]
    public void Law_6_finds_a_contact_that_is_passed_over() =>
        new JournalBuilder().Open().Arrive("c1").After(1).Arrive("c2").AddAgent("ana").Agent("ana", new AgentLoggedIn()).Ring("c2", "ana")
            .ShouldBreak<ContactOffered>(law: 6);

    [Fact]
    public void Law_6_lets_a_callback_stand_that_is_not_for_the_agent() =>
        new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").After(1).Arrive("c2").AddAgent("ana", new Assignment(Callbacks: false))
            .Agent("ana", new AgentLoggedIn()).Ring("c2", "ana")
            .ShouldNotBreak(law: 6);

    [Fact]
    public void Law_6_lets_a_contact_stand_that_cools_down() =>
        new JournalBuilder().Open(agents: ["ana", "ben"]).Arrive("c1").Ring("c1", "ana").After(1).CloseAtAgent("ana", OfferOutcome.Rejected).EndAtQueue(OfferOutcome.Rejected)
            .Agent("ben", new BreakStarted("lunch", Until: null)).After(1).Arrive("c2").Ring("c2", "ana")
            .ShouldNotBreak(law: 6);

    [Fact]
    public void Law_6_lets_a_contact_stand_that_waits_for_a_preferred_agent() =>
        new JournalBuilder().Open(JournalBuilderSteps.Settings with { PreferredHoldSeconds = 20 }, agents: ["ana", "ben"])
            .Agent("ben", new BreakStarted("lunch", Until: null)).Arrive("c1", preferred: "ben").After(1).Arrive("c2").Ring("c2", "ana")
            .ShouldNotBreak(law: 6);

    [Fact]
    public void Law_7_finds_a_callback_that_stands_elsewhere_than_its_call() =>
        ValidJournals.CallbackCompleted().With<CallbackRequested>(requested => requested with { Key = requested.Key with { Priority = 99 } })
            .ShouldBreak<CallbackRequested>(law: 7);

    [Fact]
    public void Law_7_finds_a_call_that_does_not_get_the_place_of_its_callback() =>
        ValidJournals.Superseded().With<ContactArrived>(arrived => arrived with { Contact = arrived.Contact with { Key = arrived.Contact.Key with { Serial = 2 } } }, nth: 1)
            .ShouldBreak<ContactArrived>(law: 7, nth: 1);

    [Fact]
    public void Law_7_finds_a_superseded_callback_whose_place_stays_empty() =>
        ValidJournals.Superseded().Without<ContactFinished>(nth: 1).Without<ContactArrived>(nth: 1)
            .ShouldBreak<ContactFinished>(law: 7);

    [Fact]
    public void Law_8_finds_a_free_agent_while_a_contact_waits() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Meanwhile(10)
            .ShouldBreak<ContactArrived>(law: 8);

    [Fact]
    public void Law_8_gives_the_news_time_to_travel() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Meanwhile(3).Ring("c1", "ana").Meanwhile(10)
            .ShouldNotBreak(law: 8);

    [Fact]
    public void Law_8_holds_outright_at_rest() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Check(atRest: true).ShouldContain(violation => violation.Law == 8);

    [Fact]
    public void Law_8_waits_for_an_overflow_agent_until_the_limit_is_met()
    {
        var overflow = new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 60);
        var journal = new JournalBuilder().Open(assignment: overflow, agents: "ana").Arrive("c1").Meanwhile(59);
        journal.Check(atRest: true).ShouldBeEmpty();
        journal.Meanwhile(1).Check(atRest: true).ShouldContain(violation => violation.Law == 8);
    }

    [Fact]
    public void Law_15_finds_a_callback_that_comes_back_too_soon() =>
        ValidJournals.CallbackScheduled().With<CallbackScheduled>(scheduled => scheduled with { DueAt = scheduled.DueAt.AddSeconds(1) })
            .ShouldBreak<CallbackReentered>(law: 15);

    [Fact]
    public void Law_15_finds_a_callback_that_comes_back_twice() =>
        ValidJournals.CallbackScheduled().Inserted<CallbackReentered>(Sales.Address, new CallbackReentered(C1, new OrderKey(0, JournalBuilder.Start.AddSeconds(1), 1)))
            .ShouldBreak<CallbackReentered>(law: 15, nth: 1);

    [Fact]
    public void Law_15_finds_a_callback_that_does_not_come_back()
    {
        var journal = new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").AddAgent("ana").Agent("ana", new AgentLoggedIn()).Serve("c1", "ana").After(30)
            .Schedule("c1", "ana", inSeconds: 5);
        journal.Meanwhile(4).Check(atRest: true).ShouldBeEmpty();
        journal.Meanwhile(20).ShouldBreak<AgentDefined>(law: 15, nth: 1 + 4);
        journal.Check(atRest: true).ShouldContain(violation => violation.Law == 15);
    }

    [Fact]
    public void Law_15_finds_a_callback_that_comes_back_while_the_queue_is_closed() =>
        ValidJournals.CallbackScheduled().With<QueueConfigured>(configured => new QueueConfigured(configured.Settings with
        {
            OpeningHours = new OpeningHours("UTC", [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(9, 30))], []),
        })).ShouldBreak<CallbackReentered>(law: 15);

    [Fact]
    public void Law_9_finds_a_recording_that_ends_by_itself_before_its_limit() =>
        new JournalBuilder().Open().Arrive("c1").Record("c1").After(179).Queue(new RecordingGivenUp(C1))
            .ShouldBreak<RecordingGivenUp>(law: 9);

    [Fact]
    public void Law_27_finds_a_callback_that_another_caller_superseded() =>
        ValidJournals.Superseded().With<ContactArrived>(arrived => arrived with { Contact = arrived.Contact with { Caller = new CallerAddress("+49") } }, nth: 1)
            .ShouldBreak<ContactArrived>(law: 27, nth: 1);

    [Fact]
    public void Law_27_finds_a_callback_to_another_number_that_was_superseded() =>
        ValidJournals.Superseded().With<CallbackRequested>(requested => requested with { Number = "+4930555" })
            .ShouldBreak<ContactArrived>(law: 27, nth: 1);

    [Fact]
    public void Law_27_finds_a_call_that_takes_the_place_of_a_callback_that_stays() =>
        ValidJournals.Superseded().With<ContactArrived>(arrived => arrived with { Resumes = new ContactId("c9") }, nth: 1)
            .ShouldBreak<ContactArrived>(law: 27, nth: 1);

    [Fact]
    public void Law_27_lets_earlier_versions_have_compared_the_caller_alone() =>
        ValidJournals.Superseded().With<CallbackRequested>(requested => requested with { Number = "+4930555" })
            .With<ContactArrived>(arrived => arrived with { Resumes = null }, nth: 1)
            .ShouldNotBreak(law: 27);

    [Fact]
    public void Law_28_finds_a_contact_that_is_left_in_recording_beyond_its_limit()
    {
        new JournalBuilder().Open().Arrive("c1").Record("c1").Meanwhile(183).Check().ShouldBeEmpty();
        new JournalBuilder().Open().Arrive("c1").Record("c1").Meanwhile(190).Check().ShouldHaveSingleItem().Law.ShouldBe(28);
    }

    [Fact]
    public void Law_28_finds_it_at_rest_at_once()
    {
        var journal = new JournalBuilder().Open().Arrive("c1").Record("c1");
        journal.After(180).Check(atRest: true).ShouldContain(violation => violation.Law == 28);
    }

    [Fact]
    public void Law_28_lets_a_recording_last_that_was_begun_before_there_were_limits() =>
        new JournalBuilder().Open().Arrive("c1").Queue(new RecordingStarted(C1)).Meanwhile(600)
            .ShouldNotBreak(law: 28);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Law_29_finds_a_contact_that_is_made_again_unless_its_arrival_is_from_before_arrivals_had_ids(bool named)
    {
        var journal = new JournalBuilder().Open();
        for (var time = 1; time <= 2; time++)
            journal.Queue(new ContactArrived(journal.NewContact("c1") with { Arrival = named ? new ArrivalId(new QueueId("sales"), time) : null }))
                .After(5).Abandon("c1").After(600);
        if (named)
            journal.ShouldBreak<ContactArrived>(law: 29, nth: 1);
        else
            journal.ShouldNotBreak(law: 29);
    }

    [Theory]
    [InlineData(ContactOutcome.Abandoned, null)]
    [InlineData(ContactOutcome.Abandoned, EndedBy.Agent)]
    [InlineData(ContactOutcome.Cancelled, EndedBy.Agent)]
    [InlineData(ContactOutcome.Expired, EndedBy.Caller)]
    public void Law_30_finds_an_end_that_does_not_say_who_ended_it_or_says_it_wrongly(ContactOutcome outcome, EndedBy? by) =>
        Ended(outcome, by, new ArrivalId(new QueueId("sales"), 1)).ShouldBreak<ContactFinished>(law: 30);

    [Theory]
    [InlineData(ContactOutcome.Abandoned, EndedBy.Connector)]
    [InlineData(ContactOutcome.Cancelled, EndedBy.Supervisor)]
    [InlineData(ContactOutcome.Expired, EndedBy.System)]
    public void Law_30_knows_who_can_end_what(ContactOutcome outcome, EndedBy by) =>
        Ended(outcome, by, new ArrivalId(new QueueId("sales"), 1)).ShouldNotBreak(law: 30);

    [Fact]
    public void Law_30_allows_events_of_earlier_versions_without_it() => Ended(ContactOutcome.Abandoned, by: null, arrival: null).ShouldNotBreak(law: 30);

    private static JournalBuilder Ended(ContactOutcome outcome, EndedBy? by, ArrivalId? arrival)
    {
        var journal = new JournalBuilder().Open();
        return journal.Queue(new ContactArrived(journal.NewContact("c1") with { Arrival = arrival })).After(5)
            .Queue(new ContactFinished(C1, outcome, AgentId: null, by));
    }

    [Fact]
    public void Law_28_lets_a_contact_be_taken_out_of_recording_in_time() =>
        new JournalBuilder().Open().Arrive("c1").Record("c1").After(170).Abandon("c1").Meanwhile(60)
            .ShouldNotBreak(law: 28);
}

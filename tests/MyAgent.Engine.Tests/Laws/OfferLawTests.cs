using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Laws 1, 2, 4, 11 and 14: invalid journals about offers.</summary>
[UnitTests]
public sealed class OfferLawTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly AgentId Ana = new("ana");
    private static readonly AgentId Ben = new("ben");

    [Fact]
    public void Law_1_finds_an_offer_granted_by_an_engaged_agent() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Serve("c1", "ana").After(5).Arrive("c2").Ring("c2", "ana")
            .ShouldBreak<ContactOffered>(law: 1, nth: 1);

    [Fact]
    public void Law_1_finds_an_offer_granted_by_an_agent_on_a_break() =>
        ValidJournals.Call().Inserted<ContactOffered>(Ana.Address, new BreakStarted("lunch", Until: null), before: true)
            .ShouldBreak<OfferReceived>(law: 1);

    [Fact]
    public void Law_1_finds_a_contact_offered_to_two_agents() =>
        new JournalBuilder().Open(agents: ["ana", "ben"]).Arrive("c1").Ring("c1", "ana").After(1).Ring("c1", "ben")
            .ShouldBreak<ContactOffered>(law: 1, nth: 1);

    [Fact]
    public void Law_1_finds_an_agent_who_keeps_a_contact_that_was_taken_back() =>
        new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").AddAgent("ana").Agent("ana", new AgentLoggedIn()).Serve("c1", "ana").After(5)
            .Queue(new ContactReturned(C1, Ana)).Meanwhile(10)
            .ShouldBreak<ContactReturned>(law: 1);

    [Fact]
    public void Law_1_finds_an_agent_who_keeps_a_contact_whose_leg_is_said_to_have_failed() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Serve("c1", "ana").After(5)
            .Queue(new ContactReturned(C1, Ana, RequeueReason.Lost)).Meanwhile(10)
            .ShouldBreak<ContactReturned>(law: 1);

    [Fact]
    public void Law_26_finds_a_contact_offered_again_to_the_agent_whose_leg_failed() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Serve("c1", "ana").After(1)
            .Agent("ana", new ContactRequeued(C1, RequeueReason.Lost)).Queue(new ContactReturned(C1, Ana, RequeueReason.Lost)).After(4.999).Ring("c1", "ana")
            .ShouldBreak<ContactOffered>(law: 26, nth: 1);

    [Fact]
    public void Law_3_finds_a_requeued_contact_that_the_queue_keeps_engaged() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Serve("c1", "ana").After(2)
            .Agent("ana", new ContactRequeued(C1, RequeueReason.Lost)).Meanwhile(10)
            .ShouldBreak<ContactRequeued>(law: 3);

    [Fact]
    public void Law_3_finds_a_call_that_came_back_from_its_agent_without_a_failed_leg() =>
        ValidJournals.Requeued().With<ContactReturned>(returned => returned with { Reason = null }).ShouldBreak<ContactReturned>(law: 3);

    [Fact]
    public void Law_2_finds_an_offer_that_is_granted_twice() =>
        ValidJournals.Call().With<ContactOffered>(offered => offered with { AgentId = Ben })
            .ShouldBreak<OfferReceived>(law: 2);

    [Fact]
    public void Law_2_finds_an_acceptance_that_the_queue_never_decided() =>
        ValidJournals.Call().Without<OfferEnded>()
            .ShouldBreak<OfferClosed>(law: 2);

    [Fact]
    public void Law_2_finds_two_ends_of_one_offer_that_differ() =>
        ValidJournals.Rejected().With<OfferEnded>(ended => ended with { Outcome = OfferOutcome.Missed })
            .ShouldBreak<OfferEnded>(law: 2);

    [Fact]
    public void Law_2_finds_an_offer_that_ends_twice() =>
        ValidJournals.Rejected().Inserted<OfferEnded>(new QueueId("sales").Address, new OfferEnded(C1, new OfferId(new QueueId("sales"), 1), Ana, OfferOutcome.Withdrawn))
            .ShouldBreak<OfferEnded>(law: 2, nth: 1);

    [Fact]
    public void Law_2_finds_an_offer_that_stays_open_at_the_queue() =>
        ValidJournals.Rejected().Without<OfferEnded>().Meanwhile(20)
            .ShouldBreak<OfferClosed>(law: 2);

    [Fact]
    public void Law_2_finds_an_offer_that_never_ends() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").Meanwhile(40)
            .ShouldBreak<OfferReceived>(law: 2);

    [Theory]
    [Rule("33c")]
    [InlineData(3, false)]
    [InlineData(9, false)]
    [InlineData(30, true)]
    public void Law_2_gives_an_offer_that_was_open_during_an_outage_its_grace(int secondsAfter, bool broken)
    {
        var journal = new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").After(3600).Meanwhile(secondsAfter);
        journal.Check().Any(violation => violation.Law == 2).ShouldBe(broken);
    }

    [Fact]
    public void Law_2_lets_a_hang_up_and_a_rejection_cross() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").After(1)
            .EndAtQueue(OfferOutcome.Withdrawn).Abandon("c1").CloseAtAgent("ana", OfferOutcome.Rejected)
            .Check().ShouldBeEmpty();

    [Fact]
    public void Law_4_finds_an_agent_who_rings_for_a_caller_who_is_gone() =>
        ValidJournals.HangUpWhileRinging().Without<OfferClosed>().Meanwhile(10)
            .ShouldBreak<ContactFinished>(law: 4);

    [Fact]
    public void Law_4_gives_the_news_time_to_travel() =>
        ValidJournals.HangUpWhileRinging().Without<OfferClosed>().Meanwhile(3).CloseAtAgent("ana", OfferOutcome.Withdrawn).Meanwhile(10)
            .Check().ShouldBeEmpty();

    [Fact]
    public void Law_4_does_not_count_the_time_for_which_the_engine_was_stopped() =>
        ValidJournals.HangUpWhileRinging().Without<OfferClosed>().After(3600).CloseAtAgent("ana", OfferOutcome.Withdrawn).Meanwhile(10)
            .Check().ShouldBeEmpty();

    [Fact]
    public void Law_4_holds_outright_at_rest() =>
        ValidJournals.HangUpWhileRinging().Without<OfferClosed>().Check(atRest: true)
            .ShouldContain(violation => violation.Law == 4);

    [Fact]
    public void Law_11_finds_a_withdrawal_counted_as_a_miss() =>
        ValidJournals.HangUpWhileRinging().Inserted<OfferClosed>(Ana.Address, new AgentStoppedResponding())
            .ShouldBreak<AgentStoppedResponding>(law: 11);

    [Fact]
    public void Law_11_finds_a_miss_too_many() =>
        ValidJournals.Missed().Without<AgentStoppedResponding>().Without<AgentBecameAvailable>()
            .ShouldBreak<OfferClosed>(law: 11);

    [Fact]
    public void Law_11_counts_misses_in_a_row()
    {
        var journal = new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana", missedLimit: 2).After(20)
            .CloseAtAgent("ana", OfferOutcome.Missed).EndAtQueue(OfferOutcome.Missed).Ring("c1", "ana", missedLimit: 2).After(20)
            .CloseAtAgent("ana", OfferOutcome.Missed).EndAtQueue(OfferOutcome.Missed);
        journal.ShouldBreak<OfferClosed>(law: 11, nth: 1);
        journal.Inserted<OfferClosed>(Ana.Address, new AgentStoppedResponding(), nth: 1).Check().ShouldBeEmpty();
    }

    [Fact]
    public void Law_11_finds_a_reject_too_many() =>
        ValidJournals.RejectedThreeTimes().Without<AgentStoppedResponding>().Without<AgentBecameAvailable>()
            .ShouldBreak<OfferClosed>(law: 11, nth: 2);

    [Fact]
    public void Law_11_finds_an_agent_who_stops_responding_before_the_last_reject_allowed() =>
        ValidJournals.RejectedByTheOnlyAgent().Inserted<OfferClosed>(Ana.Address, new AgentStoppedResponding())
            .ShouldBreak<AgentStoppedResponding>(law: 11);

    [Fact]
    public void Law_9_finds_a_miss_before_its_time_without_a_command() =>
        ValidJournals.NoAnswer().With<OfferClosed>(closed => closed with { Reason = null })
            .ShouldBreak<OfferClosed>(law: 9);

    [Fact]
    public void Law_26_finds_a_contact_offered_again_within_the_repeat_time() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").After(1).Reject("ana").After(4.999).Ring("c1", "ana")
            .ShouldBreak<ContactOffered>(law: 26, nth: 1);

    [Fact]
    public void Law_26_finds_a_contact_offered_again_to_a_telephone_that_was_not_answered() =>
        new JournalBuilder().Open(JournalBuilderSteps.Settings with { MissedLimit = 9 }, agents: "ana").Arrive("c1").Ring("c1", "ana", missedLimit: 9).After(1)
            .CloseAtAgent("ana", OfferOutcome.Missed, RejectReason.NoAnswer).EndAtQueue(OfferOutcome.Missed, RejectReason.NoAnswer).Ring("c1", "ana", missedLimit: 9)
            .ShouldBreak<ContactOffered>(law: 26, nth: 1);

    [Fact]
    public void Law_26_goes_by_the_repeat_time_that_is_set()
    {
        JournalBuilder Again(double seconds) => new JournalBuilder().Open(JournalBuilderSteps.Settings with { RejectRepeatSeconds = 20 }, agents: "ana")
            .Arrive("c1").Ring("c1", "ana").After(1).Reject("ana").After(seconds).Ring("c1", "ana");
        Again(19).ShouldBreak<ContactOffered>(law: 26, nth: 1);
        Again(20).Check().ShouldBeEmpty();
    }

    [Fact]
    public void Law_26_lets_another_agent_and_another_contact_go_on() =>
        new JournalBuilder().Open(agents: ["ana", "ben"]).Arrive("c1").Ring("c1", "ana").After(1).Reject("ana")
            .Serve("c1", "ben").Arrive("c2").Ring("c2", "ana").Check().ShouldBeEmpty();

    [Fact] // An engine from before the law wrote rejections without a reason: verify does not hold what it did against it.
    public void Law_26_does_not_judge_what_was_rejected_before_there_was_such_a_law() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").After(1).Reject("ana", reason: null).Ring("c1", "ana").After(1).Reject("ana", reason: null)
            .Ring("c1", "ana").After(1).Reject("ana", reason: null).Ring("c1", "ana").Check().ShouldBeEmpty();

    [Fact]
    public void Law_14_finds_a_callback_offered_to_an_agent_who_takes_none() =>
        ValidJournals.CallbackCompleted().With<AgentJoined>(joined => joined with { Assignment = new Assignment(Callbacks: false) })
            .ShouldBreak<ContactOffered>(law: 14);

    [Fact]
    public void Law_14_finds_two_callbacks_offered_to_one_agent() =>
        new JournalBuilder().Open().Arrive("c1").LeaveMessage("c1").Arrive("c2").LeaveMessage("c2").AddAgent("ana").Agent("ana", new AgentLoggedIn())
            .Propose("c1", "ana").Propose("c2", "ana")
            .ShouldBreak<ContactOffered>(law: 14, nth: 1);
}

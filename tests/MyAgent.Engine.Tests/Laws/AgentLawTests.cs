using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Laws 9, 10, 12, 32 and 37: invalid journals about deadlines, wrap-up, remembered requests and telephones.</summary>
[UnitTests]
public sealed class AgentLawTests
{
    private static readonly AgentId Ana = new("ana");
    private static readonly ContactId C1 = new("c1");
    private static readonly EndpointId Telephone = new("PJSIP/2001");

    [Fact]
    public void Law_9_finds_a_wrap_up_that_ends_too_soon() =>
        ValidJournals.WrapUp().With<WrapUpExtended>(extended => new WrapUpExtended(extended.Until.AddSeconds(1)))
            .ShouldBreak<AgentBecameAvailable>(law: 9);

    [Fact]
    public void Law_9_finds_a_deadline_that_acts_twice() =>
        ValidJournals.WrapUp().Agent("ana", new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true))
            .ShouldBreak<AgentBecameAvailable>(law: 9, nth: 1);

    [Fact]
    public void Law_9_finds_an_offer_missed_too_soon() =>
        ValidJournals.Missed().With<OfferReceived>(received => received with { ExpiresAt = received.ExpiresAt.AddSeconds(1) })
            .ShouldBreak<OfferClosed>(law: 9);

    [Fact]
    public void Law_9_finds_an_accepted_offer_that_is_missed() =>
        ValidJournals.Missed().Inserted<OfferReceived>(Ana.Address, new AcceptanceRequested(new OfferId(new QueueId("sales"), 1)))
            .ShouldBreak<OfferClosed>(law: 9);

    [Fact]
    public void Law_9_finds_a_pop_up_overdue_twice() =>
        ValidJournals.Overdue().Inserted<PopUpOverdue>(Ana.Address, new PopUpOverdue(C1))
            .ShouldBreak<PopUpOverdue>(law: 9, nth: 1);

    [Fact]
    public void Law_9_finds_a_contact_moved_on_too_soon() =>
        ValidJournals.Moved().With<QueueConfigured>(configured => new QueueConfigured(configured.Settings with { MaxWaitSeconds = 61 }))
            .ShouldBreak<ContactMoving>(law: 9);

    [Fact]
    public void Law_9_finds_an_alarm_raised_twice() =>
        ValidJournals.Alarm().Inserted<AlarmRaised>(new QueueId("sales").Address, new AlarmRaised(AlarmKind.Waiting, 2))
            .ShouldBreak<AlarmRaised>(law: 9, nth: 1);

    [Fact]
    public void Law_10_finds_an_offer_granted_in_wrap_up() =>
        ValidJournals.WrapUp().Without<AgentBecameAvailable>().Without<WrapUpExtended>().Arrive("c2").Ring("c2", "ana")
            .ShouldBreak<OfferReceived>(law: 10, nth: 1);

    [Fact]
    public void Law_10_finds_a_wrap_up_that_is_left_out() =>
        ValidJournals.WrapUp().With<WrapUpStarted>(_ => new AgentFreed(C1))
            .ShouldBreak<AgentFreed>(law: 10);

    [Fact]
    public void Law_10_finds_a_wrap_up_that_is_cut_short() =>
        ValidJournals.WrapUp().With<WrapUpStarted>(started => started with { Until = started.Until.AddSeconds(-5) })
            .ShouldBreak<WrapUpStarted>(law: 10);

    [Fact]
    public void Law_10_finds_a_contact_that_nothing_follows() =>
        ValidJournals.Call().Without<AgentFreed>()
            .ShouldBreak<PopUpClosed>(law: 10);

    [Fact]
    public void Law_12_finds_a_break_that_is_lost() =>
        ValidJournals.RememberedBreak().Without<BreakStarted>().Without<AgentBecameAvailable>()
            .ShouldBreak<AgentFreed>(law: 12);

    [Fact]
    public void Law_12_finds_available_in_place_of_a_remembered_log_out() =>
        ValidJournals.RememberedLogOutAfterWrapUp().With<AgentLoggedOut>(_ => new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true))
            .ShouldBreak<AgentBecameAvailable>(law: 12);

    [Fact]
    public void Law_12_finds_a_log_out_in_place_of_a_remembered_break() =>
        ValidJournals.RememberedLogOutAfterWrapUp().With<NextRemembered>(_ => new NextRemembered(new NextRequest(NextStatus.Break, "lunch")))
            .ShouldBreak<AgentLoggedOut>(law: 12);

    [Fact]
    public void Law_12_lets_a_request_go_that_was_taken_back() =>
        ValidJournals.RememberedBreak().Without<BreakStarted>().Without<AgentBecameAvailable>()
            .Inserted<NextRemembered>(Ana.Address, new NextTakenBack())
            .Check().ShouldBeEmpty();

    [Fact]
    public void Law_32_finds_two_agents_at_one_telephone() =>
        new JournalBuilder().AddAgent("ana").AddAgent("ben")
            .Agent("ana", new AgentLoggedIn(Telephone)).Agent("ben", new AgentLoggedIn(Telephone))
            .ShouldBreak<AgentLoggedIn>(law: 32, nth: 1);

    [Fact]
    public void Law_32_lets_agents_use_a_telephone_one_after_the_other() =>
        new JournalBuilder().AddAgent("ana").AddAgent("ben")
            .Agent("ana", new AgentLoggedIn(Telephone)).Agent("ana", new AgentLoggedOut(Forced: false)).Agent("ben", new AgentLoggedIn(Telephone))
            .ShouldNotBreak(law: 32);

    [Fact]
    public void Law_37_finds_a_pop_up_that_closes_by_itself_and_stays_open() =>
        ValidJournals.Call().AutoClosePopUps().ShouldBreak<ContactEnded>(law: 37);

    [Fact]
    public void Law_37_finds_a_pop_up_that_stays_open_after_the_outcome() =>
        ValidJournals.PopUpClosesWithTheOutcome().Without<AgentFreed>().Without<PopUpClosed>().ShouldBreak<CallbackOutcomeRecorded>(law: 37);

    [Fact]
    public void Law_37_lets_a_pop_up_stay_open_that_does_not_close_by_itself() => ValidJournals.Call().ShouldNotBreak(law: 37);
}

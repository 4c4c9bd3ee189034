using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>What the laws find about callbacks without a call, failed attempts and own callbacks.</summary>
[UnitTests]
public sealed class CallbackLawTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly AgentId Ana = new("ana");

    [Fact]
    [Law(5)]
    public void Law_5_finds_a_callback_without_a_call_in_another_place_than_that_of_its_date() =>
        Requested(placeAfterSeconds: 30).ShouldBreak<ContactArrived>(law: 5);

    [Fact]
    [Law(5)]
    public void Law_5_lets_a_callback_without_a_call_stand_in_the_place_of_its_date() => Requested(placeAfterSeconds: 60).ShouldNotBreak(law: 5);

    [Fact]
    [Law(15)]
    public void Law_15_finds_a_callback_without_a_call_that_does_not_come_in()
    {
        var journal = Requested(placeAfterSeconds: 60);
        journal.Meanwhile(55).Check(atRest: true).ShouldBeEmpty();
        journal.Meanwhile(20).Check(atRest: true).ShouldContain(violation => violation.Law == 15);
    }

    [Fact]
    [Law(13)]
    public void Law_13_finds_a_callback_that_is_scheduled_after_the_last_attempt_that_its_cause_allows() =>
        Failed(FailureCause.Busy, attempts: 1).Schedule("c1", "ana", inSeconds: 60).ShouldBreak<CallbackScheduled>(law: 13);

    [Fact]
    [Law(13)]
    public void Law_13_finds_a_callback_that_is_scheduled_after_a_wrong_number() =>
        Failed(FailureCause.WrongNumber, attempts: 2).Schedule("c1", "ana", inSeconds: 60).ShouldBreak<CallbackScheduled>(law: 13);

    [Fact]
    [Law(13)]
    public void Law_13_finds_a_callback_that_is_closed_before_the_last_attempt() =>
        Failed(FailureCause.Busy, attempts: 2).Queue(new ContactFinished(C1, ContactOutcome.NotReached, Ana)).ShouldBreak<ContactFinished>(law: 13);

    [Fact]
    [Law(13)]
    public void Law_13_lets_a_callback_be_closed_after_the_last_attempt() =>
        Failed(FailureCause.Busy, attempts: 1).Queue(new ContactFinished(C1, ContactOutcome.NotReached, Ana)).ShouldNotBreak(law: 13);

    [Fact]
    [Law(3)]
    public void Law_3_finds_an_attempt_that_fails_twice() =>
        Failed(FailureCause.Busy, attempts: 3).Queue(new CallbackAttemptFailed(C1, Ana, FailureCause.Busy)).ShouldBreak<CallbackAttemptFailed>(law: 3, nth: 1);

    [Fact]
    [Law(15)]
    public void Law_15_finds_a_callback_that_waits_for_an_agent_whose_own_it_is_not() =>
        ValidJournals.CallbackScheduled().With<CallbackReentered>(back => back with { HeldFor = new AgentHold(Ana, JournalBuilder.Start.AddDays(1)) })
            .ShouldBreak<CallbackReentered>(law: 15);

    private static JournalBuilder Requested(double placeAfterSeconds)
    {
        var journal = new JournalBuilder().Open();
        var contact = journal.NewContact("c1");
        return journal.Queue(new ContactArrived(
            contact with
            {
                Key = contact.Key with { At = journal.Now.AddSeconds(placeAfterSeconds) },
                Callback = new CallbackRequest("+4930123", journal.Now),
            },
            DueAt: journal.Now.AddSeconds(60)));
    }

    /// <summary>Ana has called back and not reached the caller; the outcome is still to come.</summary>
    private static JournalBuilder Failed(FailureCause cause, int attempts)
    {
        var settings = JournalBuilderSteps.Settings;
        settings = settings with { Callbacks = settings.Callbacks with { Retry = new RetrySettings(Busy: new RetryRule(60, attempts)) } };
        return new JournalBuilder().Open(settings).Arrive("c1").LeaveMessage("c1").AddAgent("ana").Agent("ana", new MyAgent.Engine.Agents.AgentLoggedIn())
            .Serve("c1", "ana").After(30).Queue(new CallbackAttemptFailed(C1, Ana, cause));
    }
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>The order of what a queue decides without a command. In each test two of its decisions are due at the same instant, and would have another
/// result in the other order.</summary>
[UnitTests]
public sealed class AutomaticDecisionOrderTests
{
    private static readonly AgentId Bob = new("bob");
    private static readonly ContactId Held = new("held");

    [Fact]
    [Rule("14", "18")]
    public void Time_passes_and_contacts_are_matched_before_alarms_are_raised()
    {
        var queue = WithHeldContact(settings => settings with { Alarms = new AlarmSettings(Waiting: null, LongestWaitSeconds: 60) });
        queue.Waits(60);
        Last(queue, 1).ShouldBe([Offered(Held)]);
    }

    [Fact]
    [Rule("10", "18")]
    public void A_contact_that_is_offered_at_once_raises_no_alarm()
    {
        var queue = Configured(settings => settings with { Alarms = new AlarmSettings(Waiting: 1, LongestWaitSeconds: null) });
        queue.Receives(SingleEntityHarness.Report(round: 1));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.History.Select(recorded => recorded.Event).OfType<AlarmRaised>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("11", "23")]
    public void A_callback_comes_back_before_contacts_are_matched()
    {
        var queue = Configured();
        queue.Receives(SingleEntityHarness.Call("promised"));
        queue.Receives(new RequestCallback(new ContactId("promised"), "+33144556677"));
        queue.Receives(SingleEntityHarness.Report(round: 1));
        var offer = new OfferId(SingleEntityHarness.Sales, 1);
        queue.Receives(new RequestAcceptance(offer, SingleEntityHarness.Ana));
        queue.Receives(new RecordOutcome(offer, SingleEntityHarness.Ana, queue.Now.AddSeconds(60)));
        HoldContact(queue);
        queue.Waits(60);
        Last(queue, 2).ShouldBe([typeof(CallbackReentered).Name, Offered(new ContactId("promised"))]);
    }

    [Fact]
    [Rule("16")]
    public void A_contact_that_has_waited_too_long_leaves_before_contacts_are_matched()
    {
        var queue = WithHeldContact(settings => settings with { MaxWaitSeconds = 60 });
        queue.Waits(60);
        queue.History[^1].Event.ShouldBe(new ContactFinished(Held, ContactOutcome.Expired, AgentId: null, EndedBy.System));
    }

    [Fact]
    [Rule("11", "33f")]
    public void A_recording_ends_at_its_limit_before_contacts_are_matched()
    {
        var queue = Configured(settings => settings with { RecordingLimitSeconds = 60 });
        queue.Receives(SingleEntityHarness.Call("first") with { Caller = new CallerAddress("+33144556677") });
        queue.Receives(new StartRecording(new ContactId("first")));
        HoldContact(queue);
        queue.Waits(60);
        Last(queue, 2).ShouldBe([typeof(CallbackRequested).Name, Offered(new ContactId("first"))]);
    }

    [Fact]
    [Rule("11")]
    public void An_agent_is_offered_a_contact_before_its_report_is_answered()
    {
        var queue = Configured();
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(SingleEntityHarness.Report(round: 1)).Select(message => message.GetType()).ShouldBe([typeof(ProposeOffer), typeof(ReportSeen)]);
    }

    /// <summary>A queue in which ana is free, and a contact waits for bob, who is not, until 60 seconds have passed.</summary>
    private static SingleEntityHarness WithHeldContact(Func<QueueSettings, QueueSettings>? policy = null) => HoldContact(Configured(policy));

    private static SingleEntityHarness HoldContact(SingleEntityHarness queue)
    {
        queue.Receives(SingleEntityHarness.Report(round: 2) with { AgentId = Bob, Ready = false });
        queue.Receives(SingleEntityHarness.Call(Held.Value) with { PreferredAgents = [Bob] });
        queue.Receives(SingleEntityHarness.Report(round: 2));
        return queue;
    }

    private static SingleEntityHarness Configured(Func<QueueSettings, QueueSettings>? policy = null)
    {
        var queue = SingleEntityHarness.Queue();
        var settings = QueueSettings.Default("Sales") with { PreferredHoldSeconds = 60 };
        queue.Receives(new ConfigureQueue(policy is null ? settings : policy(settings)));
        return queue;
    }

    private static IEnumerable<string> Last(SingleEntityHarness queue, int count) => queue.History
        .TakeLast(count)
        .Select(recorded => recorded.Event is ContactOffered offered ? Offered(offered.ContactId) : recorded.Event.GetType().Name);

    private static string Offered(ContactId contact) => $"{contact} is offered";
}

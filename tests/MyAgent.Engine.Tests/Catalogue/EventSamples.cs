using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Catalogue;

/// <summary>One event of every type, with every member filled in that it has had from the first; and those with members that came later.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Noon.AddMilliseconds(90_250);
    private static readonly AgentId Ana = new("ana");
    private static readonly QueueId Sales = new("sales");
    private static readonly QueueId Support = new("support");
    private static readonly EndpointId Telephone = new("PJSIP/2001");
    private static readonly ContactId C1 = new("c1");
    private static readonly OfferId Offer17 = new(Sales, 17);
    private static readonly OrderKey Key = new(5, Noon, 42);
    private static readonly VoiceMessage Message = new("m1", "audio/wav", 32_044);
    private static readonly CallerAddress Caller = CallerAddress.FromText("+33 1 23 45 67 89");
    private static readonly Assignment Assignment = new(AssignmentKind.Overflow, 80, 30, 15, 120, Callbacks: false, 45.5, 10);
    private static readonly Refusal Refusal = new(RefusalKind.WrongState, "popUpOpen", "The pop-up is open.", "postProcessing", "contactId");

    private static readonly ContactData Data = new(
        "+33 1 99 00 00 00", "Order 17", "https://shop.example/orders/17",
        ContactAttributes.From(JsonElement.Parse("""{"customer": "4711", "items": 3, "total": 1e2, "vip": true, "city": "Köln"}""")));

    private static readonly Contact Contact = new(
        C1, Media.Call, Caller, Noon, Key, [Ana, new AgentId("ben")], new CallbackRequest("+33123456789", Later, 2), Message);

    private static readonly ContactTransfer Transfer = new(Sales, Support, Ana, Later, new AgentId("ben"), NewPlace: true, Move: 3);

    private static readonly QueueSettings Settings = QueueSettings.Default("Sales") with
    {
        Selection = Selection.HighestSkill,
        MaxWaiting = 100,
        MaxWaitSeconds = 600,
        OverflowQueue = Support,
        ClosedQueue = Support,
        OpeningHours = new OpeningHours(
            "Europe/Paris",
            [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(18, 0))],
            [new OpeningException(new DateOnly(2026, 12, 24), Closed: false, new TimeOnly(8, 30), new TimeOnly(12, 0))]),
        PopUpLimitSeconds = 300,
        Callbacks = new CallbackSettings(Enabled: true, Reentry.Due, HorizonDays: 14, MaxAttempts: 3, ["+33999"]),
        Alarms = new AlarmSettings(Waiting: 20, LongestWaitSeconds: 120),
        RejectRepeatSeconds = null,
        RejectedLimit = null,
        RecordingLimitSeconds = null,
        TransferHoldSeconds = null,
    };

    public static IReadOnlyList<IEvent> All { get; } =
    [
        new AgentDefined("Ana Müller"),
        new AgentAssigned(Sales, Assignment),
        new AgentUnassigned(Sales),
        new AgentRemoved(),
        new AgentLoggedIn(),
        new AgentLoggedOut(Forced: true),
        new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true),
        new BreakStarted("lunch", Later),
        new AgentStoppedResponding(),
        new AgentBecameAbsent(),
        new AgentReturned(),
        new NextRemembered(new NextRequest(NextStatus.Break, "lunch", 1800)),
        new NextTakenBack(),
        new OfferReceived(new Offer(Offer17, Contact, 20, 3, 300), Later),
        new AcceptanceRequested(Offer17),
        new OfferClosed(Offer17, OfferOutcome.Withdrawn),
        new ContactEnded(C1, ByCaller: true),
        new CallbackOutcomeRecorded(C1, ContactOutcome.NotReached, Later),
        new ContactHeld(C1),
        new ContactResumed(C1),
        new ContactRequeued(C1, RequeueReason.NotBridged),
        new PopUpClosed(C1),
        new PopUpOverdue(C1),
        new AgentFreed(C1),
        new WrapUpStarted(Sales, Later),
        new WrapUpExtended(Later),
        new WrapUpCodeSet(Offer17, C1, new WrapUpCodeId("sold"), "calls back on Monday"),
        new ConsultationRequested(new ContactId("consult-0123456789abcdef01234567"), C1, Support, Ana),
        new ConsultationStarted(new ContactId("consult-0123456789abcdef01234567")),
        new ConsultationEnded(new ContactId("consult-0123456789abcdef01234567")),
        new ConsultationHandedOver(new ContactId("consult-0123456789abcdef01234567")),
        new ConsultationClosed(new ContactId("consult-0123456789abcdef01234567"), ContactOutcome.Served, Refusal),
        new AgentCommandAnswered(Refusal),
        new EndpointRequested(Telephone),
        new EndpointRequestEnded(Telephone, Ana),
        new EndpointStateHeard(Telephone, new EndpointReport(EndpointState.Busy, "in a call of its own", 18)),
        new QueueConfigured(Settings),
        new QueueRemoved(),
        new AgentJoined(Ana, Assignment, 7),
        new AgentLeft(Ana, 8),
        new ContactArrived(Contact),
        new ContactRefused(C1, Caller, Refusal),
        new ContactRedirected(C1, Support),
        new RecordingStarted(C1),
        new RecordingGivenUp(C1),
        new MessageAttached(C1, Message),
        new ContactDataChanged(C1, Data),
        new CallbackRequested(C1, Key, "+33123456789"),
        new CallbackRequestedAgain(C1),
        new ConsultationEndHeard(C1),
        new ContactOffered(C1, Offer17, Ana, ChosenBy.LongestIdle),
        new OfferEnded(C1, Offer17, Ana, OfferOutcome.Accepted),
        new CallbackCallEnded(C1),
        new ContactReturned(C1, Ana),
        new CallbackAttemptFailed(C1, Ana, FailureCause.NoAnswer, "rang for a minute"),
        new CallbackScheduled(C1, Ana, Later, 2),
        new CallbackReentered(C1, Key),
        new OrderKeyChanged(C1, Key),
        new ContactMoving(C1, Support),
        new ContactMoved(C1, Support),
        new ContactTransferred(C1, Transfer),
        new ContactTakenOver(Contact, Support),
        new MovedContactFinished(C1),
        new FinishHeard(C1, Support),
        new ContactFinished(C1, ContactOutcome.Served, Ana),
        new AlarmRaised(AlarmKind.LongestWait, 120.5),
        new AlarmCleared(AlarmKind.Waiting, 16),
        new QueueCommandAnswered(C1, Refusal),
        new ConnectorNewsHeard(new ConnectorId("pbx-1"), Round: 3, IsLost: true, Later),
        new CallerConfigured([Ana], 5),
        new ConnectorWatched(Sales),
        new ConnectorLeased(new ConnectorLease(20.5, 90)),
        new ConnectorLost(),
        new ConnectorClaimAwaited(Later),
        new ConnectorReturned(Later),
        new LastAgentChanged(new LastService(Sales, Ana, Later)),
        new EndpointTaken(Ana, 17),
        new EndpointFreed(Ana, 17),
        new EndpointStateReported(EndpointState.Busy, "in a call of its own"),
    ];

    /// <summary>Events with members that were added later, each under the name of its golden file: the manifest, a dot, and what was added.</summary>
    public static IReadOnlyDictionary<string, IEvent> WithLaterMembers { get; } = new Dictionary<string, IEvent>
    {
        ["offer-received.rejected-limit"] = new OfferReceived(new Offer(Offer17, Contact, 20, 3, 300, RejectedLimit: 4), Later),
        ["agent-defined.auto-close-pop-up"] = new AgentDefined("Ana Müller", AutoClosePopUp: true),
        ["agent-defined.lease"] = new AgentDefined("Ana Müller", LeaseSeconds: 60),
        ["offer-closed.reason"] = new OfferClosed(Offer17, OfferOutcome.Rejected, RejectReason.Busy),
        ["offer-ended.reason"] = new OfferEnded(C1, Offer17, Ana, OfferOutcome.Missed, RejectReason.NoAnswer),
        ["acceptance-requested.answered-at"] = new AcceptanceRequested(Offer17, Later),
        ["contact-ended.ended-by"] = new ContactEnded(C1, ByCaller: true, EndedBy.Supervisor),
        ["contact-ended.transfer"] = new ContactEnded(C1, ByCaller: false, EndedBy.Agent, Transfer),
        ["contact-transferred.held-for"] = new ContactTransferred(C1, Transfer with { To = Sales, NewPlace = null, Move = null }, new AgentHold(new AgentId("ben"), Later)),
        ["contact-taken-over.transfer"] = new ContactTakenOver(
            Contact with { Moves = 3, Transfer = Transfer }, Sales, HeldFor: new AgentHold(new AgentId("ben"), Later)),
        ["queue-configured.transfer-hold"] = new QueueConfigured(Settings with { TransferHoldSeconds = 12.5 }),
        ["contact-returned.reason"] = new ContactReturned(C1, Ana, RequeueReason.HungUp),
        ["contact-finished.ended-by"] = new ContactFinished(C1, ContactOutcome.Cancelled, Ana, EndedBy.Supervisor),
        ["offer-ended.answered-at"] = new OfferEnded(C1, Offer17, Ana, OfferOutcome.Accepted, AnsweredAt: Later),
        ["queue-configured.reject"] = new QueueConfigured(Settings with { RejectRepeatSeconds = 7.5, RejectedLimit = 4 }),
        ["queue-configured.recording-limit"] = new QueueConfigured(Settings with { RecordingLimitSeconds = 90.5 }),
        ["contact-arrived.withheld"] = new ContactArrived(Contact with { Caller = null }),
        ["contact-refused.withheld"] = new ContactRefused(C1, Caller: null, Refusal),
        ["contact-arrived.consultation"] = new ContactArrived(
            Contact with { Caller = null, Consultation = new Consultation(C1, Support, Ana, Caller) }, HeldFor: new AgentHold(Ana, Later)),
        ["contact-arrived.resumes"] = new ContactArrived(Contact, new ContactId("c0")),
        ["queue-configured.retry"] = new QueueConfigured(Settings with
        {
            Callbacks = Settings.Callbacks with { Retry = new RetrySettings(Busy: new RetryRule(90.5, 3), Voicemail: new RetryRule(3600, 2)) },
        }),
        ["contact-taken-over.failures"] = new ContactTakenOver(
            Contact with { Callback = new CallbackRequest("+33123456789", Later, 3, new FailureCounts(Busy: 1, Voicemail: 2)) }, Support),
        ["queue-configured.own-callback-hold"] = new QueueConfigured(Settings with { Callbacks = Settings.Callbacks with { OwnCallbackHoldSeconds = 90.5 } }),
        ["callback-scheduled.own"] = new CallbackScheduled(C1, Ana, Later, 2, Own: true),
        ["queue-configured.windows"] = new QueueConfigured(Settings with
        {
            Callbacks = Settings.Callbacks with
            {
                Windows = new CallbackWindowSettings(3, [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(18, 0))], 15, "Europe/Paris"),
            },
        }),
        ["contact-arrived.window"] = new ContactArrived(
            Contact with { Callback = new CallbackRequest("+33123456789", Noon, Window: new CallbackWindow(Later, Later.AddMinutes(15))) }, DueAt: Later),
        ["callback-requested.window"] = new CallbackRequested(C1, Key, "+33123456789", new CallbackWindow(Later, Later.AddMinutes(15))),
        ["callback-scheduled.window"] = new CallbackScheduled(C1, Ana, Later, 2, Window: new CallbackWindow(Later, Later.AddMinutes(15))),
        ["callback-reentered.held-for"] = new CallbackReentered(C1, Key, new AgentHold(Ana, Later)),
        ["queue-configured.prefer-last-agent-days"] = new QueueConfigured(Settings with { PreferLastAgentDays = 14 }),
        ["contact-arrived.last-agent"] = new ContactArrived(Contact with { LastAgent = new AgentId("ben") }),
        ["contact-arrived.due-at"] = new ContactArrived(Contact, DueAt: Later),
        ["contact-arrived.arrival"] = new ContactArrived(Contact with { Arrival = new ArrivalId(Sales, 1017) }),
        ["contact-arrived.connector"] = new ContactArrived(Contact with { Connector = new ContactConnector(new ConnectorId("pbx-1"), Later) }),
        ["contact-arrived.data"] = new ContactArrived(Contact with { Data = Data }),
        ["contact-data-changed.nothing"] = new ContactDataChanged(C1, Data: null),
        ["contact-redirected.arrival"] = new ContactRedirected(C1, Support, new ArrivalId(Sales, 1017)),
        ["contact-taken-over.talk-seconds"] = new ContactTakenOver(Contact, Support, TalkSeconds: 42.5),
        ["contact-taken-over.least-position"] = new ContactTakenOver(Contact, Support, LeastPosition: 3),
        ["contact-refused.values"] = new ContactRefused(C1, Caller, new Refusal(RefusalKind.Rule, "queueFull", Values: ["sales", "5"])),
        ["agent-command-answered.case"] = new AgentCommandAnswered(new Refusal(RefusalKind.WrongState, "contactInHand", State: "offered", Case: "offered")),
        ["offer-received.offered-codes"] = new OfferReceived(
            new Offer(Offer17, Contact, 20, 3, 300, OfferedCodes: new OfferedCodes(
                [new WrapUpCodeId("sold"), new WrapUpCodeId("other")], Required: true, new WrapUpCodeId("other"))), Later),
        ["queue-configured.wrap-up-codes"] = new QueueConfigured(Settings with
        {
            WrapUpCodes = new WrapUpCodeSettings(
                [new WrapUpCode(new WrapUpCodeId("sold"), "Sold", "Sales"), new WrapUpCode(new WrapUpCodeId("other"), "Other")], Required: true, new WrapUpCodeId("other")),
        }),
        ["agent-defined.endpoint"] = new AgentDefined("Ana Müller", Telephone),
        ["agent-logged-in.endpoint-report"] = new AgentLoggedIn(Telephone, new EndpointReport(EndpointState.Unreachable, "not registered", 18)),
        ["agent-logged-in.endpoint"] = new AgentLoggedIn(Telephone),
        ["offer-received.endpoint"] = new OfferReceived(new Offer(Offer17, Contact, 20, 3, 300), Later, Telephone),
        ["offer-received.in-place-of"] = new OfferReceived(new Offer(Offer17, Contact, 20, 3, 300, InPlaceOf: new OfferId(Support, 4)), Later),
        ["contact-offered.in-place-of"] = new ContactOffered(C1, Offer17, Ana, ChosenBy.Consulted, new OfferId(Sales, 4)),
        ["contact-transferred.consult"] = new ContactTransferred(C1, Transfer with { Consult = new ContactId("consult-0123456789abcdef01234567") }),
        ["recording-started.until"] = new RecordingStarted(C1, Later),
    };

    public static RecordedEvent Record(IEvent happened) => new(Noon, new Cause("supervisor:eva", "k-1"), happened);
}

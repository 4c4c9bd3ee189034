using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Catalogue;

/// <summary>The short constant names under which types reach the disk and other machines. A manifest is never changed and never
/// used again for something else: journals hold them for ever.</summary>
internal static class Manifests
{
    private static readonly (Type Type, string Manifest)[] EventTable =
    [
        // Agents.
        (typeof(AgentDefined), "agent-defined"),
        (typeof(AgentAssigned), "agent-assigned"),
        (typeof(AgentUnassigned), "agent-unassigned"),
        (typeof(AgentRemoved), "agent-removed"),
        (typeof(AgentLoggedIn), "agent-logged-in"),
        (typeof(AgentLoggedOut), "agent-logged-out"),
        (typeof(AgentBecameAvailable), "agent-became-available"),
        (typeof(BreakStarted), "break-started"),
        (typeof(AgentStoppedResponding), "agent-stopped-responding"),
        (typeof(AgentBecameAbsent), "agent-became-absent"),
        (typeof(AgentReturned), "agent-returned"),
        (typeof(NextRemembered), "next-remembered"),
        (typeof(NextTakenBack), "next-taken-back"),
        (typeof(OfferReceived), "offer-received"),
        (typeof(AcceptanceRequested), "acceptance-requested"),
        (typeof(OfferClosed), "offer-closed"),
        (typeof(ContactEnded), "contact-ended"),
        (typeof(ContactHeld), "contact-held"),
        (typeof(ContactResumed), "contact-resumed"),
        (typeof(ContactRequeued), "contact-requeued"),
        (typeof(CallbackOutcomeRecorded), "callback-outcome-recorded"),
        (typeof(PopUpClosed), "pop-up-closed"),
        (typeof(PopUpOverdue), "pop-up-overdue"),
        (typeof(AgentFreed), "agent-freed"),
        (typeof(WrapUpStarted), "wrap-up-started"),
        (typeof(WrapUpExtended), "wrap-up-extended"),
        (typeof(WrapUpCodeSet), "wrap-up-code-set"),
        (typeof(ConsultationRequested), "consultation-requested"),
        (typeof(ConsultationStarted), "consultation-started"),
        (typeof(ConsultationEnded), "consultation-ended"),
        (typeof(ConsultationClosed), "consultation-closed"),
        (typeof(ConsultationHandedOver), "consultation-handed-over"),
        (typeof(AgentCommandAnswered), "agent-command-answered"),

        (typeof(EndpointRequested), "endpoint-requested"),
        (typeof(EndpointRequestEnded), "endpoint-request-ended"),
        (typeof(EndpointStateHeard), "endpoint-state-heard"),

        // Queues.
        (typeof(QueueConfigured), "queue-configured"),
        (typeof(QueueRemoved), "queue-removed"),
        (typeof(AgentJoined), "agent-joined"),
        (typeof(AgentLeft), "agent-left"),
        (typeof(ContactArrived), "contact-arrived"),
        (typeof(ContactRefused), "contact-refused"),
        (typeof(ContactRedirected), "contact-redirected"),
        (typeof(RecordingStarted), "recording-started"),
        (typeof(RecordingGivenUp), "recording-given-up"),
        (typeof(MessageAttached), "message-attached"),
        (typeof(ContactDataChanged), "contact-data-changed"),
        (typeof(CallbackRequested), "callback-requested"),
        (typeof(CallbackRequestedAgain), "callback-requested-again"),
        (typeof(ConsultationEndHeard), "consultation-end-heard"),
        (typeof(ContactOffered), "contact-offered"),
        (typeof(OfferEnded), "offer-ended"),
        (typeof(CallbackCallEnded), "callback-call-ended"),
        (typeof(ContactReturned), "contact-returned"),
        (typeof(CallbackAttemptFailed), "callback-attempt-failed"),
        (typeof(CallbackScheduled), "callback-scheduled"),
        (typeof(CallbackReentered), "callback-reentered"),
        (typeof(OrderKeyChanged), "order-key-changed"),
        (typeof(ContactMoving), "contact-moving"),
        (typeof(ContactMoved), "contact-moved"),
        (typeof(ContactTransferred), "contact-transferred"),
        (typeof(ContactTakenOver), "contact-taken-over"),
        (typeof(MovedContactFinished), "moved-contact-finished"),
        (typeof(FinishHeard), "finish-heard"),
        (typeof(ContactFinished), "contact-finished"),
        (typeof(AlarmRaised), "alarm-raised"),
        (typeof(AlarmCleared), "alarm-cleared"),
        (typeof(QueueCommandAnswered), "queue-command-answered"),
        (typeof(ConnectorNewsHeard), "connector-news-heard"),

        // Callers.
        (typeof(CallerConfigured), "caller-configured"),

        // Connectors.
        (typeof(ConnectorWatched), "connector-watched"),
        (typeof(ConnectorLeased), "connector-leased"),
        (typeof(ConnectorLost), "connector-lost"),
        (typeof(ConnectorClaimAwaited), "connector-claim-awaited"),
        (typeof(ConnectorReturned), "connector-returned"),
        (typeof(LastAgentChanged), "last-agent-changed"),
        // Endpoints.
        (typeof(EndpointTaken), "endpoint-taken"),
        (typeof(EndpointFreed), "endpoint-freed"),
        (typeof(EndpointStateReported), "endpoint-state-reported"),
    ];

    /// <summary>The number is the version of the format. A snapshot of an unknown version is made again from the journal.</summary>
    private static readonly (Type Type, string Manifest)[] SnapshotTable =
    [
        (typeof(AgentSnapshot), "agent-snapshot-1"),
        (typeof(QueueSnapshot), "queue-snapshot-1"),
        (typeof(CallerSnapshot), "caller-snapshot-1"),
        (typeof(ConnectorSnapshot), "connector-snapshot-1"),
        (typeof(EndpointSnapshot), "endpoint-snapshot-1"),
    ];

    private static readonly (Type Type, string Manifest)[] MessageTable =
    [
        // Commands and queries.
        (typeof(DefineAgent), "define-agent"),
        (typeof(RemoveAgent), "remove-agent"),
        (typeof(AssignAgent), "assign-agent"),
        (typeof(UnassignAgent), "unassign-agent"),
        (typeof(ChangeAgent), "change-agent"),
        (typeof(ChangeAssignment), "change-assignment"),
        (typeof(LogIn), "log-in"),
        (typeof(LogOut), "log-out"),
        (typeof(MakeAvailable), "make-available"),
        (typeof(StartOrExtendWrapUp), "press-wrap-up"),
        (typeof(TakeBreak), "take-break"),
        (typeof(AcceptOffer), "accept-offer"),
        (typeof(RejectOffer), "reject-offer"),
        (typeof(EndContact), "end-contact"),
        (typeof(ClosePopUp), "close-pop-up"),
        (typeof(RequeueContact), "requeue-contact"),
        (typeof(StartConsultation), "start-consultation"),
        (typeof(EndConsultation), "end-consultation"),
        (typeof(CompleteTransfer), "complete-transfer"),
        (typeof(HoldContact), "hold-contact"),
        (typeof(ResumeContact), "resume-contact"),
        (typeof(TransferContact), "transfer-contact"),
        (typeof(CompleteCallback), "complete-callback"),
        (typeof(ScheduleCallback), "schedule-callback"),
        (typeof(SetWrapUpCode), "set-wrap-up-code"),
        (typeof(FailCallback), "fail-callback"),
        (typeof(ForceLogOut), "force-log-out"),
        (typeof(GetAgent), "get-agent"),
        (typeof(ConfigureQueue), "configure-queue"),
        (typeof(RemoveQueue), "remove-queue"),
        (typeof(ChangeQueue), "change-queue"),
        (typeof(AdmitContact), "admit-contact"),
        (typeof(HangUp), "hang-up"),
        (typeof(StartRecording), "start-recording"),
        (typeof(ResumeWaiting), "resume-waiting"),
        (typeof(AttachMessage), "attach-message"),
        (typeof(ChangeContactData), "change-contact-data"),
        (typeof(RequestCallback), "request-callback"),
        (typeof(MoveToFirst), "move-to-first"),
        (typeof(ChangePriority), "change-priority"),
        (typeof(CancelContact), "cancel-contact"),
        (typeof(EndLostCall), "end-lost-call"),
        (typeof(GetQueue), "get-queue"),
        (typeof(GetContact), "get-contact"),
        (typeof(GetCallbackWindows), "get-callback-windows"),
        (typeof(ConfigureCaller), "configure-caller"),
        (typeof(ReceiveContact), "receive-contact"),
        (typeof(KeepAgentAlive), "keep-agent-alive"),
        (typeof(KeepConnectorAlive), "keep-connector-alive"),
        (typeof(ClaimCalls), "claim-calls"),
        (typeof(GetConnector), "get-connector"),
        (typeof(GetEndpoint), "get-endpoint"),
        (typeof(ReportEndpointState), "report-endpoint-state"),

        // What entities say to each other.
        (typeof(ProposeOffer), "propose-offer"),
        (typeof(WithdrawOffer), "withdraw-offer"),
        (typeof(ConfirmAcceptance), "confirm-acceptance"),
        (typeof(ContactIsOver), "contact-is-over"),
        (typeof(OutcomeRecorded), "outcome-recorded"),
        (typeof(OutcomeRefused), "outcome-refused"),
        (typeof(TransferAllowed), "transfer-allowed"),
        (typeof(TransferRefused), "transfer-refused"),
        (typeof(AskForReport), "ask-for-report"),
        (typeof(ReportSeen), "report-seen"),
        (typeof(AgentReport), "agent-report"),
        (typeof(RequestConsultation), "request-consultation"),
        (typeof(ConsultationKept), "consultation-kept"),
        (typeof(EndConsultationRequest), "end-consultation-request"),
        (typeof(ConsultationOverSeen), "consultation-over-seen"),
        (typeof(ConsultationTaken), "consultation-taken"),
        (typeof(ConsultationRefused), "consultation-refused"),
        (typeof(ConsultationOver), "consultation-over"),
        (typeof(OfferDeclined), "offer-declined"),
        (typeof(RequestAcceptance), "request-acceptance"),
        (typeof(RecordOutcome), "record-outcome"),
        (typeof(RecordFailedAttempt), "record-failed-attempt"),
        (typeof(TakeOverContact), "take-over-contact"),
        (typeof(AskForTransfer), "ask-for-transfer"),
        (typeof(ContactTaken), "contact-taken"),
        (typeof(TakenContactFinished), "taken-contact-finished"),
        (typeof(FinishSeen), "finish-seen"),
        (typeof(CallerServed), "caller-served"),
        (typeof(CallerServedSeen), "caller-served-seen"),
        (typeof(DropContact), "drop-contact"),
        (typeof(WatchConnector), "watch-connector"),
        (typeof(ConnectorNews), "connector-news"),
        (typeof(ConnectorNewsSeen), "connector-news-seen"),
        (typeof(ClaimEndpoint), "claim-endpoint"),
        (typeof(ReleaseEndpoint), "release-endpoint"),
        (typeof(KeepEndpoint), "keep-endpoint"),
        (typeof(EndpointGranted), "endpoint-granted"),
        (typeof(EndpointRefused), "endpoint-refused"),
        (typeof(AskForClaim), "ask-for-claim"),
        (typeof(EndpointReleaseSeen), "endpoint-release-seen"),
        (typeof(EndpointStateFound), "endpoint-state-found"),
        (typeof(EndpointNews), "endpoint-news"),
        (typeof(EndpointNewsSeen), "endpoint-news-seen"),
        (typeof(Recovered), "recovered"),

        // Answers.
        (typeof(Refusal), "refusal"),
        (typeof(AgentAnswer), "agent-answer"),
        (typeof(ContactAnswer), "contact-answer"),
        (typeof(CallbackWindowsAnswer), "callback-windows-answer"),
        (typeof(ContactMovedAnswer), "contact-moved-answer"),
        (typeof(QueueAnswer), "queue-answer"),
        (typeof(QueueSettingsAnswer), "queue-settings-answer"),
        (typeof(CallerAnswer), "caller-answer"),
        (typeof(ConnectorAnswer), "connector-answer"),
        (typeof(EndpointAnswer), "endpoint-answer"),
    ];

    private static readonly FrozenDictionary<Type, (string Manifest, JsonTypeInfo Json)> ByType =
        EventTable.Concat(SnapshotTable).Concat(MessageTable)
            .ToFrozenDictionary(row => row.Type, row => (row.Manifest, EngineJson.Strict.GetTypeInfo(row.Type)));

    private static readonly FrozenDictionary<string, JsonTypeInfo> ByManifest =
        ByType.Values.ToFrozenDictionary(row => row.Manifest, row => row.Json, StringComparer.Ordinal);

    /// <summary>The types of events, in the order of the table.</summary>
    public static IEnumerable<Type> EventTypes => EventTable.Select(row => row.Type);

    /// <summary>The types of snapshots.</summary>
    public static IEnumerable<Type> SnapshotTypes => SnapshotTable.Select(row => row.Type);

    /// <summary>The types of commands, queries, messages between entities and answers.</summary>
    public static IEnumerable<Type> MessageTypes => MessageTable.Select(row => row.Type);

    /// <summary>The manifest of a type.</summary>
    /// <exception cref="ArgumentException">The type has none: it is not meant for the disk or the wire.</exception>
    public static string Of(Type type) => Find(type).Manifest;

    /// <summary>The JSON of the type that a manifest names; null where no type has that manifest.</summary>
    public static JsonTypeInfo? Json(string manifest) => ByManifest.GetValueOrDefault(manifest);

    internal static (string Manifest, JsonTypeInfo Json) Find(Type type) => ByType.TryGetValue(type, out var row)
        ? row
        : throw new ArgumentException($"{type.Name} has no manifest.", nameof(type));
}

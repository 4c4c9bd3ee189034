using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Catalogue;

/// <summary>The JSON of everything that reaches the disk or another machine. Use it through <see cref="Strict"/>.</summary>
[JsonSerializable(typeof(AgentDefined))]
[JsonSerializable(typeof(AgentAssigned))]
[JsonSerializable(typeof(AgentUnassigned))]
[JsonSerializable(typeof(AgentRemoved))]
[JsonSerializable(typeof(AgentLoggedIn))]
[JsonSerializable(typeof(AgentLoggedOut))]
[JsonSerializable(typeof(AgentBecameAvailable))]
[JsonSerializable(typeof(BreakStarted))]
[JsonSerializable(typeof(AgentStoppedResponding))]
[JsonSerializable(typeof(AgentBecameAbsent))]
[JsonSerializable(typeof(AgentReturned))]
[JsonSerializable(typeof(NextRemembered))]
[JsonSerializable(typeof(NextTakenBack))]
[JsonSerializable(typeof(OfferReceived))]
[JsonSerializable(typeof(AcceptanceRequested))]
[JsonSerializable(typeof(OfferClosed))]
[JsonSerializable(typeof(ContactEnded))]
[JsonSerializable(typeof(ContactHeld))]
[JsonSerializable(typeof(ContactResumed))]
[JsonSerializable(typeof(ContactRequeued))]
[JsonSerializable(typeof(ConsultationRequested))]
[JsonSerializable(typeof(ConsultationStarted))]
[JsonSerializable(typeof(ConsultationEnded))]
[JsonSerializable(typeof(ConsultationHandedOver))]
[JsonSerializable(typeof(ConsultationClosed))]
[JsonSerializable(typeof(ConsultationEndHeard))]
[JsonSerializable(typeof(CallbackOutcomeRecorded))]
[JsonSerializable(typeof(PopUpClosed))]
[JsonSerializable(typeof(PopUpOverdue))]
[JsonSerializable(typeof(AgentFreed))]
[JsonSerializable(typeof(WrapUpStarted))]
[JsonSerializable(typeof(WrapUpExtended))]
[JsonSerializable(typeof(WrapUpCodeSet))]
[JsonSerializable(typeof(AgentCommandAnswered))]
[JsonSerializable(typeof(EndpointRequested))]
[JsonSerializable(typeof(EndpointRequestEnded))]
[JsonSerializable(typeof(EndpointStateHeard))]
[JsonSerializable(typeof(QueueConfigured))]
[JsonSerializable(typeof(QueueRemoved))]
[JsonSerializable(typeof(AgentJoined))]
[JsonSerializable(typeof(AgentLeft))]
[JsonSerializable(typeof(ContactArrived))]
[JsonSerializable(typeof(ContactRefused))]
[JsonSerializable(typeof(ContactRedirected))]
[JsonSerializable(typeof(RecordingStarted))]
[JsonSerializable(typeof(RecordingGivenUp))]
[JsonSerializable(typeof(MessageAttached))]
[JsonSerializable(typeof(ContactDataChanged))]
[JsonSerializable(typeof(CallbackRequested))]
[JsonSerializable(typeof(CallbackRequestedAgain))]
[JsonSerializable(typeof(ContactOffered))]
[JsonSerializable(typeof(OfferEnded))]
[JsonSerializable(typeof(CallbackCallEnded))]
[JsonSerializable(typeof(ContactReturned))]
[JsonSerializable(typeof(CallbackAttemptFailed))]
[JsonSerializable(typeof(CallbackScheduled))]
[JsonSerializable(typeof(CallbackReentered))]
[JsonSerializable(typeof(OrderKeyChanged))]
[JsonSerializable(typeof(ContactMoving))]
[JsonSerializable(typeof(ContactMoved))]
[JsonSerializable(typeof(ContactTakenOver))]
[JsonSerializable(typeof(ContactTransferred))]
[JsonSerializable(typeof(MovedContactFinished))]
[JsonSerializable(typeof(FinishHeard))]
[JsonSerializable(typeof(ContactFinished))]
[JsonSerializable(typeof(AlarmRaised))]
[JsonSerializable(typeof(AlarmCleared))]
[JsonSerializable(typeof(QueueCommandAnswered))]
[JsonSerializable(typeof(ConnectorNewsHeard))]
[JsonSerializable(typeof(CallerConfigured))]
[JsonSerializable(typeof(ConnectorWatched))]
[JsonSerializable(typeof(ConnectorLeased))]
[JsonSerializable(typeof(ConnectorLost))]
[JsonSerializable(typeof(ConnectorClaimAwaited))]
[JsonSerializable(typeof(ConnectorReturned))]
[JsonSerializable(typeof(LastAgentChanged))]
[JsonSerializable(typeof(EndpointTaken))]
[JsonSerializable(typeof(EndpointFreed))]
[JsonSerializable(typeof(EndpointStateReported))]
[JsonSerializable(typeof(DefineAgent))]
[JsonSerializable(typeof(RemoveAgent))]
[JsonSerializable(typeof(AssignAgent))]
[JsonSerializable(typeof(UnassignAgent))]
[JsonSerializable(typeof(ChangeAgent))]
[JsonSerializable(typeof(ChangeAssignment))]
[JsonSerializable(typeof(LogIn))]
[JsonSerializable(typeof(LogOut))]
[JsonSerializable(typeof(MakeAvailable))]
[JsonSerializable(typeof(StartOrExtendWrapUp))]
[JsonSerializable(typeof(TakeBreak))]
[JsonSerializable(typeof(AcceptOffer))]
[JsonSerializable(typeof(RejectOffer))]
[JsonSerializable(typeof(EndContact))]
[JsonSerializable(typeof(ClosePopUp))]
[JsonSerializable(typeof(RequeueContact))]
[JsonSerializable(typeof(StartConsultation))]
[JsonSerializable(typeof(EndConsultation))]
[JsonSerializable(typeof(CompleteTransfer))]
[JsonSerializable(typeof(HoldContact))]
[JsonSerializable(typeof(ResumeContact))]
[JsonSerializable(typeof(TransferContact))]
[JsonSerializable(typeof(CompleteCallback))]
[JsonSerializable(typeof(ScheduleCallback))]
[JsonSerializable(typeof(SetWrapUpCode))]
[JsonSerializable(typeof(FailCallback))]
[JsonSerializable(typeof(ForceLogOut))]
[JsonSerializable(typeof(GetAgent))]
[JsonSerializable(typeof(ConfigureQueue))]
[JsonSerializable(typeof(RemoveQueue))]
[JsonSerializable(typeof(ChangeQueue))]
[JsonSerializable(typeof(AdmitContact))]
[JsonSerializable(typeof(HangUp))]
[JsonSerializable(typeof(StartRecording))]
[JsonSerializable(typeof(ResumeWaiting))]
[JsonSerializable(typeof(AttachMessage))]
[JsonSerializable(typeof(ChangeContactData))]
[JsonSerializable(typeof(RequestCallback))]
[JsonSerializable(typeof(MoveToFirst))]
[JsonSerializable(typeof(ChangePriority))]
[JsonSerializable(typeof(CancelContact))]
[JsonSerializable(typeof(EndLostCall))]
[JsonSerializable(typeof(GetQueue))]
[JsonSerializable(typeof(GetContact))]
[JsonSerializable(typeof(GetCallbackWindows))]
[JsonSerializable(typeof(ConfigureCaller))]
[JsonSerializable(typeof(ReceiveContact))]
[JsonSerializable(typeof(KeepAgentAlive))]
[JsonSerializable(typeof(KeepConnectorAlive))]
[JsonSerializable(typeof(ClaimCalls))]
[JsonSerializable(typeof(GetConnector))]
[JsonSerializable(typeof(GetEndpoint))]
[JsonSerializable(typeof(ReportEndpointState))]
[JsonSerializable(typeof(ProposeOffer))]
[JsonSerializable(typeof(WithdrawOffer))]
[JsonSerializable(typeof(ConfirmAcceptance))]
[JsonSerializable(typeof(ContactIsOver))]
[JsonSerializable(typeof(OutcomeRecorded))]
[JsonSerializable(typeof(OutcomeRefused))]
[JsonSerializable(typeof(TransferAllowed))]
[JsonSerializable(typeof(TransferRefused))]
[JsonSerializable(typeof(AskForReport))]
[JsonSerializable(typeof(ReportSeen))]
[JsonSerializable(typeof(AgentReport))]
[JsonSerializable(typeof(RequestConsultation))]
[JsonSerializable(typeof(ConsultationKept))]
[JsonSerializable(typeof(EndConsultationRequest))]
[JsonSerializable(typeof(ConsultationOverSeen))]
[JsonSerializable(typeof(ConsultationTaken))]
[JsonSerializable(typeof(ConsultationRefused))]
[JsonSerializable(typeof(ConsultationOver))]
[JsonSerializable(typeof(OfferDeclined))]
[JsonSerializable(typeof(RequestAcceptance))]
[JsonSerializable(typeof(RecordOutcome))]
[JsonSerializable(typeof(RecordFailedAttempt))]
[JsonSerializable(typeof(TakeOverContact))]
[JsonSerializable(typeof(AskForTransfer))]
[JsonSerializable(typeof(ContactTaken))]
[JsonSerializable(typeof(TakenContactFinished))]
[JsonSerializable(typeof(FinishSeen))]
[JsonSerializable(typeof(CallerServed))]
[JsonSerializable(typeof(CallerServedSeen))]
[JsonSerializable(typeof(DropContact))]
[JsonSerializable(typeof(WatchConnector))]
[JsonSerializable(typeof(ConnectorNews))]
[JsonSerializable(typeof(ConnectorNewsSeen))]
[JsonSerializable(typeof(ClaimEndpoint))]
[JsonSerializable(typeof(ReleaseEndpoint))]
[JsonSerializable(typeof(KeepEndpoint))]
[JsonSerializable(typeof(EndpointGranted))]
[JsonSerializable(typeof(EndpointRefused))]
[JsonSerializable(typeof(AskForClaim))]
[JsonSerializable(typeof(EndpointReleaseSeen))]
[JsonSerializable(typeof(EndpointStateFound))]
[JsonSerializable(typeof(EndpointNews))]
[JsonSerializable(typeof(EndpointNewsSeen))]
[JsonSerializable(typeof(Recovered))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(AgentAnswer))]
[JsonSerializable(typeof(ContactAnswer))]
[JsonSerializable(typeof(CallbackWindowsAnswer))]
[JsonSerializable(typeof(ContactMovedAnswer))]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(QueueSettingsAnswer))]
[JsonSerializable(typeof(CallerAnswer))]
[JsonSerializable(typeof(ConnectorAnswer))]
[JsonSerializable(typeof(AgentSnapshot))]
[JsonSerializable(typeof(QueueSnapshot))]
[JsonSerializable(typeof(CallerSnapshot))]
[JsonSerializable(typeof(ConnectorSnapshot))]
[JsonSerializable(typeof(EndpointAnswer))]
[JsonSerializable(typeof(AgentSnapshot))]
[JsonSerializable(typeof(QueueSnapshot))]
[JsonSerializable(typeof(CallerSnapshot))]
[JsonSerializable(typeof(EndpointSnapshot))]
internal sealed partial class EngineJson : JsonSerializerContext
{
    /// <summary>camelCase, instants in UTC, no nulls; refuses members it does not know and values that must be there and are not.
    /// Read-only.</summary>
    public static JsonSerializerOptions Strict => Lazily.Strict;

    /// <summary>Writes what <see cref="Strict"/> writes, and reads what a newer version has sent to this one: members that it does not know are left
    /// out, and an optional enumeration's name that it does not know counts as none. For messages between machines only: what is on disk is
    /// never guessed. Read-only.</summary>
    public static JsonSerializerOptions Wire => Lazily.Wire;

    private static JsonSerializerOptions MakeWire()
    {
        var options = new JsonSerializerOptions(Strict) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
        options.Converters.Add(new OptionalEnums());
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions MakeStrict()
    {
        var options = StrictJson.For(Default.WithAddedModifier(NameAnswers));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>An answer within a snapshot says by <c>$type</c> which one it is.</summary>
    private static void NameAnswers(JsonTypeInfo type)
    {
        if (type.Type == typeof(IAnswer))
            type.PolymorphismOptions = Answers();
    }

    private static JsonPolymorphismOptions Answers() => new()
    {
        DerivedTypes =
        {
            new JsonDerivedType(typeof(Refusal), "refusal"),
            new JsonDerivedType(typeof(AgentAnswer), "agent"),
            new JsonDerivedType(typeof(ContactAnswer), "contact"),
            new JsonDerivedType(typeof(CallbackWindowsAnswer), "callbackWindows"),
            new JsonDerivedType(typeof(ContactMovedAnswer), "moved"),
            new JsonDerivedType(typeof(QueueAnswer), "queue"),
            new JsonDerivedType(typeof(QueueSettingsAnswer), "settings"),
            new JsonDerivedType(typeof(CallerAnswer), "caller"),
            new JsonDerivedType(typeof(ConnectorAnswer), "connector"),
            new JsonDerivedType(typeof(EndpointAnswer), "endpoint"),
        },
    };

    /// <summary>Made when it is first asked for: <see cref="Default"/>, in the generated part, must have been made before it.</summary>
    private static class Lazily
    {
        public static readonly JsonSerializerOptions Strict = MakeStrict();
        public static readonly JsonSerializerOptions Wire = MakeWire();
    }
}

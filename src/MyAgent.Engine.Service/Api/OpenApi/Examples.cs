using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Api.Callbacks;
using MyAgent.Engine.Service.Api.Callers;
using MyAgent.Engine.Service.Api.Cluster;
using MyAgent.Engine.Service.Api.Configuration;
using MyAgent.Engine.Service.Api.Connectors;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Api.Endpoints;
using MyAgent.Engine.Service.Api.Health;
using MyAgent.Engine.Service.Api.Queues;
using MyAgent.Engine.Service.Api.Reports;
using MyAgent.Engine.Service.Api.Tokens;
using MyAgent.Engine.Service.Api.VoiceMessages;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>An example of each body and answer: a morning in a small contact centre.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);
    private static readonly QueueId Support = new("support");
    private static readonly AgentId Ana = new("ana");
    private static readonly EndpointId Telephone = new("PJSIP/2001");
    private static readonly ContactId Call = new("c1");
    private static readonly CallerAddress Caller = CallerAddress.FromText("+33123456789");

    private static readonly ContactAttributes Attributes = ContactAttributes.From(JsonElement.Parse("""{"customer": "4711", "orders": 3, "vip": true}"""));

    private static readonly WrapUpCode Solved = new(new WrapUpCodeId("solved"), "Solved", "Faults");

    private static readonly QueueSettings Settings = QueueSettings.Default("Support") with
    {
        ServiceLevelSeconds = 30,
        MaxWaiting = 50,
        WrapUpCodes = new WrapUpCodeSettings([Solved, new WrapUpCode(new WrapUpCodeId("other"), "Other")], Required: true, new WrapUpCodeId("other")),
    };

    private static readonly WaitingContact Waiting =
        new(Call, ContactKind.Call, Caller, Position: 1, Now.AddSeconds(-42), Priority: 0, ContactState.Waiting);

    private static readonly QueueAnswer Queue = new(
        Support, Settings, Open: true, WaitingCount: 1, RecordingCount: 0, CallbackCount: 0, OfferedCount: 1, EngagedCount: 3, ScheduledCount: 2,
        LongestWaitSeconds: 42, AgentsLoggedIn: 4, AgentsAvailable: 0, Alarms: [], [Waiting],
        [new ContactWithAgent(new ContactId("c0"), ContactKind.Call, Caller, Now.AddSeconds(-60), Priority: 0, ContactState.Offered, Ana, new OfferId(Support, 17))]);

    private static readonly AgentResponse Agent = new(
        Ana, "Ana", AgentStatus.Offered, Now, Now.AddSeconds(20), Overdue: false, new NextRequest(NextStatus.Break, "Lunch", Seconds: 1800), Reason: null, Support,
        new OfferResponse(new OfferId(Support, 17), Call, ContactKind.Call, Caller, Support, Now.AddSeconds(20),
            "+33199000000", "Order 17", "https://shop.example/orders/17", Attributes, Telephone), Contact: null,
        [AssignmentAnswer.Of(Support, new Assignment(Skill: 70, WrapUpSeconds: 30, WrapUpExtensionSeconds: 15))],
        new WrapUpCodeResponse(Call, Support, Code: null, Note: null, CodeRequired: true, new WrapUpCodeId("other"), Settings.WrapUpCodes!.Codes), Telephone,
        EndpointState.Ready, EndpointReason: null, Consultation: null, Absent: false, LeaseSeconds: 60, AutoClosePopUp: false);

    private static readonly WaitEstimate Wait = new(Seconds: 75, Low: 20, High: 140);

    private static readonly ContactResponse Contact = new(
        Call, Support, ContactState.Waiting, Outcome: null, ContactKind.Callback, Caller, Position: 1, Now.AddSeconds(-42), Priority: 0, AgentId: null,
        Caller.Value, DueAt: null, Attempts: 0, EndedBy: null, TalkSeconds: null, ContactUrl.OfMessage(Support, Call), new ConnectorId("pbx-1"),
        PositionToSay: 1,
        "+33199000000", "Order 17", "https://shop.example/orders/17", Attributes, Wait);

    private static readonly CallbackResponse Callback = new(
        Call, Support, Caller, Caller.Value, ContactState.Scheduled, Outcome: null, Ana, Now.AddHours(-1), Now.AddMinutes(-58), Now.AddHours(1), Attempts: 1, Priority: 0,
        ContactUrl.OfMessage(Support, Call), FinishedAt: null, [new FailedCallbackAttempt(Now.AddMinutes(-1), Ana, FailureCause.Busy, Note: null)],
        Window: null);

    private static readonly ClusterMember Node = new("akka.tcp://myagent@10.0.0.2:4053", ["engine"], MemberState.Up, Reachable: true);

    private static readonly TokenResponse Token = new("3f9k2c", Role.Agent, "ana", Queues: null, Agents: false, Now, RevokedAt: null);

    private static readonly ConnectorResponse Connector = new(
        new ConnectorId("pbx-1"), ConnectorState.Alive, LeaseSeconds: 15, GraceSeconds: 60, LostAt: null, ClaimBy: null);

    private static readonly Dictionary<Type, object> All = new object[]
    {
        new EmptyBody(),
        new AgentBody { Name = "Ana", Endpoint = "PJSIP/2001" },
        new LogInBody { Endpoint = "PJSIP/2001" },
        new EndpointAnswer(Telephone, Ana, EndpointState.Busy, "in a call of its own", Now),
        new EndpointBody { State = EndpointState.Busy, Reason = "in a call of its own" },
        new AssignmentBody { Skill = 70, WrapUpSeconds = 30, WrapUpExtensionSeconds = 15 },
        new WrapUpBody { QueueId = "support" },
        new BreakBody { Reason = "Lunch", Seconds = 1800 },
        new AcceptBody { OfferId = "support.17" },
        new RejectBody { OfferId = "support.17", Reason = RejectReason.Busy },
        new RequeueBody { ContactId = "c1", Reason = RequeueReason.NotBridged },
        new ConsultBody { QueueId = "support", AgentId = "ben" },
        new TransferBody { QueueId = "billing", AgentId = "ben" },
        new CurrentContactBody { ContactId = "c1" },
        new CodeBody { ContactId = "c1", Code = "solved", Note = "Restarted the router." },
        new FailBody { Cause = FailureCause.NoAnswer, Note = "Rang for a minute." },
        new ScheduleBody { DueAt = Now.AddHours(1) },
        new QueueBody
        {
            Name = "Support",
            ServiceLevelSeconds = 30,
            MaxWaiting = 50,
            WrapUpCodes = new WrapUpCodesBody
            {
                Codes = [new WrapUpCodeBody { Code = "solved", Name = "Solved", Group = "Faults" }, new WrapUpCodeBody { Code = "other", Name = "Other" }],
                Required = true,
                Default = "other",
            },
        },
        new ArrivalBody
        {
            ContactId = "c1", Media = Media.Call, Caller = "+33 1 23 45 67 89", Called = "+33199000000", Subject = "Order 17", Link = "https://shop.example/orders/17",
            Attributes = Attributes, Connector = "pbx-1",
        },
        new HangUpBody { By = HangUpBy.Caller },
        new CallbackBody { Number = "+33 1 23 45 67 89" },
        new PriorityBody { Priority = 5 },
        new CallerBody { PreferredAgents = ["ana"], Priority = 1 },
        new AliveBody { LeaseSeconds = 15, GraceSeconds = 60 },
        new ClaimBody { AsOf = 4711, Live = ["c1"] },
        Connector,
        new ClaimResponse([new ContactId("c0")], [], Connector),
        new TokenBody { Role = Role.Connector, Queues = ["support"], Agents = true },
        Agent,
        new AgentListResponse(AsOf: 4711, Total: 1, new StatusCounts(0, 0, 1, 0, 0, 0, 0, 0), [Agent], Next: null),
        new AgentDayResponse(Ana, new DateOnly(2026, 5, 4), "Europe/Paris", Now.AddHours(-11.5), Now, OffersReceived: 12, Accepted: 10, Rejected: 1, Missed: 0, Withdrawn: 1,
            Callbacks: 2, Handled: 9, LoggedInSeconds: 5400, AvailableSeconds: 1800, TalkSeconds: 2400, PostProcessingSeconds: 60, WrapUpSeconds: 300, BreakSeconds: 600,
            NotRespondingSeconds: 0),
        new ColleagueListResponse(AsOf: 4711, Total: 1, [new ColleagueResponse(Ana, "Ana", AgentStatus.Offered)], Next: null),
        new DestinationListResponse(AsOf: 4711, Total: 1, [new DestinationResponse(Support, "Support", Open: true, AgentsAvailable: 2)], Next: null),
        new QueuePolicyResponse(Support, Settings),
        new QueueResponse(Queue, withWaiting: true) { EstimatedWait = Wait },
        Wait,
        new CallbackWindowListResponse(Support,
            [
                new CallbackWindowResponse(Now.AddMinutes(30), Now.AddMinutes(45), Capacity: 3, Booked: 1, Free: 2),
                new CallbackWindowResponse(Now.AddMinutes(45), Now.AddMinutes(60), Capacity: 3, Booked: 3, Free: 0),
            ], Now.AddMinutes(60)),
        new QueueListResponse(AsOf: 4711, Total: 1, [new QueueResponse(Queue with { WithAgents = null }, withWaiting: false)], Next: null),
        Contact,
        new VoiceMessageLinkResponse(ContactUrl.OfMessageLink("CfDJ8Nw0qVtXyqBEmM2Kk9n4Zx0.wav"), Now.AddMinutes(5)),
        new ContactListResponse(AsOf: 4711, Journal: "0f8b3c1e9d2a4b7f8e6c5d4a3b2c1d0e",
        [
            new ListedContact(Call, Support, ContactState.Offered, ContactKind.Call, Media.Call, Caller, Number: null, Position: null, Now.AddSeconds(-42), Priority: 0, Ana,
                new OfferId(Support, 17), Now.AddSeconds(20), AnsweredAt: null, DueAt: null, Attempts: 0, MessageUrl: null, new ConnectorId("pbx-1"),
                "+33199000000", "Order 17", "https://shop.example/orders/17", Attributes, Outcome: null, EndedBy: null, FinishedAt: null, WaitSeconds: null,
                TalkSeconds: null, Agents: [], [Support], Code: null, Note: null, Consultation: null),
            new ListedContact(new ContactId("c0"), Support, ContactState.Done, ContactKind.Call, Media.Call, Caller, Number: null, Position: null, Now.AddHours(-2), Priority: 0,
                Ana, OfferId: null, ExpiresAt: null, AnsweredAt: null, DueAt: null, Attempts: 0, MessageUrl: null, new ConnectorId("pbx-1"),
                "+33199000000", Subject: null, Link: null, Attributes: null, ContactOutcome.Served, EndedBy.Caller, Now.AddHours(-2).AddSeconds(200), WaitSeconds: 15.5,
                TalkSeconds: 184.5, [Ana], [new QueueId("sales"), Support], Solved.Code, "Sent a new one.", Consultation: null),
        ], Next: "Y29udGFjdHMgOTY0Zjc4IDYzOTEzNDg0NjAwMDAwMDAwMCA0NzEx"),
        new CallbackListResponse(AsOf: 4711, [Callback], Next: null),
        new CallerAnswer(Caller, [Ana], 1),
        new ConfigurationBody
        {
            Queues = [new ConfiguredQueueBody { QueueId = "support", Name = "Support", ServiceLevelSeconds = 30 }],
            Agents =
            [
                new ConfiguredAgentBody
                {
                    AgentId = "ana", Name = "Ana", Endpoint = "PJSIP/2001", Assignments = [new ConfiguredAssignmentBody { QueueId = "support", WrapUpSeconds = 30 }],
                },
            ],
            Callers = [new ConfiguredCallerBody { Caller = "+33 1 23 45 67 89", PreferredAgents = ["ana"] }],
        },
        new ConfigurationResponse(
            [new QueuePolicyResponse(Support, Settings)],
            [new AgentPolicyResponse(Ana, "Ana", Telephone, LeaseSeconds: null, AutoClosePopUp: false, [AssignmentAnswer.Of(Support, new Assignment(WrapUpSeconds: 30))])],
            [new CallerAnswer(Caller, [Ana], Priority: 0)]),
        new AppliedConfigurationResponse(DryRun: false,
            [new ConfigurationChange("queues/support", ChangeKind.Changed, [new FieldChange("serviceLevelSeconds", JsonValue.Create(20), JsonValue.Create(30))])]),
        new Explanation(Support, Call, ContactKind.Call, Caller, ContactState.Offered, Outcome: null,
        [
            new ExplanationStep(Now, 4711, "Offered to ana: idle longest, since 09:12:03.", "ContactOffered", "queue-support",
                [new AgentReason(Ana, Chosen: true, "idle longest, since 09:12:03"), new AgentReason(new AgentId("ben"), Chosen: false, "takes no callbacks of this queue")]),
        ]),
        new NewTokenResponse("3f9k2c", Role.Connector, Agent: null, ["support"], Agents: true, "mat_3f9k2c_6ZqUcVb0tYx1nR8wKdPfGh"),
        new HealthRoutes.HealthResponse("ready", [new HealthCheckState("myagent.journal", "healthy", "The newest event is 4711.")]),
        new NodeBody { Node = "10.0.0.2:4053" },
        Node,
        new ClusterView(
            EngineMode.Cluster, "akka.tcp://myagent@10.0.0.1:4053", "akka.tcp://myagent@10.0.0.1:4053", "akka.tcp://myagent@10.0.0.1:4053",
            [Node with { Node = "akka.tcp://myagent@10.0.0.1:4053" }, Node]),
        new ShardsView(EngineMode.Cluster, [new ShardsOfType(EntityKind.Agent, Entities: 12, [new ShardView("42", Node.Node, Entities: 12)])], Silent: []),
        new EntityView
        {
            Entity = Ana.Address.PersistenceId, Type = EntityKind.Agent, Awake = true, Node = Node.Node, Shard = "42", Path = "/system/sharding/agent/42/ana", Revision = 17,
            LastEventAt = Now, NextDeadline = Now.AddSeconds(20), StateBytes = 33, State = new JsonObject { ["agentId"] = "ana", ["revision"] = 17 },
        },
        new ActorsView(Node.Node,
            [new ActorView("user", "GuardianActor", Mailbox: 0, Children: 6, [new ActorView("operators", "NodeOperator", Mailbox: 0, Children: 0, [])])]),
    }.ToDictionary(example => example.GetType());

    static Examples()
    {
        All[typeof(IReadOnlyList<ConnectorResponse>)] = (ConnectorResponse[])[Connector];
        All[typeof(IReadOnlyList<TokenResponse>)] = (TokenResponse[])[Token];
        All[typeof(IReadOnlyList<QueueFigures>)] = (QueueFigures[])
        [
            new(Now.AddHours(-1), Now, Support, Offered: 40, 0, 0, 0, Refused: 0, Answered: 36, AnsweredInTime: 31, Abandoned: 2, 0, 0, CallbacksRequested: 2,
                CallbacksAnswered: 1, 0, CallbacksCompleted: 1, 0, 0, Handled: 36, AsaSeconds: 14.2, LongestWaitSeconds: 61.5, ServiceLevel: 31.0 / 36,
                ServiceLevelWithAbandons: 31.0 / 38, CallbackWaitSeconds: 75, HandleSeconds: 184.1, WrapUpSeconds: 30,
                EndedByCaller: 24, EndedByAgent: 12, EndedBySupervisor: 1, EndedByConnector: 1, EndedBySystem: 0, TalkSeconds: 182.7,
                AttemptsBusy: 2, AttemptsNoAnswer: 3, AttemptsUnreachable: 0, AttemptsVoicemail: 1, AttemptsWrongNumber: 1,
                CallbacksPromised: 4, PromisesKept: 3, PromisesBroken: 1, TransfersIn: 1, TransfersOut: 3,
                Holds: 6, HoldSeconds: 143.5),
        ];
        All[typeof(IReadOnlyList<AgentFigures>)] = (AgentFigures[])
        [
            new(Now.AddHours(-1), Now, Ana, OffersReceived: 12, Accepted: 11, Rejected: 1, Missed: 0, Withdrawn: 0, Handled: 11, LoggedInSeconds: 3600,
                AvailableSeconds: 900, OfferedSeconds: 60, EngagedSeconds: 2025, PostProcessingSeconds: 15, WrapUpSeconds: 300, BreakSeconds: 300,
                NotRespondingSeconds: 0, Occupancy: 2340.0 / 3300, MeanHandleSeconds: 184.1, MeanWrapUpSeconds: 30, Callbacks: 2, Holds: 3,
                HoldSeconds: 61.2),
        ];
        All[typeof(IReadOnlyList<CodeReportRow>)] = (CodeReportRow[])
        [
            new(Now.AddHours(-1), Now, Support, Solved.Code, Solved.Name, Solved.Group, Contacts: 21, ByDefault: 0, HandleSeconds: 192.4, WrapUpSeconds: 27.5),
        ];
        All[typeof(Stream)] = "event: journal\nid: 4710\ndata: {\"journal\":\"9f86d081884c7d659a2feaa0c55ad015\",\"newest\":4710}\n\n"
            + "id: 4711\nevent: offer-received\ndata: {\"ordering\":4711,\"at\":\"2026-05-04T09:30:00Z\",\"entity\":\"agent-ana\",\"sequenceNr\":17,"
            + "\"type\":\"offer-received\",\"by\":null,\"command\":null,\"queueId\":\"support\",\"agentId\":\"ana\",\"contactId\":\"c1\","
            + "\"offer\":{\"offerId\":\"support.17\",\"contactId\":\"c1\",\"queueId\":\"support\",\"agentId\":\"ana\",\"kind\":\"callback\",\"caller\":\"+33123456789\","
            + "\"number\":\"+33123456789\",\"messageUrl\":\"/v1/queues/support/contacts/c1/message\",\"expiresAt\":\"2026-05-04T09:30:20Z\","
            + "\"called\":\"+33199000000\",\"subject\":\"Order 17\",\"link\":\"https://shop.example/orders/17\",\"attributes\":{\"vip\":true},"
            + "\"endpoint\":\"PJSIP/2001\"},\"data\":{\"offer\":{}}}\n\n";
    }

    /// <summary>The example of a type; null where there is none.</summary>
    public static JsonNode? Of(Type? type) =>
        type is not null && All.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, example.GetType(), ApiJson.Options) : null;

    /// <summary>An example of changes to a body of a type; null where there is none.</summary>
    public static JsonNode? OfChanges(Type? type) =>
        type == typeof(QueueBody) ? new JsonObject { ["name"] = "Support and service", ["maxWaiting"] = null, ["alarms"] = new JsonObject { ["waiting"] = 20 } }
        : type == typeof(AgentBody) ? new JsonObject { ["name"] = "Ana Lopez", ["endpoint"] = null }
        : type == typeof(ContactDataBody) ? new JsonObject { ["subject"] = "Order 17, late", ["attributes"] = new JsonObject { ["orders"] = null, ["callAgain"] = false } }
        : type == typeof(AssignmentBody) ? new JsonObject { ["skill"] = 80 }
        : null;

    /// <summary>An example of a problem.</summary>
    public static JsonNode? OfProblem(int status) => (status switch
    {
        StatusCodes.Status400BadRequest => Problem.BadInput("badBody", "media", "'media' must be one of call, fax, email."),
        StatusCodes.Status401Unauthorized => new Problem(status, "unauthorized", "The token is unknown or revoked."),
        StatusCodes.Status403Forbidden => Problem.Forbidden("The token does not allow this."),
        StatusCodes.Status404NotFound => Problem.NotFound("unknownQueue", "There is no queue 'sales'."),
        StatusCodes.Status408RequestTimeout => new Problem(status, "uploadTooSlow", "The upload did not end within 120 seconds."),
        StatusCodes.Status409Conflict => new Problem(status, "offerNotOpen", "The offer 'support.17' is not open.") { State = "available" },
        StatusCodes.Status413PayloadTooLarge => Body.TooLarge(Body.MaxJsonBytes),
        StatusCodes.Status414UriTooLong => new Problem(status, "addressTooLong", "The address has more than 8192 bytes."),
        StatusCodes.Status415UnsupportedMediaType => Body.WrongMediaType("application/json"),
        StatusCodes.Status422UnprocessableEntity => new Problem(status, "queueFull", "The queue 'support' has 50 contacts waiting, as many as it takes."),
        StatusCodes.Status429TooManyRequests => Limits.RateLimitProblem.Requests(TimeSpan.FromSeconds(1)),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => new Problem(status, "headersTooLarge", "The headers have more than 16384 bytes."),
        StatusCodes.Status500InternalServerError => new Problem(status, "internal", "The engine failed; see its log."),
        _ => Problem.Unavailable("The journal cannot be written.", retryAfterSeconds: 1),
    }).ToJson();
}

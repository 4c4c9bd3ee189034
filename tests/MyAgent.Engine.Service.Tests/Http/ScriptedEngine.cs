using System.Collections.Concurrent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>An engine that answers as a test tells it to, and keeps what it was sent.</summary>
internal sealed class ScriptedEngine : IEngineHost
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<(EntityAddress To, IMessage Message, Cause Cause)> _sent = new();

    /// <summary>What a message is answered with; the answers of a small contact centre where this gives none.</summary>
    public Func<EntityAddress, IMessage, IAnswer?> Answer { get; set; } = (_, _) => null;

    /// <summary>Completes before anything is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<(EntityAddress To, IMessage Message, Cause Cause)> Sent => [.. _sent];

    public (EntityAddress To, IMessage Message, Cause Cause) LastCommand => _sent.Last(sent => sent.Message is ICommand);

    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default)
    {
        _sent.Enqueue((to, message, cause));
        Asked.TrySetResult();
        await Gate.WaitAsync(cancel);
        return Answer(to, message) ?? Usual(to, message);
    }

    public Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<EntityAddress>>(kind switch
        {
            EntityKind.Queue => [new QueueId("sales").Address, new QueueId("support").Address],
            EntityKind.Agent => [new AgentId("ana").Address],
            _ => [],
        });

    public static ContactAnswer Contact(string queue, string contact, int? position = 1, VoiceMessage? message = null) => new(
        new ContactId(contact), new QueueId(queue), ContactState.Waiting, Outcome: null, ContactKind.Call, CallerAddress.FromText("+33123456789"),
        position, Now, Priority: 0, AgentId: null, Number: null, DueAt: null, Attempts: 0, message);

    public static AgentAnswer Agent(string agent, CurrentContactAnswer? inHand = null) => new(
        new AgentId(agent), "Ana", AgentStatus.Available, Now, Until: null, Overdue: false, Next: null, Reason: null, QueueId: null, Offer: null,
        inHand, Assignments: [AssignmentAnswer.Of(new QueueId(agent == "ana" ? "sales" : "support"), new Assignment())]);

    public static CurrentContactAnswer InHand(string queue, string contact) => new(
        new ContactId(contact), ContactKind.Callback, CallerAddress.FromText("+33123456789"), new QueueId(queue), Over: false, PopUpClosed: false,
        "+33123456789", Outcome: null, DueAt: null, HasMessage: true);

    private static IAnswer Usual(EntityAddress to, IMessage message) => message switch
    {
        GetQueue when to.Id is "sales" or "support" => Queue(to.Id),
        GetQueue => Refusal.NotFound("unknownQueue", $"There is no queue '{to.Id}'."),
        GetCallbackWindows => new CallbackWindowsAnswer(new QueueId(to.Id), [], Next: null),
        ConfigureQueue set => new QueueSettingsAnswer(new QueueId(to.Id), set.Settings),
        AdmitContact or IContactCommand => Contact(to.Id, ((IContactCommand)message).ContactId.Value),
        GetContact get => Contact(to.Id, get.ContactId.Value),
        ReceiveContact arriving => Contact(arriving.QueueId.Value, arriving.ContactId.Value),
        KeepConnectorAlive or ClaimCalls or GetConnector => new ConnectorAnswer(
            new ConnectorId(to.Id), ConnectorState.Alive, new ConnectorLease(), LostAt: null, ClaimBy: null),
        ConfigureCaller set => new CallerAnswer(new CallerAddress(to.Id), set.PreferredAgents, set.Priority),
        GetEndpoint or ReportEndpointState => new EndpointAnswer(new EndpointId(to.Id), AgentId: null),
        _ => Agent(to.Id),
    };

    private static QueueAnswer Queue(string id) => new(
        new QueueId(id), QueueSettings.Default("Sales"), Open: true, WaitingCount: 1, RecordingCount: 0, CallbackCount: 0, OfferedCount: 0,
        EngagedCount: 0, ScheduledCount: 0, LongestWaitSeconds: 1.5, AgentsLoggedIn: 1, AgentsAvailable: 0, Alarms: [],
        [new WaitingContact(new ContactId("c1"), ContactKind.Call, CallerAddress.FromText("+33123456789"), 1, Now, 0, ContactState.Waiting)]);
}

using System.Text.Json.Serialization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>Creates an agent, or replaces its name and settings.</summary>
internal record AgentBody
{
    /// <summary>The agent's display name.</summary>
    public required string Name { get; init; }

    /// <summary>The telephone at which the agent logs in where the log-in names none, such as PJSIP/2001; null (the default) for none. A change takes effect at the next
    /// log-in.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How long the agent may be silent before it counts as absent, in seconds, 10 to 3600; null (the default) for as long as it likes. An open stream of the agent's
    /// events and every request of the agent or its telephone is a sign of life.</summary>
    public double? LeaseSeconds { get; init; }

    /// <summary>Whether the pop-up closes by itself when the contact is over, for an agent without a desk; that of a callback closes with its outcome. Default false.</summary>
    public bool AutoClosePopUp { get; init; }

    /// <summary>The settings this stands for.</summary>
    /// <exception cref="ProblemException">400: names a field that is not understood.</exception>
    public AgentSettings ToSettings() => new(Endpoint is null ? null : Input.Endpoint(Endpoint), LeaseSeconds, AutoClosePopUp);

    /// <summary>The command this stands for.</summary>
    /// <exception cref="ProblemException">400: names a field that is not understood.</exception>
    public DefineAgent ToCommand()
    {
        var (name, settings) = (Input.Text(Name, "name"), ToSettings());
        return new DefineAgent(name, settings == AgentSettings.None ? null : settings);
    }
}

/// <summary>A log-in.</summary>
internal sealed record LogInBody
{
    /// <summary>The telephone that rings for the agent, such as PJSIP/2001; default: the configured one, if there is one.</summary>
    public string? Endpoint { get; init; }
}

/// <summary>An agent's assignment to a queue.</summary>
internal record AssignmentBody
{
    /// <summary>Primary or overflow.</summary>
    public AssignmentKind Kind { get; init; }

    /// <summary>The skill, 0 to 100; higher is better.</summary>
    public int Skill { get; init; }

    /// <summary>Length of the automatic wrap-up, in seconds; default 0.</summary>
    public double WrapUpSeconds { get; init; }

    /// <summary>The time that each press of Wrap-up adds, in seconds; null for wrapUpSeconds.</summary>
    public double? WrapUpExtensionSeconds { get; init; }

    /// <summary>The maximum total length of one wrap-up, in seconds; null for no limit.</summary>
    public double? MaxWrapUpSeconds { get; init; }

    /// <summary>Whether the agent takes callback requests of this queue; default true.</summary>
    public bool Callbacks { get; init; } = true;

    /// <summary>For an overflow agent: the wait after which a contact may be offered to the agent, in seconds; null for no such rule.</summary>
    public double? OverflowAfterSeconds { get; init; }

    /// <summary>For an overflow agent: the number of waiting contacts from which one may be offered to the agent; null for no such rule.</summary>
    public int? OverflowAfterContacts { get; init; }

    /// <summary>The assignment this stands for.</summary>
    /// <exception cref="ProblemException">400: names a field that is out of its range.</exception>
    public Assignment ToAssignment()
    {
        var assignment = new Assignment(
            Kind, Skill, WrapUpSeconds, WrapUpExtensionSeconds, MaxWrapUpSeconds, Callbacks, OverflowAfterSeconds, OverflowAfterContacts);
        return assignment.Refuse() is { } refusal ? throw Input.OutOfRange(refusal) : assignment;
    }
}

/// <summary>A press of the button Wrap-up.</summary>
internal sealed record WrapUpBody
{
    /// <summary>For an available agent: the queue of the wrap-up; default: the queue last served.</summary>
    public string? QueueId { get; init; }
}

/// <summary>A break.</summary>
internal sealed record BreakBody
{
    /// <summary>The reason, as people read it.</summary>
    public required string Reason { get; init; }

    /// <summary>The length, in seconds; default: until the agent ends the break.</summary>
    public double? Seconds { get; init; }
}

/// <summary>Accepts an offer.</summary>
internal sealed record AcceptBody
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>When the agent answered, if that was earlier, for example while the engine was down. Not before the offer and not in the future,
    /// with a tolerance of 5 seconds.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>Rejects an offer.</summary>
internal sealed record RejectBody
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>The reason: declined (the default), busy, unreachable, or noAnswer, which counts as missed.</summary>
    public RejectReason Reason { get; init; }
}

/// <summary>Puts a call back into its place.</summary>
internal sealed record RequeueBody
{
    /// <summary>The contact: the agent's current one.</summary>
    public required string ContactId { get; init; }

    /// <summary>How the telephone leg failed: notBridged, lost or hungUp.</summary>
    public required RequeueReason Reason { get; init; }
}

/// <summary>Asks for advice about the agent's current contact.</summary>
internal sealed record ConsultBody
{
    /// <summary>The queue that is asked.</summary>
    public required string QueueId { get; init; }

    /// <summary>The agent who is asked first; default: any agent of the queue.</summary>
    public string? AgentId { get; init; }

    /// <summary>The contact that it is about; default: the agent's current contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>The command this stands for.</summary>
    public StartConsultation ToCommand() => new(
        Input.Queue(QueueId), AgentId is null ? null : Input.Agent(AgentId, "agentId"), ContactId is null ? null : Input.Contact(ContactId));
}

/// <summary>The place of a transferred contact.</summary>
[JsonConverter(typeof(CamelCaseEnum<TransferPlace>))]
internal enum TransferPlace
{
    /// <summary>Its place as it was.</summary>
    Keep,

    /// <summary>Counted from now.</summary>
    New,
}

/// <summary>Transfers the current contact.</summary>
internal sealed record TransferBody
{
    /// <summary>The queue; the contact's own only together with an agent.</summary>
    public required string QueueId { get; init; }

    /// <summary>The agent for whom the contact is, and who works in the queue; default: any agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>The place in the queue: keep (the default) or new.</summary>
    public TransferPlace Place { get; init; }

    /// <summary>The contact; default: the agent's current contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>The command this stands for.</summary>
    /// <exception cref="ProblemException">400: names an id that is none.</exception>
    public TransferContact ToCommand() => new(
        Input.Queue(QueueId), AgentId is { } agent ? Input.Agent(agent) : null, Place == TransferPlace.New, ContactId is { } contact ? Input.Contact(contact) : null);
}

/// <summary>An action on the agent's current contact.</summary>
internal sealed record CurrentContactBody
{
    /// <summary>The contact; default: the agent's current contact.</summary>
    public string? ContactId { get; init; }
}

/// <summary>Sets the wrap-up code of a contact.</summary>
internal sealed record CodeBody
{
    /// <summary>The contact; default: the one that the agent has or wraps up.</summary>
    public string? ContactId { get; init; }

    /// <summary>The id of the code: one of the agent's wrapUpCode.choices.</summary>
    public required string Code { get; init; }

    /// <summary>A note, up to 2000 characters; null for none. It replaces an earlier one.</summary>
    public string? Note { get; init; }

    /// <summary>The command this stands for.</summary>
    public SetWrapUpCode ToCommand() => new(
        Input.WrapUpCode(Code, "code"), Note is null ? null : Input.Note(Note, "note"), ContactId is null ? null : Input.Contact(ContactId));
}

/// <summary>An attempt to call back that has failed.</summary>
internal sealed record FailBody
{
    /// <summary>Why the caller was not reached.</summary>
    public required FailureCause Cause { get; init; }

    /// <summary>A note for people, at most 200 characters; default: none.</summary>
    public string? Note { get; init; }

    /// <summary>When the callback comes back, in place of the delay of the queue's rule; required where the queue has no rule for the cause.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The contact; default: the agent's current contact.</summary>
    public string? ContactId { get; init; }
}

/// <summary>Schedules a callback.</summary>
internal sealed record ScheduleBody
{
    /// <summary>The due date: not in the past and within the queue's horizonDays. Required where there is no window.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>In place of dueAt: the start of the callback window that the callback books; default: none.</summary>
    public DateTimeOffset? Window { get; init; }

    /// <summary>Whether the callback comes back to this agent first; default false.</summary>
    public bool Own { get; init; }

    /// <summary>The command this stands for.</summary>
    /// <exception cref="ProblemException">400: neither a date nor a window, or both.</exception>
    public ScheduleCallback ToCommand() => (DueAt, Window) switch
    {
        ({ } dueAt, null) => new ScheduleCallback(dueAt, Own ? true : null),
        (null, { } start) => new ScheduleCallback(start, Own ? true : null, Window: true),
        (null, null) => throw Body.NotUnderstood("dueAt", "'dueAt' is missing.").AsException(),
        _ => throw Body.NotUnderstood("window", "Give dueAt or window, not both.").AsException(),
    };
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>Creates or renames an agent.</summary>
internal sealed record AgentBody
{
    /// <summary>What people call the agent.</summary>
    public required string Name { get; init; }
}

/// <summary>How an agent works in a queue.</summary>
internal sealed record AssignmentBody
{
    private const int MaxSkill = 100;

    /// <summary>Primary or overflow.</summary>
    public AssignmentKind Kind { get; init; }

    /// <summary>0 to 100, the higher the better.</summary>
    public int Skill { get; init; }

    /// <summary>Length of the automatic wrap-up, in seconds; default 0.</summary>
    public double WrapUpSeconds { get; init; }

    /// <summary>What each press of Wrap-up adds, in seconds; null for wrapUpSeconds.</summary>
    public double? WrapUpExtensionSeconds { get; init; }

    /// <summary>The most one wrap-up may last in all, in seconds; null for no limit.</summary>
    public double? MaxWrapUpSeconds { get; init; }

    /// <summary>Whether the agent takes callback requests of this queue; default true.</summary>
    public bool Callbacks { get; init; } = true;

    /// <summary>Overflow agents: eligible for a contact that has waited this long, in seconds; null for not by time.</summary>
    public double? OverflowAfterSeconds { get; init; }

    /// <summary>Overflow agents: eligible while so many contacts are waiting; null for not by number.</summary>
    public int? OverflowAfterContacts { get; init; }

    /// <summary>The assignment this stands for.</summary>
    /// <exception cref="ProblemException">400: names a field that is out of its range.</exception>
    public Assignment ToAssignment()
    {
        Input.Whole(Skill, "skill", min: 0, max: MaxSkill);
        Input.Seconds(WrapUpSeconds, "wrapUpSeconds");
        Input.Seconds(WrapUpExtensionSeconds, "wrapUpExtensionSeconds");
        Input.Seconds(MaxWrapUpSeconds, "maxWrapUpSeconds");
        if (MaxWrapUpSeconds < WrapUpSeconds)
            throw Input.OutOfRange("maxWrapUpSeconds", "at least wrapUpSeconds");
        Input.Seconds(OverflowAfterSeconds, "overflowAfterSeconds");
        Input.Whole(OverflowAfterContacts, "overflowAfterContacts", min: 1);
        return new Assignment(
            Kind, Skill, WrapUpSeconds, WrapUpExtensionSeconds, MaxWrapUpSeconds, Callbacks, OverflowAfterSeconds, OverflowAfterContacts);
    }
}

/// <summary>A press of the button Wrap-up.</summary>
internal sealed record WrapUpBody
{
    /// <summary>While available: the queue to wrap up for; left out: the one last served.</summary>
    public string? QueueId { get; init; }
}

/// <summary>A break.</summary>
internal sealed record BreakBody
{
    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>After how long it ends by itself, in seconds; left out: when the agent says so.</summary>
    public double? Seconds { get; init; }
}

/// <summary>An offer that is taken.</summary>
internal sealed record AcceptBody
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>When the agent answered, where that was earlier: for example while the engine was out. Not before the offer and not in the future, but for 5
    /// seconds by which clocks may differ.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>An offer that is not taken.</summary>
internal sealed record RejectBody
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>Why: declined (the default), busy, unreachable, or noAnswer, which counts as missed.</summary>
    public RejectReason Reason { get; init; }
}

/// <summary>An action on the agent's current contact.</summary>
internal sealed record ContactInHandBody
{
    /// <summary>The contact; default: the agent's current contact.</summary>
    public string? ContactId { get; init; }
}

/// <summary>When a callback is to come back.</summary>
internal sealed record ScheduleBody
{
    /// <summary>The date; not in the past and within the queue's horizonDays.</summary>
    public required DateTimeOffset DueAt { get; init; }
}

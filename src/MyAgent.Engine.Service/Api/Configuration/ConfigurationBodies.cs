using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Api.Callers;
using MyAgent.Engine.Service.Api.Queues;

namespace MyAgent.Engine.Service.Api.Configuration;

/// <summary>What is configured, as it is read. It can be applied as it is.</summary>
/// <param name="Queues">The queues with their policies, ordered by id.</param>
/// <param name="Agents">The agents with their settings and assignments, ordered by id.</param>
/// <param name="Callers">The callers who have preferred agents or a priority, ordered by address.</param>
internal sealed record ConfigurationResponse(
    IReadOnlyList<QueuePolicyResponse> Queues, IReadOnlyList<AgentPolicyResponse> Agents, IReadOnlyList<CallerAnswer> Callers)
{
    /// <summary>What the board has.</summary>
    public static ConfigurationResponse Of(BoardConfiguration known) => new(
        [.. known.Queues.Select(queue => new QueuePolicyResponse(queue.Queue, queue.Settings))],
        [.. known.Agents.Select(agent => AgentPolicyResponse.Of(
            agent.AgentId, agent.Name!, agent.Settings ?? AgentSettings.None, agent.Assignments.Select(each => AssignmentAnswer.Of(new QueueId(each.Key), each.Value))))],
        [.. known.Callers.Select(caller => new CallerAnswer(caller.Caller, caller.PreferredAgents, caller.Priority))]);
}

/// <summary>What is configured of an agent.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The display name.</param>
/// <param name="Endpoint">The telephone at which the agent logs in where the log-in names none; null for none.</param>
/// <param name="LeaseSeconds">How long the agent may be silent before it counts as absent, in seconds; null for as long as it likes.</param>
/// <param name="AutoClosePopUp">Whether the pop-up closes by itself when the contact is over.</param>
/// <param name="Assignments">The queues the agent works in, ordered by id.</param>
internal sealed record AgentPolicyResponse(
    AgentId AgentId, string Name, EndpointId? Endpoint, double? LeaseSeconds, bool AutoClosePopUp, IReadOnlyList<AssignmentAnswer> Assignments)
{
    /// <summary>An agent with these settings.</summary>
    public static AgentPolicyResponse Of(AgentId agent, string name, AgentSettings settings, IEnumerable<AssignmentAnswer> assignments) =>
        new(agent, name, settings.Endpoint, settings.LeaseSeconds, settings.AutoClosePopUp, [.. assignments]);
}

/// <summary>What is to be configured. A kind that is left out stays as it is.</summary>
[MaxBytes(16 * 1024 * 1024)]
internal sealed record ConfigurationBody
{
    /// <summary>Queues, each with its whole policy: an omitted field is reset to its default. Default: none are changed.</summary>
    public IReadOnlyList<ConfiguredQueueBody>? Queues { get; init; }

    /// <summary>Agents, each with all settings: an omitted field is reset to its default. Default: none are changed.</summary>
    public IReadOnlyList<ConfiguredAgentBody>? Agents { get; init; }

    /// <summary>Callers. Default: none are changed.</summary>
    public IReadOnlyList<ConfiguredCallerBody>? Callers { get; init; }
}

/// <summary>A queue with its policy.</summary>
internal sealed record ConfiguredQueueBody : QueueBody
{
    /// <summary>The queue; it is created where there is none.</summary>
    public required string QueueId { get; init; }
}

/// <summary>An agent with settings and assignments.</summary>
internal sealed record ConfiguredAgentBody : AgentBody
{
    /// <summary>The agent, who is created where there is none.</summary>
    public required string AgentId { get; init; }

    /// <summary>The queues the agent works in, and no other; default: the assignments stay as they are.</summary>
    public IReadOnlyList<ConfiguredAssignmentBody>? Assignments { get; init; }
}

/// <summary>An assignment with its queue.</summary>
internal sealed record ConfiguredAssignmentBody : AssignmentBody
{
    /// <summary>The queue.</summary>
    public required string QueueId { get; init; }
}

/// <summary>A caller with preferred agents and priority.</summary>
internal sealed record ConfiguredCallerBody : CallerBody
{
    /// <summary>The telephone number or address.</summary>
    public required string Caller { get; init; }
}

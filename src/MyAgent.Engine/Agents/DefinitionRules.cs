using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>What an administrator defines of an agent: its name, its settings, and its assignments to queues.</summary>
internal sealed class DefinitionRules(AgentState state)
{
    /// <summary>Creates the agent, or replaces its name and settings.</summary>
    public Verdict Define(DefineAgent define) => Define(define.Name, define.Settings ?? AgentSettings.None);

    /// <summary>Changes what is named.</summary>
    public Verdict Change(ChangeAgent change)
    {
        if (change.Changes is null)
            return Define(change.Name ?? state.Name!, state.Settings);
        var (settings, refusal) = change.Changes.ApplyTo(state.Settings, AgentSettings.None, AgentSettingsJson.Strict);
        return refusal is not null ? refusal : Define(change.Name ?? state.Name!, settings);
    }

    /// <summary>Assigns the agent to a queue, or changes the assignment.</summary>
    public Verdict Assign(QueueId queue, Assignment assignment) =>
        assignment.Refuse(state.AssignmentFor(queue)) is { } refusal ? refusal
            : assignment == state.AssignmentFor(queue) ? new Decision()
            : new Decision().With(new AgentAssigned(queue, assignment));

    /// <summary>Changes what is named of an assignment.</summary>
    public Verdict ChangeAssignment(ChangeAssignment change)
    {
        if (state.AssignmentFor(change.QueueId) is not { } assignment)
            return NotAssigned(change.QueueId);
        var (changed, refusal) = change.Changes.ApplyTo(assignment, new Assignment(), AssignmentJson.Strict);
        return refusal is not null ? refusal : Assign(change.QueueId, changed);
    }

    /// <summary>Takes the agent out of a queue.</summary>
    public Verdict Unassign(QueueId queue) => state.AssignmentFor(queue) is null
        ? NotAssigned(queue)
        : new Decision().With(new AgentUnassigned(queue));

    /// <summary>Removes the agent, who must be logged out and asking for nothing.</summary>
    public Verdict Remove()
    {
        if (state is not { Status: AgentStatus.LoggedOut, Consultation: null, Claim: not { State: ClaimState.Requested } })
            return Refusals.WrongState("agentInUse", System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.Status.ToString()));
        var decision = new Decision();
        foreach (var (queue, _) in state.Links.Where(link => link.Value.Assignment is not null))
            decision.With(new AgentUnassigned(queue));
        return decision.With(new AgentRemoved());
    }

    private Verdict Define(string name, AgentSettings settings) =>
        SettingRanges.Refuse(settings, state.Settings) is { } refusal ? refusal
            : name == state.Name && settings == state.Settings ? new Decision()
            : new Decision().With(new AgentDefined(name, settings.Endpoint, settings.LeaseSeconds, settings.AutoClosePopUp));

    private static Refusal NotAssigned(QueueId queue) => Refusals.NotFound("unknownAssignment", queue.Value);
}

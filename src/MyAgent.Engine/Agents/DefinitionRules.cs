using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>What an administrator defines of an agent: its name, and its assignments to queues.</summary>
internal sealed class DefinitionRules(AgentState state)
{
    /// <summary>Creates the agent, or renames it.</summary>
    public Verdict Define(string name) => name == state.Name ? new Decision() : new Decision().With(new AgentDefined(name));

    /// <summary>Changes what is named.</summary>
    public Verdict Change(ChangeAgent change) => change.Name is { } name ? Define(name) : new Decision();

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

    private static Refusal NotAssigned(QueueId queue) => Refusals.NotFound("unknownAssignment", queue.Value);
}

using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>What makes agents alike to the rule of eligibility: agents of one profile may be given the same contacts, but for their own
/// rejections.</summary>
internal readonly record struct AgentProfile(AssignmentKind Kind, bool Calls, bool Callbacks, double? OverflowAfterSeconds, int? OverflowAfterContacts)
{
    /// <summary>The profile of an agent.</summary>
    /// <param name="assignment">How the agent works in the queue.</param>
    /// <param name="canRing">Whether the agent can be offered calls and callbacks.</param>
    public static AgentProfile Of(Assignment assignment, bool canRing)
    {
        var callbacks = canRing && assignment.Callbacks;
        return assignment.Kind == AssignmentKind.Primary
            ? new AgentProfile(AssignmentKind.Primary, canRing, callbacks, null, null)
            : new AgentProfile(AssignmentKind.Overflow, canRing, callbacks, assignment.OverflowAfterSeconds, assignment.OverflowAfterContacts);
    }
}

/// <summary>The agents of one profile to whom a contact can be offered now, first choice first.</summary>
internal sealed class AgentGroup(AgentProfile profile, ByChoice order)
{
    public AgentProfile Profile { get; } = profile;

    public SortedSet<QueueMember> Ready { get; } = new(order);

    /// <summary>Whether the number of queued contacts has reached the profile's limit, or it has none to reach.</summary>
    public bool OpenTo(int queued) => Profile.Kind == AssignmentKind.Primary || queued >= Profile.OverflowAfterContacts;
}

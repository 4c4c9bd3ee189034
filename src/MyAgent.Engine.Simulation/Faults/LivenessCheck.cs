using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>Checks that nothing is stuck once faults have stopped and all callers and agents have finished: every contact is finished, every queue
/// that a contact came through knows it, and every agent that was not removed is available (law 3).</summary>
internal static class LivenessCheck
{
    private const int Law = 3;

    /// <summary>Returns a violation for each contact, transfer or agent that is stuck.</summary>
    public static IReadOnlyList<LawViolation> Among(IEnumerable<IEntity> entities)
    {
        var found = new List<LawViolation>();
        foreach (var entity in entities)
        {
            found.AddRange(Complaints(entity.TakeSnapshot()).Select(complaint =>
                new LawViolation(Law, complaint, Ordering: 0, entity.Address.PersistenceId, entity.Revision)));
        }
        return found;
    }

    private static IEnumerable<string> Complaints(ISnapshot snapshot) => snapshot switch
    {
        QueueSnapshot queue =>
        [
            .. queue.Contacts.Select(contact => $"At the end contact {contact.Contact.ContactId} is still {contact.State} in queue {queue.QueueId}."),
            .. queue.Moved.Select(moved => $"At the end queue {queue.QueueId} still waits for the end of contact {moved.ContactId} in queue {moved.To}."),
            .. queue.OwedEnds!.Select(completion => $"At the end queue {queue.QueueId} has still to tell queue {completion.To} of the end of contact {completion.ContactId}."),
        ],
        AgentSnapshot { Name: not null, Status: not AgentStatus.Available } agent => [$"At the end agent {agent.AgentId} is still {agent.Status}."],
        _ => [],
    };
}

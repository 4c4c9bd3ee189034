using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>A queue at one moment.</summary>
/// <param name="Settings">Its policy.</param>
/// <param name="Assignments">The assignment of each of its agents.</param>
/// <param name="Contacts">The contacts that are not finished and have not moved on.</param>
internal sealed record QueueStateAt(QueueSettings Settings, IReadOnlyDictionary<AgentId, Assignment> Assignments, IReadOnlyList<ContactRecord> Contacts)
{
    /// <summary>The number of contacts in the waiting list, waiting or recording.</summary>
    public int WaitingCount => Contacts.Count(contact => contact.IsQueued);

    /// <summary>A contact; null where it is not here.</summary>
    public ContactRecord? Find(ContactId contact) => Contacts.FirstOrDefault(each => each.ContactId == contact);

    /// <summary>A contact's place in the waiting list, from 1; null where it is not in it.</summary>
    public int? PositionOf(ContactId contact) => Find(contact) is { IsQueued: true } found
        ? 1 + Contacts.Count(each => each.IsQueued && WaitingListOrder.Instance.Compare(each, found) < 0)
        : null;

    /// <summary>The contact that an agent is being offered; null for none.</summary>
    public ContactId? OfferedTo(AgentId agent) => Contacts.FirstOrDefault(each => each.State == ContactState.Offered && each.AgentId == agent)?.ContactId;
}

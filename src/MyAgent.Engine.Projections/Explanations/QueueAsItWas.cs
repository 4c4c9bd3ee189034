using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections;

/// <summary>A queue at one moment, as its own rules make it from its events.</summary>
/// <param name="snapshot">The queue's state.</param>
internal sealed class QueueAsItWas(QueueSnapshot snapshot)
{
    /// <summary>Its policy.</summary>
    public QueueSettings Settings { get; } = snapshot.Settings ?? QueueSettings.Default(snapshot.QueueId.Value);

    /// <summary>How each of its agents works in it.</summary>
    public IReadOnlyDictionary<AgentId, Assignment> Assignments { get; } =
        snapshot.Members.ToDictionary(member => member.AgentId, member => member.Assignment);

    /// <summary>How many contacts are in line, waiting or recording.</summary>
    public int LineLength => snapshot.Contacts.Count(IsInLine);

    /// <summary>A contact that is not finished and has not moved on; null where there is none.</summary>
    public QueuedContactSnapshot? Find(ContactId contact) => snapshot.Contacts.FirstOrDefault(each => each.Contact.ContactId == contact);

    /// <summary>A contact's place in line, from 1; null where it is not in line.</summary>
    public int? PositionOf(ContactId contact)
    {
        var line = snapshot.Contacts.Where(IsInLine)
            .OrderBy(each => each.Contact.Key).ThenBy(each => each.Contact.ContactId.Value, StringComparer.Ordinal)
            .Select(each => each.Contact.ContactId).ToList();
        return line.IndexOf(contact) is var index && index >= 0 ? index + 1 : null;
    }

    /// <summary>The contact of this queue that an agent is being offered; null for none.</summary>
    public ContactId? OfferedTo(AgentId agent) =>
        snapshot.Contacts.FirstOrDefault(each => each.State == ContactState.Offered && each.Agent == agent)?.Contact.ContactId;

    private static bool IsInLine(QueuedContactSnapshot contact) => contact.State is ContactState.Waiting or ContactState.Recording;
}

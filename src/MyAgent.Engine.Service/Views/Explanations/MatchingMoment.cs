using System.Collections.Immutable;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Views;

/// <summary>A moment at which a queue looked for an agent for a contact: all that the choice rested on.</summary>
/// <param name="At">The instant.</param>
/// <param name="Ordering">The moment's place in the journal: what stands before it had happened.</param>
/// <param name="Offer">The offer that the choice led to; null where it led to none.</param>
/// <param name="Settings">The queue's policy.</param>
/// <param name="Assignments">The agents who worked in the queue.</param>
/// <param name="OpenOffers">The contacts that the queue was offering to its agents already.</param>
/// <param name="InLine">How many contacts were in line.</param>
/// <param name="EnteredAt">When the contact had come into the queue.</param>
/// <param name="IsCallback">Whether it was a callback.</param>
/// <param name="PreferredAgents">The caller's preferred agents, best first.</param>
/// <param name="RejectedAt">Who had rejected it, and when last.</param>
internal sealed record MatchingMoment(
    DateTimeOffset At,
    long Ordering,
    ContactOffered? Offer,
    QueueSettings Settings,
    ImmutableDictionary<AgentId, Assignment> Assignments,
    ImmutableDictionary<AgentId, ContactId> OpenOffers,
    int InLine,
    DateTimeOffset EnteredAt,
    bool IsCallback,
    IReadOnlyList<AgentId> PreferredAgents,
    ImmutableDictionary<AgentId, DateTimeOffset> RejectedAt)
{
    /// <summary>How long the contact had waited in the queue.</summary>
    public TimeSpan Waited => At - EnteredAt;

    /// <summary>Every agent of the queue as the journal has them at this moment. Filled in once their events have been read.</summary>
    public SortedDictionary<string, AgentSnapshot> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>The moment at which a queue is as its picture shows it.</summary>
    public static MatchingMoment Of(QueuePicture queue, QueuePicture.LineEntry contact, DateTimeOffset at, long ordering, ContactOffered? offer) => new(
        at, ordering, offer, queue.Settings, queue.Assignments, queue.OpenOffers, queue.InLine, contact.EnteredAt, contact.IsCallback,
        contact.Contact.PreferredAgents, contact.RejectedAt);
}

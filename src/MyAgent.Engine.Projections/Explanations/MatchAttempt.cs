using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>An attempt of a queue to match a contact with an agent, with everything that the choice depended on.</summary>
/// <param name="At">The instant.</param>
/// <param name="Ordering">The moment's place in the journal: what stands before it had happened.</param>
/// <param name="Offer">The offer that the choice led to; null where it led to none.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Contact">The contact.</param>
internal sealed record MatchAttempt(
    DateTimeOffset At, long Ordering, ContactOffered? Offer, QueueStateAt Queue, ContactRecord Contact)
{
    /// <summary>How long the contact had waited in the waiting list.</summary>
    public TimeSpan Waited => At - Contact.EnteredAt;

    /// <summary>Every agent of the queue as the journal has them at this moment, by id. Filled in once their events have been read.</summary>
    public SortedDictionary<string, AgentProjection> Agents { get; } = new(StringComparer.Ordinal);
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;

namespace MyAgent.Engine.Projections.Estimates;

/// <summary>Learns from what agents and contacts do how fast each queue is. After a restart it learns from the stored contacts.</summary>
/// <param name="speedOf">The speed of a queue.</param>
internal sealed class Pace(Func<QueueId, QueueSpeed> speedOf)
{
    /// <summary>About how many breaks are remembered.</summary>
    private const double Memory = 50;

    /// <summary>A contact whose place is earlier than its arrival by more than this goes ahead of others of its priority.</summary>
    private static readonly TimeSpan OriginTolerance = TimeSpan.FromSeconds(1);

    /// <summary>How long breaks without an end have been, in seconds.</summary>
    public DecayedMean Breaks { get; } = new(Memory);

    /// <summary>An agent has changed.</summary>
    public void Take(AgentProjection before, AgentProjection after, DateTimeOffset at)
    {
        if (before is { Current: { OverAt: null } talking, AcceptedAt: { } accepted } && after.Current is not { OverAt: null })
            speedOf(talking.Offer.QueueId).TalkEnded((at - accepted).TotalSeconds);
        if (WorkOf(before) is { } queue && WorkOf(after) is null && (after.LastContactOverAt ?? before.LastContactOverAt) is { } over)
            speedOf(queue).AgentFreed((at - over).TotalSeconds);
        if (before is { Status: AgentStatus.Break, Break.Until: null } && after.Status != AgentStatus.Break)
            Breaks.Add((at - before.StatusSince).TotalSeconds);
    }

    /// <summary>A contact in a queue has come, has changed or is gone; null on the side where there is none.</summary>
    public void Take(ContactRecord? before, ContactRecord? after, DateTimeOffset at)
    {
        if ((before ?? after) is not { } contact)
            return;
        var speed = speedOf(contact.QueueId);
        if (after is { IsQueued: true } && (before is null or { State: ContactState.Scheduled }))
            speed.Arrived(at - after.Contact.Key.At > OriginTolerance ? after.Priority + 1 : after.Priority, at);
        if (before is { IsQueued: true, Kind: ContactKind.Call } && after is { IsQueued: false })
            speed.Waited((at - before.EnteredAt).TotalSeconds, after.Outcome == ContactOutcome.Abandoned);
        if (before is { State: ContactState.Offered } && after is not null and not { State: ContactState.Offered })
            speed.OfferEnded(failed: after.State != ContactState.Engaged);
    }

    /// <summary>Takes what is stored of contacts that are done.</summary>
    public void Restore(IEnumerable<StoredContact> contacts)
    {
        foreach (var done in contacts.Select(contact => contact.Record).OfType<ContactRecord>().Where(record => record.FinishedAt is not null).OrderBy(record => record.FinishedAt))
            speedOf(done.QueueId).Restore(done);
    }

    /// <summary>The queue for which an agent has a contact or is in wrap-up after one; null for none.</summary>
    private static QueueId? WorkOf(AgentProjection agent) => agent.Current?.Offer.QueueId ?? agent.WrapUpOf?.QueueId;
}

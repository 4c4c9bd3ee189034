using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>Rule 16: a contact that has waited too long goes to the overflow queue with its place, or is expired where there is none. A consultation is for this queue
/// alone.</summary>
internal sealed class WaitLimit(QueueContext queue)
{
    /// <summary>When the next contact has waited too long; null for never. Contacts that waited through an outage of the engine are first offered to the
    /// agents that are free (rule 33c).</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            if (queue.Settings.MaxWaitSeconds is not { } seconds || queue.Matching.LongestWaiting is not { } longest)
                return null;
            var at = longest.EnteredAt.AddSeconds(Math.Max(seconds, QueueSettings.MinMaxWaitSeconds));
            return queue.Grace?.Extend(longest.EnteredAt, at) ?? at;
        }
    }

    /// <summary>Ends or moves the next contact that has waited too long; null for none.</summary>
    public Decision? EndOverlongWait(DateTimeOffset now)
    {
        if (NextDeadline is not { } at || at > now)
            return null;
        var contact = queue.Matching.LongestWaiting!;
        return queue.Settings.OverflowQueue is { } other && other != queue.Id && contact.Contact.Consultation is null
            ? new Decision().With(new ContactMoving(contact.Id, other))
            : new Decision().Finish(contact, ContactOutcome.Expired, agent: null, EndedBy.System);
    }
}

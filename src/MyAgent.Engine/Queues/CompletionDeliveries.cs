using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The delivery of <see cref="CompletionOutbox"/>: a queue that a contact came from is told that the contact is finished, again and again until it has
/// confirmed it. From then on it need not forward commands to that contact any more.</summary>
internal sealed class CompletionDeliveries(QueueContext queue)
{
    private readonly RetrySchedule<(ContactId Contact, QueueId To)> _schedule = new(Deadlines.RetryInterval, queue.State.Completions.Ready);

    /// <summary>When the next message is sent again; null for none.</summary>
    public DateTimeOffset? NextDeadline => _schedule.NextAt;

    private CompletionOutbox Outbox => queue.State.Completions;

    /// <summary>Another queue says that a contact that went there is finished. Confirmed only once the contact has left: a queue that believes it on its way would
    /// wait for its end again.</summary>
    public Decision OnFinishedElsewhere(TakenContactFinished finished)
    {
        var id = finished.ContactId;
        if (queue.State.Contacts.TryGetValue(id, out var here) && ArrivalId.MayBeSame(here.Contact.Arrival, finished.Arrival))
            return new Decision();
        var decision = queue.State.Moved.TryGetValue(id, out var moved) && ArrivalId.MayBeSame(moved.Arrival, finished.Arrival)
            ? new Decision().With(new MovedContactFinished(id))
            : new Decision().Changing(new DropConfirmed(id));
        return decision.Sending(finished.By.Address, new FinishSeen(id, queue.Id, finished.Arrival));
    }

    /// <summary>The other queue confirms that it knows that the contact is finished.</summary>
    public Decision OnConfirmation(FinishSeen seen) =>
        Outbox.Ready.Contains((seen.ContactId, seen.By)) && ArrivalId.MayBeSame(Outbox.ArrivalOf(seen.ContactId), seen.Arrival)
            ? new Decision().With(new FinishHeard(seen.ContactId, seen.By))
            : new Decision();

    /// <summary>Sends the messages that are due.</summary>
    public Decision? Redeliver(DateTimeOffset now)
    {
        if (!_schedule.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var (contact, to) in _schedule.Due(now))
            decision
                .Sending(to.Address, new TakenContactFinished(contact, queue.Id, Outbox.ArrivalOf(contact)))
                .Changing(new CompletionAttempted(contact, to, now));
        return decision;
    }

    /// <summary>Takes note that a contact has changed.</summary>
    public void OnChange(ContactId contact)
    {
        if (Outbox.IsEmpty)
            return;
        foreach (var to in Outbox.QueuesOf(contact))
        {
            if (Outbox.Ready.Contains((contact, to)))
                _schedule.Add((contact, to));
            else
                _schedule.Remove((contact, to));
        }
    }

    /// <summary>Takes note that the other queue has confirmed.</summary>
    public void OnConfirmed(FinishHeard confirmed) => _schedule.Remove((confirmed.Contact, confirmed.By));

    public void Apply(CompletionAttempted attempted) => _schedule.Attempted((attempted.Contact, attempted.To), attempted.At);
}

/// <summary>A queue was told (again) that a contact that came from it is finished.</summary>
internal sealed record CompletionAttempted(ContactId Contact, QueueId To, DateTimeOffset At) : IVolatileChange;

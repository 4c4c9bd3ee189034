using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The protocol by which a contact goes from one queue to another: it is in exactly one of the two at every moment (rules 16 and 33). A message is sent
/// again until the other queue has answered it; which messages those are follows from the journaled state, when they were sent is volatile.</summary>
internal sealed class ContactMoves(QueueContext queue, TransferRules transfers)
{
    private readonly RetrySchedule<ContactId> _moves = new(Deadlines.RetryInterval, queue.State.OnTheMove);
    private readonly Dictionary<ContactId, PendingDrop> _drops = [];
    private readonly RetrySchedule<ContactId> _dropSchedule = new(Deadlines.RetryInterval);

    /// <summary>When the next message is sent again; null for none.</summary>
    public DateTimeOffset? NextDeadline => Deadlines.Earliest(_dropSchedule.NextAt, _moves.NextAt);

    private QueueState State => queue.State;

    /// <summary>A contact that moves is no new contact: limits and opening hours do not keep it out. It may come back to a queue in which
    /// it has been; a move that the queue has seen already is only confirmed. A contact that was finished here is not taken again, and neither is another one
    /// of the same id while one is here or went on from here.</summary>
    public Decision OnTakeOver(TakeOverContact takeOver, DateTimeOffset now)
    {
        var (id, move, arrival) = (takeOver.Contact.ContactId, takeOver.Contact.Moves ?? 0, takeOver.Contact.Arrival);
        var here = State.Contacts.GetValueOrDefault(id);
        var moved = State.Moved.GetValueOrDefault(id);
        var confirm = new ContactTaken(id, queue.Id, move, Taken: true, arrival);
        var finished = State.Finished.Find(id) is { } known && ArrivalId.MayBeSame(known.Arrival, arrival) ? known : null;
        if (IsSeen(here?.Contact.Arrival, here?.Moves) || IsSeen(moved?.Arrival, moved?.Move) || finished?.Moves >= move
            || (here is null && moved is null && finished is null && State.Finished.ContainsArrival(arrival)))
            return new Decision().Sending(takeOver.From.Address, confirm);
        if (State.Settings is null || (here is not null && !IsOnItsWay(here, takeOver.Contact)) || !ArrivalId.MayBeSame(moved?.Arrival, arrival)
            || (here is null && moved is null && finished?.Arrival is not null && arrival is not null))
            return new Decision().Sending(takeOver.From.Address, confirm with { Taken = false });
        var decision = here?.MovingTo is { } to ? new Decision().With(new ContactMoved(id, to)) : new Decision();
        return decision
            .With(new ContactTakenOver(takeOver.Contact, takeOver.From, takeOver.TalkSeconds, takeOver.LeastPosition, transfers.HoldOf(takeOver, now)))
            .Sending(takeOver.From.Address, confirm);

        bool IsSeen(ArrivalId? same, int? moves) => moves >= move && ArrivalId.MayBeSame(same, arrival);
    }

    /// <summary>The other queue has taken a contact, or will not. One that was finished here meanwhile must be dropped there.</summary>
    public Decision OnTaken(ContactTaken taken)
    {
        var id = taken.ContactId;
        if (State.Contacts.TryGetValue(id, out var contact) && ArrivalId.MayBeSame(contact.Contact.Arrival, taken.Arrival))
            return contact.MovingTo != taken.By || contact.Moves + 1 != taken.Move ? new Decision()
                : taken.Taken ? new Decision().With(new ContactMoved(id, taken.By))
                : new Decision().Finish(contact, ContactOutcome.Expired, agent: null, EndedBy.System).With(new MovedContactFinished(id));
        if (!taken.Taken)
            return State.Moved.GetValueOrDefault(id) is { Dropped: not null } dropped && dropped.Move == taken.Move && ArrivalId.MayBeSame(dropped.Arrival, taken.Arrival)
                ? new Decision().With(new MovedContactFinished(id))
                : new Decision().Changing(new DropConfirmed(id));
        if (State.Moved.TryGetValue(id, out var moved) && ArrivalId.MayBeSame(moved.Arrival, taken.Arrival))
            return new Decision();
        (ContactOutcome Outcome, EndedBy? By)? end = State.Finished.Find(id) is { } finished && ArrivalId.MayBeSame(finished.Arrival, taken.Arrival)
            ? finished.Moves + 1 == taken.Move ? (finished.Outcome, finished.EndedBy) : null
            : State.Finished.ContainsArrival(taken.Arrival) ? (ContactOutcome.Expired, EndedBy.System) : null;
        return end is { } ended
            ? new Decision().Changing(new DropRequested(id, taken.By, new DropContact(id, queue.Id, taken.Move, ended.Outcome, taken.Arrival, ended.By)))
            : new Decision();
    }

    /// <summary>The contact was finished in the queue that it came from before that queue knew that it was taken over here.</summary>
    public Decision OnDrop(DropContact drop)
    {
        if (!State.Contacts.TryGetValue(drop.ContactId, out var contact) || contact.CameFrom != drop.From || contact.Moves != drop.Move
            || !ArrivalId.MayBeSame(contact.Contact.Arrival, drop.Arrival))
            return new Decision().Sending(drop.From.Address, new ContactTaken(drop.ContactId, queue.Id, drop.Move, Taken: false, drop.Arrival));
        var outcome = contact switch
        {
            { State: ContactState.Engaged, IsCallback: false } => ContactOutcome.Served,
            { IsCallback: true } => ContactOutcome.Cancelled,
            _ => drop.Outcome,
        };
        var by = drop.EndedBy ?? drop.Outcome switch
        {
            ContactOutcome.Cancelled => EndedBy.Supervisor,
            ContactOutcome.Expired => EndedBy.System,
            _ => EndedBy.Caller,
        };
        return contact.State is ContactState.Offered or ContactState.Engaged
            ? ContactEndings.TakeFromAgent(contact, outcome, by)
            : new Decision().Finish(contact, outcome, agent: null, by);
    }

    /// <summary>Sends the messages that are due.</summary>
    public Decision? Redeliver(DateTimeOffset now)
    {
        if (!_moves.IsDue(now) && !_dropSchedule.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var id in _moves.Due(now))
        {
            decision.Changing(new MoveAttempted(id, now));
            if (State.Contacts.TryGetValue(id, out var contact))
                decision.Sending(contact.MovingTo!.Value.Address, new TakeOverContact(
                    contact.Contact with { Moves = contact.Moves + 1 }, queue.Id, contact.TalkSeconds, contact.IsQueued ? contact.LeastPosition : null));
            else if (State.Moved.GetValueOrDefault(id) is { Dropped: { } outcome } moved)
                decision.Sending(moved.To.Address, new DropContact(id, queue.Id, moved.Move, outcome, moved.Arrival, State.Finished.Find(id)?.EndedBy));
        }
        foreach (var id in _dropSchedule.Due(now))
            decision.Sending(_drops[id].To.Address, _drops[id].Message).Changing(new DropAttempted(id, now));
        return decision;
    }

    /// <summary>Takes note that a contact has changed.</summary>
    public void OnChange(ContactId contact)
    {
        if (_moves.IsEmpty && State.OnTheMove.Count == 0)
            return;
        if (State.OnTheMove.Contains(contact))
            _moves.Add(contact);
        else
            _moves.Remove(contact);
    }

    public void Apply(MoveChange change)
    {
        switch (change)
        {
            case MoveAttempted attempted:
                _moves.Attempted(attempted.Contact, attempted.At);
                break;
            case DropRequested requested when _drops.TryAdd(requested.Contact, new PendingDrop(requested.To, requested.Message)):
                _dropSchedule.Add(requested.Contact);
                break;
            case DropAttempted attempted:
                _dropSchedule.Attempted(attempted.Contact, attempted.At);
                break;
            case DropConfirmed confirmed:
                _drops.Remove(confirmed.Contact);
                _dropSchedule.Remove(confirmed.Contact);
                break;
        }
    }

    /// <summary>Whether a contact comes back to where it is still believed to be on its way out. (Another of the same id is another contact.)</summary>
    private static bool IsOnItsWay(QueuedContact here, Contact back) =>
        here.MovingTo is not null && ArrivalId.MayBeSame(here.Contact.Arrival, back.Arrival) && (here.Contact.Caller, here.Contact.OriginAt) == (back.Caller, back.OriginAt);

    private sealed record PendingDrop(QueueId To, DropContact Message);
}

/// <summary>A change of the messages to other queues about a move.</summary>
internal abstract record MoveChange(ContactId Contact) : IVolatileChange;

/// <summary>The other queue was sent (again) the message about a contact on its way.</summary>
internal sealed record MoveAttempted(ContactId Contact, DateTimeOffset At) : MoveChange(Contact);

/// <summary>Another queue has taken over a contact that is finished here: it is to drop it, and is told so until it has.</summary>
internal sealed record DropRequested(ContactId Contact, QueueId To, DropContact Message) : MoveChange(Contact);

/// <summary>The other queue was told (again) to drop the contact.</summary>
internal sealed record DropAttempted(ContactId Contact, DateTimeOffset At) : MoveChange(Contact);

/// <summary>The other queue no longer has the contact.</summary>
internal sealed record DropConfirmed(ContactId Contact) : MoveChange(Contact);

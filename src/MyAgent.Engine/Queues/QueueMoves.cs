using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>Contacts that go from one queue to another: in exactly one of the two at every moment (rule 16).</content>
public sealed partial class QueueEntity
{
    /// <summary>Rule 16: who has waited too long goes to the overflow queue with its place, or is expired where there is none.</summary>
    private Decision? EndOverlongWait(DateTimeOffset now)
    {
        if (OverlongAt is not { } at || at > now)
            return null;
        var contact = Matching.LongestWaiting!;
        return Settings.OverflowQueue is { } other && other != _id
            ? new Decision().With(new ContactMoving(contact.Id, other))
            : Finish(new Decision(), contact, ContactOutcome.Expired, agent: null, EndedBy.System);
    }

    /// <summary>When the next contact has waited too long. Those who waited through an outage of the engine are first offered to the agents that are free
    /// (rule 33c).</summary>
    private DateTimeOffset? OverlongAt
    {
        get
        {
            if (Settings.MaxWaitSeconds is not { } seconds || Matching.LongestWaiting is not { } longest)
                return null;
            var at = longest.EnteredAt.AddSeconds(Math.Max(seconds, QueueSettings.MinMaxWaitSeconds));
            return _protocol.Grace?.Extend(longest.EnteredAt, at) ?? at;
        }
    }

    /// <summary>A contact that moves is no new contact: limits and opening hours do not keep it out. It may come back to a queue in which
    /// it has been; a move that the queue has seen already is only confirmed. A contact that was finished here is not taken again, and neither is another one
    /// of the same id while one is here or went on from here.</summary>
    private Decision OnTakeOver(TakeOverContact takeOver)
    {
        var (id, move, arrival) = (takeOver.Contact.ContactId, takeOver.Contact.Moves ?? 0, takeOver.Contact.Arrival);
        var here = _state.Contacts.GetValueOrDefault(id);
        var moved = _state.Moved.GetValueOrDefault(id);
        var confirm = new ContactTaken(id, _id, move, Taken: true, arrival);
        var finished = _state.Finished(id) is { } known && ArrivalId.MayBeSame(known.Arrival, arrival) ? known : null;
        if (IsSeen(here?.Contact.Arrival, here?.Moves) || IsSeen(moved?.Arrival, moved?.Move) || finished?.Moves >= move
            || (here is null && moved is null && finished is null && WasFinished(arrival)))
            return new Decision().Sending(takeOver.From.Address, confirm);
        if (_state.Settings is null || (here is not null && !IsOnItsWay(here, takeOver.Contact)) || !ArrivalId.MayBeSame(moved?.Arrival, arrival)
            || (here is null && moved is null && finished?.Arrival is not null && arrival is not null))
            return new Decision().Sending(takeOver.From.Address, confirm with { Taken = false });
        var decision = here?.MovingTo is { } to ? new Decision().With(new ContactMoved(id, to)) : new Decision();
        return decision.With(new ContactTakenOver(takeOver.Contact, takeOver.From, takeOver.TalkSeconds)).Sending(takeOver.From.Address, confirm);

        bool IsSeen(ArrivalId? same, int? moves) => moves >= move && ArrivalId.MayBeSame(same, arrival);
    }

    /// <summary>Whether the contact of an arrival was finished after it had gone on from here, or come here, longer ago than <see cref="QueueState.Finished"/> remembers.</summary>
    private bool WasFinished(ArrivalId? arrival) => arrival is { } known && _state.FinishedArrivals.Contains(known.ToString());

    /// <summary>Whether a contact comes back to where it is still believed to be on its way out. (Another of the same id is another contact.)</summary>
    private static bool IsOnItsWay(QueuedContact here, Contact back) =>
        here.MovingTo is not null && ArrivalId.MayBeSame(here.Contact.Arrival, back.Arrival) && (here.Contact.Caller, here.Contact.OriginAt) == (back.Caller, back.OriginAt);

    private Decision OnTaken(ContactTaken taken)
    {
        var id = taken.ContactId;
        if (_state.Contacts.TryGetValue(id, out var contact) && ArrivalId.MayBeSame(contact.Contact.Arrival, taken.Arrival))
            return contact.MovingTo != taken.By || contact.Moves + 1 != taken.Move ? new Decision()
                : taken.Taken ? new Decision().With(new ContactMoved(id, taken.By))
                : Finish(new Decision(), contact, ContactOutcome.Expired, agent: null, EndedBy.System).With(new MovedContactFinished(id));
        if (!taken.Taken)
            return _state.Moved.GetValueOrDefault(id) is { Dropped: not null } dropped && dropped.Move == taken.Move && ArrivalId.MayBeSame(dropped.Arrival, taken.Arrival)
                ? new Decision().With(new MovedContactFinished(id))
                : new Decision().Changing(new DropConfirmed(id));
        if (_state.Moved.TryGetValue(id, out var moved) && ArrivalId.MayBeSame(moved.Arrival, taken.Arrival))
            return new Decision();
        (ContactOutcome Outcome, EndedBy? By)? end = _state.Finished(id) is { } finished && ArrivalId.MayBeSame(finished.Arrival, taken.Arrival)
            ? finished.Moves + 1 == taken.Move ? (finished.Outcome, finished.EndedBy) : null
            : WasFinished(taken.Arrival) ? (ContactOutcome.Expired, EndedBy.System) : null;
        return end is { } ended
            ? new Decision().Changing(new DropRequested(taken.By, new DropContact(id, _id, taken.Move, ended.Outcome, taken.Arrival, ended.By)))
            : new Decision();
    }

    /// <summary>Confirmed only once the contact has left: who takes it for still on its way would wait for its end again.</summary>
    private Decision OnTakenFinished(TakenContactFinished finished)
    {
        var id = finished.ContactId;
        if (_state.Contacts.TryGetValue(id, out var here) && ArrivalId.MayBeSame(here.Contact.Arrival, finished.Arrival))
            return new Decision();
        var decision = _state.Moved.TryGetValue(id, out var moved) && ArrivalId.MayBeSame(moved.Arrival, finished.Arrival)
            ? new Decision().With(new MovedContactFinished(id))
            : new Decision().Changing(new DropConfirmed(id));
        return decision.Sending(finished.By.Address, new FinishSeen(id, _id, finished.Arrival));
    }

    private Decision OnFinishSeen(FinishSeen seen) =>
        _state.Completions.Ready.Contains((seen.ContactId, seen.By)) && ArrivalId.MayBeSame(_state.Completions.ArrivalOf(seen.ContactId), seen.Arrival)
            ? new Decision().With(new FinishHeard(seen.ContactId, seen.By))
            : new Decision();

    private Decision OnDrop(DropContact drop)
    {
        if (!_state.Contacts.TryGetValue(drop.ContactId, out var contact) || contact.CameFrom != drop.From || contact.Moves != drop.Move
            || !ArrivalId.MayBeSame(contact.Contact.Arrival, drop.Arrival))
            return new Decision().Sending(drop.From.Address, new ContactTaken(drop.ContactId, _id, drop.Move, Taken: false, drop.Arrival));
        var outcome = contact switch
        {
            { State: ContactState.Engaged, IsCallback: false } => ContactOutcome.Served,
            { IsCallback: true } => ContactOutcome.Cancelled,
            _ => drop.Outcome,
        };
        var by = drop.EndedBy ?? (drop.Outcome == ContactOutcome.Cancelled ? EndedBy.Supervisor : drop.Outcome == ContactOutcome.Expired ? EndedBy.System : EndedBy.Caller);
        return contact.State is ContactState.Offered or ContactState.Engaged
            ? TakenFromAgent(contact, outcome, by)
            : Finish(new Decision(), contact, outcome, agent: null, by);
    }

    /// <summary>The queues that contacts came from need not forward anything any more once these are finished.</summary>
    private Decision? RedeliverCompletions(DateTimeOffset now)
    {
        Decision? decision = null;
        foreach (var (contact, to) in _state.Completions.Ready)
        {
            if (_protocol.Ends.TryGetValue((contact, to), out var attemptedAt) && now < attemptedAt + RetryInterval)
                continue;
            (decision ??= new Decision())
                .Sending(to.Address, new TakenContactFinished(contact, _id, _state.Completions.ArrivalOf(contact)))
                .Changing(new CompletionAttempted(contact, to, now));
        }
        return decision;
    }

    private Decision? RedeliverMoves(DateTimeOffset now)
    {
        Decision? decision = null;
        foreach (var id in _state.OnTheMove)
        {
            if (_protocol.Moves.TryGetValue(id, out var attemptedAt) && now < attemptedAt + RetryInterval)
                continue;
            decision ??= new Decision();
            decision.Changing(new MoveAttempted(id, now));
            if (_state.Contacts.TryGetValue(id, out var contact))
                decision.Sending(contact.MovingTo!.Value.Address, new TakeOverContact(contact.Contact with { Moves = contact.Moves + 1 }, _id, contact.TalkSeconds));
            else if (_state.Moved.GetValueOrDefault(id) is { Dropped: { } outcome } moved)
                decision.Sending(moved.To.Address, new DropContact(id, _id, moved.Move, outcome, moved.Arrival, _state.Finished(id)?.EndedBy));
        }
        foreach (var (id, drop) in _protocol.Drops)
        {
            if (now < drop.AttemptedAt + RetryInterval)
                continue;
            (decision ??= new Decision()).Sending(drop.To.Address, drop.Message).Changing(new DropAttempted(id, now));
        }
        return decision;
    }
}

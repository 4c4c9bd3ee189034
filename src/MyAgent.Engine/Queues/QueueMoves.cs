using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

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
            : Finish(new Decision(), contact, ContactOutcome.Expired, agent: null);
    }

    private DateTimeOffset? OverlongAt =>
        Settings.MaxWaitSeconds is { } seconds ? Matching.LongestWaiting?.EnteredAt.AddSeconds(seconds) : null;

    /// <summary>A contact that moves is no new contact: limits and opening hours do not keep it out.</summary>
    private Decision HearTakeOver(TakeOverContact takeOver)
    {
        var id = takeOver.Contact.ContactId;
        var here = _state.Contacts.GetValueOrDefault(id);
        var been = here?.CameFrom == takeOver.From || _state.Moved.ContainsKey(id) || _state.Finished(id) is not null;
        var taken = been || (_state.Settings is not null && here is null);
        var decision = taken && !been ? new Decision().With(new ContactTakenOver(takeOver.Contact, takeOver.From)) : new Decision();
        return decision.Sending(takeOver.From.Address, new ContactTaken(id, _id, taken));
    }

    private Decision HearTaken(ContactTaken taken)
    {
        if (_state.Contacts.TryGetValue(taken.ContactId, out var contact) && contact.MovingTo == taken.By)
            return taken.Taken
                ? new Decision().With(new ContactMoved(contact.Id, taken.By))
                : Finish(new Decision(), contact, ContactOutcome.Expired, agent: null).With(new MovedContactFinished(contact.Id));
        return !taken.Taken && _state.Moved.GetValueOrDefault(taken.ContactId) is { Dropped: not null } dropped && dropped.To == taken.By
            ? new Decision().With(new MovedContactFinished(taken.ContactId))
            : new Decision();
    }

    private Decision HearTakenFinished(TakenContactFinished finished)
    {
        if (_state.Moved.GetValueOrDefault(finished.ContactId) is not { } moved)
            return new Decision();
        var decision = new Decision().With(new MovedContactFinished(finished.ContactId));
        return moved is { CameFrom: { } from, Dropped: null }
            ? decision.Sending(from.Address, new TakenContactFinished(finished.ContactId, _id))
            : decision;
    }

    private Decision HearDrop(DropContact drop)
    {
        if (!_state.Contacts.TryGetValue(drop.ContactId, out var contact) || contact.CameFrom != drop.From)
            return new Decision().Sending(drop.From.Address, new ContactTaken(drop.ContactId, _id, Taken: false));
        return contact.State is ContactState.Offered or ContactState.Engaged
            ? TakenFromAgent(contact, contact is { State: ContactState.Engaged, IsCallback: false } ? ContactOutcome.Served : drop.Outcome)
            : Finish(new Decision(), contact, drop.Outcome, agent: null);
    }

    private Decision? KeepMoving(DateTimeOffset now)
    {
        Decision? decision = null;
        foreach (var id in _state.OnTheMove)
        {
            if (_talk.Moves.TryGetValue(id, out var spokenAt) && now < spokenAt + RetryAfter)
                continue;
            decision ??= new Decision();
            decision.Noting(new MoveSpokenOf(id, now));
            if (_state.Contacts.TryGetValue(id, out var contact))
                decision.Sending(contact.MovingTo!.Value.Address, new TakeOverContact(contact.Contact, _id));
            else if (_state.Moved.GetValueOrDefault(id) is { Dropped: { } outcome } moved)
                decision.Sending(moved.To.Address, new DropContact(id, _id, outcome));
        }
        return decision;
    }
}

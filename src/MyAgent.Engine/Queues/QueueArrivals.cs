using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>Arrivals: who is let in, and in which place (rules 16, 17 and 25).</content>
public sealed partial class QueueEntity
{
    private Verdict RuleAdmit(AdmitContact arriving, DateTimeOffset now)
    {
        if (_state.Contacts.ContainsKey(arriving.ContactId) || _state.Moved.ContainsKey(arriving.ContactId) || IsDone(arriving.ContactId))
            return Refusals.WrongState("contactExists", StateOf(arriving.ContactId), arriving.ContactId.Value, _id.Value);
        if (arriving.AskedBy is { } asker && asker != _id)
            return SentBack(arriving, asker);
        if (arriving.AskedBy is null && _state.RedirectedTo(arriving.ContactId) is { } there)
            return Asking(arriving, there);
        if (!Settings.Media.Contains(arriving.Media))
            return Turned(arriving, Refusals.Rule("mediaNotServed", _id.Value, CamelCase(arriving.Media)) with { Field = "media" });
        if (Settings.OpeningHours is { } hours && !hours.IsOpen(now))
            return WhileClosed(arriving);

        var resumed = Resumed(arriving);
        if (resumed is null && _state.WaitingList.Count >= Settings.MaxWaiting)
            return Turned(arriving, Refusals.Rule("queueFull", _id.Value, Text(Settings.MaxWaiting ?? 0)));

        var origin = arriving.OriginAt is { } earlier && earlier < now ? earlier : now;
        var key = resumed?.Contact.Key ?? new OrderKey(arriving.Priority, origin, _state.LastSerial + 1);
        var contact = new Contact(
            arriving.ContactId, arriving.Media, arriving.Caller, origin, key, arriving.PreferredAgents, Arrival: new ArrivalId(_id, _state.Revision));
        var decision = new Decision();
        if (resumed is not null)
            Finish(decision, resumed, ContactOutcome.Superseded, agent: null, EndedBy.Caller);
        return decision.With(new ContactArrived(contact, resumed?.Id));
    }

    /// <summary>Rules 25 and 33e: a caller who calls again takes the place of their waiting callback, where it asks to be called at the very address
    /// from which they call. Behind one that asks for another number may be another person at the same switchboard.</summary>
    private QueuedContact? Resumed(AdmitContact arriving)
    {
        if (!Settings.ResumeCallback || arriving.Media != Media.Call || arriving.Caller is not { } caller || !_protocol.CallbacksOf(_state, caller, out var waiting))
            return null;
        return waiting
            .Where(contact => contact.Offerable && contact.Contact.Callback!.Number == caller.Value).Min(ByPlace.Order);
    }

    /// <summary>Rule 17: while closed a contact goes to the closed queue, or is refused.</summary>
    private Verdict WhileClosed(AdmitContact arriving)
    {
        if (Settings.ClosedQueue is not { } other || other == _id || arriving.Via.Contains(other))
            return Turned(arriving, Refusals.Rule("queueClosed", _id.Value));
        return new Verdict(
            Onward(new Decision().With(new ContactRedirected(arriving.ContactId, other, new ArrivalId(_id, _state.Revision))), arriving, other), Forwarded: true);
    }

    private Decision Onward(Decision decision, AdmitContact arriving, QueueId other) =>
        decision.Sending(other.Address, arriving with { Via = [.. arriving.Via, _id], AskedBy = null }, forwarded: true);

    /// <summary>An arrival that is repeated once the queue is open must not make the contact a second time: the queue it was sent to is asked first.</summary>
    private Verdict Asking(AdmitContact arriving, QueueId there) =>
        new(new Decision().Sending(there.Address, arriving with { AskedBy = _id }, forwarded: true), Forwarded: true);

    /// <summary>The queue does not know the contact (it refused it): it is for the queue that asks to let it in.</summary>
    private static Verdict SentBack(AdmitContact arriving, QueueId asker) => new(new Decision().Sending(asker.Address, arriving, forwarded: true), Forwarded: true);

    private static Verdict Turned(AdmitContact arriving, Refusal refusal) =>
        new(new Decision().With(new ContactRefused(arriving.ContactId, arriving.Caller, refusal)), refusal);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string StateOf(ContactId contact) => CamelCase(_state.Contacts.GetValueOrDefault(contact)?.State ?? ContactState.Done);
}

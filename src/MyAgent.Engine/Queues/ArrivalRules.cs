using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Arrivals: which contact enters, and in which place (rules 16, 17, 25 and 36).</summary>
internal sealed class ArrivalRules(QueueContext queue, CallbackIndex callbacksByCaller, DirectCallbackRules directCallbacks)
{
    private QueueState State => queue.State;

    public Verdict Admit(AdmitContact arriving, DateTimeOffset now)
    {
        if (arriving is { Callback: { } again, AskedBy: null } && directCallbacks.Open(again) is { } open)
            return new Decision().With(new CallbackRequestedAgain(open.Id));
        if (State.Contacts.ContainsKey(arriving.ContactId) || State.Moved.ContainsKey(arriving.ContactId) || State.Finished.Contains(arriving.ContactId))
            return Refusals.WrongState("contactExists", StateOf(arriving.ContactId), arriving.ContactId.Value, queue.Id.Value);
        if (arriving.Data?.Refuse() is { } invalid)
            return invalid;
        if (arriving.AskedBy is { } asker && asker != queue.Id)
            return SendBack(arriving, asker);
        if (arriving.AskedBy is null && State.Redirected.TryGetValue(arriving.ContactId, out var there))
            return Ask(arriving, there);
        if (queue.NotServed(arriving.Media) is { } notServed)
            return Refuse(arriving, notServed with { Field = "media" });
        if (arriving.Callback is { } wanted)
            return directCallbacks.Admit(arriving, wanted, now) is var verdict && verdict.Refusal is { } refusal ? Refuse(arriving, refusal) : verdict;
        if (queue.Closed(now) is { } closed)
            return WhileClosed(arriving, closed);

        var resumed = Resumed(arriving);
        if (resumed is null && queue.Full is { } full)
            return Refuse(arriving, full);

        var origin = arriving.OriginAt is { } earlier && earlier < now ? earlier : now;
        var key = resumed?.Contact.Key ?? new OrderKey(arriving.Priority, origin, State.LastSerial + 1);
        var contact = queue.Arrived(arriving, origin, key, now);
        var decision = new Decision();
        if (resumed is not null)
            decision.Finish(resumed, ContactOutcome.Superseded, agent: null, EndedBy.Caller);
        return decision.With(new ContactArrived(LastAgentDeliveries.PreferringLastAgent(contact, arriving.LastServed, queue, now), resumed?.Id));
    }

    /// <summary>Sends an arrival on to another queue, which answers the client.</summary>
    public Decision SendOn(Decision decision, AdmitContact arriving, QueueId other) =>
        decision.Sending(other.Address, arriving with { Via = [.. arriving.Via, queue.Id], AskedBy = null }, forwarded: true);

    /// <summary>Rules 25 and 33e: a caller who calls again takes the place of their waiting callback, where it asks to be called at the very address
    /// from which they call. Behind one that asks for another number may be another person at the same switchboard.</summary>
    private QueuedContact? Resumed(AdmitContact arriving)
    {
        if (!queue.Settings.ResumeCallback || arriving.Media != Media.Call || arriving.Caller is not { } caller)
            return null;
        return callbacksByCaller.Of(caller.Value)
            .Where(contact => contact.Offerable && contact.Contact.Callback!.Number == caller.Value)
            .Min(ByPlace.Order);
    }

    /// <summary>Rule 17: while closed a contact goes to the closed queue, or is refused.</summary>
    private Verdict WhileClosed(AdmitContact arriving, Refusal closed)
    {
        if (queue.Settings.ClosedQueue is not { } other || other == queue.Id || arriving.Via.Contains(other))
            return Refuse(arriving, closed);
        var redirected = new Decision().With(new ContactRedirected(arriving.ContactId, other, new ArrivalId(queue.Id, State.Revision)));
        return new Verdict(SendOn(redirected, arriving, other), AnsweredLater: true);
    }

    /// <summary>An arrival that is repeated once the queue is open must not make the contact a second time: the queue it was sent to is asked first.</summary>
    private Verdict Ask(AdmitContact arriving, QueueId there) =>
        new(new Decision().Sending(there.Address, arriving with { AskedBy = queue.Id }, forwarded: true), AnsweredLater: true);

    /// <summary>The queue does not know the contact, because it refused it: the queue that asks decides.</summary>
    private static Verdict SendBack(AdmitContact arriving, QueueId asker) =>
        new(new Decision().Sending(asker.Address, arriving, forwarded: true), AnsweredLater: true);

    private static Verdict Refuse(AdmitContact arriving, Refusal refusal) =>
        new(new Decision().With(new ContactRefused(arriving.ContactId, arriving.Caller, refusal)), refusal);

    private string StateOf(ContactId contact) => QueueRefusals.CamelCase(State.Contacts.GetValueOrDefault(contact)?.State ?? ContactState.Done);
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>A contact goes to the agent who was consulted about it (rule 33): the consultation ends, and the agent gets the contact in its place, before any other is
/// matched. Where the agent no longer has the consultation, or does not take callbacks and it is one, the contact waits as one that was transferred to the agent.</summary>
internal sealed class HandOvers(QueueContext queue, OfferProtocol offers)
{
    private readonly Queue<ContactId> _arrived = new(queue.State.Contacts.Values.Where(IsHandedOver).Select(contact => contact.Id));

    private QueueState State => queue.State;

    /// <summary>Gives the next contact that was handed over to its agent; null for none.</summary>
    public Decision? GiveNext()
    {
        if (!_arrived.TryPeek(out var id))
            return null;
        var decision = new Decision().Changing(new HandOverDecided());
        if (State.Contacts.GetValueOrDefault(id) is not { Offerable: true, Contact.Transfer: { Consult: { } consult, For: { } agent } } contact
            || State.Contacts.GetValueOrDefault(consult) is not { State: ContactState.Engaged, Offer: { } inPlaceOf } consultation
            || consultation.Agent != agent || consultation.Contact.Consultation?.ContactId != id
            || !queue.MayHaveHandedOver(contact.Contact, agent))
            return decision;
        var offer = new OfferId(queue.Id, State.LastOffer + 1);
        decision
            .Finish(consultation, ContactOutcome.Served, agent, EndedBy.Caller)
            .With(new ContactOffered(id, offer, agent, ChosenBy.Consulted, inPlaceOf));
        return offers.Propose(decision, contact, offer, agent, inPlaceOf);
    }

    /// <summary>Takes note that something has happened: a contact that is handed over has come.</summary>
    public void OnEvent(IEvent happened)
    {
        if (happened is ContactTransferred or ContactTakenOver && happened is IContactEvent { ContactId: var id } && IsHandedOver(State.Contacts[id]))
            _arrived.Enqueue(id);
    }

    public void Apply(HandOverDecided _) => _arrived.Dequeue();

    private static bool IsHandedOver(QueuedContact contact) => contact is { Offerable: true, Contact.Transfer.Consult: not null };
}

/// <summary>It is decided whether the first contact that was handed over goes to its agent at once.</summary>
internal sealed record HandOverDecided : IVolatileChange;

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>What connectors and supervisors do with a contact: end it, or change its place (rule 15, law 5).</summary>
internal sealed class ContactRules(QueueState state)
{
    /// <summary>Rule 15: the caller is gone. While waiting that is an abandonment, an open offer is withdrawn, an engaged call is over. Of a consultation the caller is
    /// the agent who asks.</summary>
    public static Verdict HangUp(QueuedContact contact, EndedBy by) => contact switch
    {
        { IsCallback: true, State: ContactState.Engaged, CallOver: true } => new Decision(),
        { IsCallback: true, State: ContactState.Engaged } => new Decision()
            .With(new CallbackCallEnded(contact.Id))
            .DeliverToAgent(contact, new ContactIsOver(contact.Offer!.Value, Finished: false, by)),
        { IsCallback: true } => QueueRefusals.WrongState(contact, "callerNotOnLine"),
        { State: ContactState.Engaged } => ContactEndings.TakeFromAgent(contact, ContactOutcome.Served, by),
        { State: ContactState.Offered } => ContactEndings.TakeFromAgent(contact, ContactOutcome.Abandoned, by),
        _ => new Decision().Finish(contact, ContactOutcome.Abandoned, agent: null, by),
    };

    public static Verdict Cancel(QueuedContact contact) => contact.State is ContactState.Offered or ContactState.Engaged
        ? ContactEndings.TakeFromAgent(contact, ContactOutcome.Cancelled, EndedBy.Supervisor)
        : new Decision().Finish(contact, ContactOutcome.Cancelled, agent: null, EndedBy.Supervisor);

    /// <summary>Rule 27: what is known of a contact may change until it is done; an agent changes only that of the contact that the agent has.</summary>
    public static Verdict ChangeData(QueuedContact contact, ChangeContactData change)
    {
        if (change.Agent is { } agent && (contact.State != ContactState.Engaged || contact.Agent != agent))
            return QueueRefusals.WrongState(contact, "contactNotWithAgent");
        if (contact.MovingTo is not null)
            return QueueRefusals.WrongState(contact, "contactMoving");
        var data = contact.Contact.Data ?? ContactData.None;
        var (changed, refusal) = change.Changes.ApplyTo(data, ContactData.None, ContactDataJson.Strict);
        if ((refusal ?? changed.Refuse()) is { } invalid)
            return invalid;
        return ReferenceEquals(changed, data)
            ? new Decision()
            : new Decision().With(new ContactDataChanged(contact.Id, changed.OrNothing()));
    }

    /// <summary>Law 5: the place changes only by an explicit command. The origin time stays.</summary>
    public Verdict MoveToFirst(QueuedContact contact)
    {
        if (QueueRefusals.NotQueued(contact) is { } refusal)
            return refusal;
        var first = state.WaitingList.From(0).First();
        return first == contact
            ? new Decision()
            : new Decision().With(new OrderKeyChanged(contact.Id, contact.Contact.Key with
            {
                Priority = first.Contact.Key.Priority,
                At = first.Contact.Key.At.AddTicks(-1),
            }));
    }

    public static Verdict ChangePriority(QueuedContact contact, int priority)
    {
        if (QueueRefusals.NotQueued(contact) is { } refusal)
            return refusal;
        return contact.Contact.Key.Priority == priority
            ? new Decision()
            : new Decision().With(new OrderKeyChanged(contact.Id, contact.Contact.Key with { Priority = priority }));
    }
}

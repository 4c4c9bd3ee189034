using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>What connectors and supervisors do with a contact (rule 15).</content>
public sealed partial class QueueEntity
{
    /// <summary>Rule 15: the caller is gone. While waiting that is an abandonment, an open offer is withdrawn, an engaged call is over.</summary>
    private Verdict RuleHangUp(QueuedContact contact, EndedBy by) => contact switch
    {
        { IsCallback: true, State: ContactState.Engaged, CallOver: true } => new Decision(),
        { IsCallback: true, State: ContactState.Engaged } => Delivering(
            new Decision().With(new CallbackCallEnded(contact.Id)), contact, new ContactIsOver(contact.Offer!.Value, Finished: false, by)),
        { IsCallback: true } => WrongState(contact, "callerNotOnLine"),
        { State: ContactState.Engaged } => TakenFromAgent(contact, ContactOutcome.Served, by),
        { State: ContactState.Offered } => TakenFromAgent(contact, ContactOutcome.Abandoned, by),
        _ => Finish(new Decision(), contact, ContactOutcome.Abandoned, agent: null, by),
    };

    private Verdict RuleCancel(QueuedContact contact) => contact.State is ContactState.Offered or ContactState.Engaged
        ? TakenFromAgent(contact, ContactOutcome.Cancelled, EndedBy.Supervisor)
        : Finish(new Decision(), contact, ContactOutcome.Cancelled, agent: null, EndedBy.Supervisor);

    /// <summary>Law 5: the place changes by an explicit command alone. The origin time stays.</summary>
    private Verdict RuleMoveToFirst(QueuedContact contact)
    {
        if (NotQueued(contact) is { } refusal)
            return refusal;
        var first = _state.WaitingList.From(0).First();
        return first == contact
            ? new Decision()
            : new Decision().With(new OrderKeyChanged(contact.Id, contact.Contact.Key with
            {
                Priority = first.Contact.Key.Priority,
                At = first.Contact.Key.At.AddTicks(-1),
            }));
    }

    private static Verdict RuleChangePriority(QueuedContact contact, int priority)
    {
        if (NotQueued(contact) is { } refusal)
            return refusal;
        return contact.Contact.Key.Priority == priority
            ? new Decision()
            : new Decision().With(new OrderKeyChanged(contact.Id, contact.Contact.Key with { Priority = priority }));
    }

    private static Refusal? NotQueued(QueuedContact contact) => contact switch
    {
        { IsQueued: false } => WrongState(contact, "contactNotInLine"),
        { MovingTo: not null } => WrongState(contact, "contactMoving"),
        _ => null,
    };

    /// <summary>Ends a contact that is offered or engaged, and lets its agent know.</summary>
    private Decision TakenFromAgent(QueuedContact contact, ContactOutcome outcome, EndedBy by)
    {
        var (offer, agent) = (contact.Offer!.Value, contact.Agent!.Value);
        var decision = new Decision();
        if (contact.State == ContactState.Engaged)
            return Delivering(Finish(decision, contact, outcome, agent, by), contact, new ContactIsOver(offer, Finished: true, by));
        return Finish(Withdrawing(decision, contact), contact, outcome, agent: null, by);
    }

    /// <summary>Takes an open offer back, which counts as no miss (law 11).</summary>
    private static Decision Withdrawing(Decision decision, QueuedContact contact) => Delivering(
        decision.With(new OfferEnded(contact.Id, contact.Offer!.Value, contact.Agent!.Value, OfferOutcome.Withdrawn)), contact, new WithdrawOffer(contact.Offer.Value));

    /// <summary>Ends a contact. (The queue it came from hears of it by <see cref="RedeliverCompletions"/>.)</summary>
    private static Decision Finish(Decision decision, QueuedContact contact, ContactOutcome outcome, AgentId? agent, EndedBy by) =>
        decision.With(new ContactFinished(contact.Id, outcome, agent, by));

    /// <summary>Says something to the agent of a contact, and keeps saying it until the agent's reports show that it was heard.</summary>
    private static Decision Delivering(Decision decision, QueuedContact contact, IAgentMessage message) =>
        decision.Changing(new DeliveryRequested(contact.Offer!.Value, contact.Agent!.Value, message));
}

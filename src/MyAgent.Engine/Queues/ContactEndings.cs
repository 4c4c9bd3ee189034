using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>How a contact and an offer end, whatever the cause.</summary>
internal static class ContactEndings
{
    /// <summary>Ends a contact. (<see cref="CompletionDeliveries"/> informs the queue that it came from, and <see cref="LastAgentDeliveries"/> the caller.)</summary>
    public static Decision Finish(this Decision decision, QueuedContact contact, ContactOutcome outcome, AgentId? agent, EndedBy by)
    {
        decision.With(new ContactFinished(contact.Id, outcome, agent, by));
        return outcome is ContactOutcome.Served or ContactOutcome.Completed && agent is { } served && contact.Contact.Caller is { } caller
            ? decision.Changing(new CallerWasServed(caller, served))
            : decision;
    }

    /// <summary>Ends a contact that is offered or engaged, and informs its agent.</summary>
    public static Decision TakeFromAgent(QueuedContact contact, ContactOutcome outcome, EndedBy by)
    {
        var (offer, agent) = (contact.Offer!.Value, contact.Agent!.Value);
        return contact.State == ContactState.Engaged
            ? new Decision().Finish(contact, outcome, agent, by).DeliverToAgent(contact, new ContactIsOver(offer, Finished: true, by))
            : new Decision().Withdraw(contact).Finish(contact, outcome, agent: null, by);
    }

    /// <summary>Takes an open offer back, which counts as no miss (law 11).</summary>
    public static Decision Withdraw(this Decision decision, QueuedContact contact) => decision
        .With(new OfferEnded(contact.Id, contact.Offer!.Value, contact.Agent!.Value, OfferOutcome.Withdrawn))
        .DeliverToAgent(contact, new WithdrawOffer(contact.Offer.Value));

    /// <summary>Sends a message to the agent of a contact, again and again until the agent's reports show that it arrived.</summary>
    public static Decision DeliverToAgent(this Decision decision, QueuedContact contact, IAgentMessage message) =>
        decision.Changing(new DeliveryRequested(contact.Offer!.Value, contact.Agent!.Value, message));
}

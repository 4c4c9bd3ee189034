using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Laws;

/// <summary>Law 3 between entities: what moves arrives, and a contact that its agent no longer has does not stay with that agent.</summary>
internal sealed class NoLimbo : ILaw
{
    private const int Law = 3;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        switch (record.Recorded.Event)
        {
            case ContactTakenOver taken when world.QueueOf(record) is { } queue:
                if (!IsHandedOver(taken, record.Recorded.At, queue.Id, world.Queue(taken.From), findings.Clock))
                    findings.Broken(Law, $"Queue {queue.Id} took contact {taken.ContactId} over, which queue {taken.From} was not handing over.");
                break;
            case ContactMoved moved when world.QueueOf(record) is { } queue:
                if (!world.Queue(moved.To).TakenOver.Contains((moved.ContactId, queue.Id)))
                    findings.Broken(Law, $"Contact {moved.ContactId} is in neither queue: {queue.Id} let it go and {moved.To} has not taken it over.");
                break;
            case PopUpClosed when world.AgentOf(record) is { Hand: { IsCallback: true, OutcomeKnown: false } hand }:
                findings.Broken(Law, $"The pop-up of callback {hand.Offer.Contact.ContactId} was closed before it had an outcome.");
                break;
            case CallbackOutcomeRecorded recorded when world.AgentOf(record) is { Hand: { } hand }:
                if (world.IsEngaged(hand.Offer.OfferId, recorded.ContactId))
                    findings.Broken(Law, $"Callback {recorded.ContactId} has its outcome at the agent, and none at the queue.");
                break;
            case AgentLoggedOut or BreakStarted when world.AgentOf(record) is { Hand: { } hand } agent:
                LeaveWith(hand, agent, record, world, findings);
                break;
            case ContactEnded or PopUpClosed or PopUpOverdue or AgentFreed when world.AgentOf(record) is { Hand: null } agent:
                findings.Broken(Law, $"{ManifestName.Of(record.Recorded.Event.GetType())} for agent {agent.Id}, who had no contact.");
                break;
        }
    }

    public void After(JournalRecord record, World world, Findings findings)
    {
        switch (record.Recorded.Event)
        {
            case ContactTakenOver taken when !world.Queue(taken.From).SentOn.ContainsKey(taken.ContactId) && world.QueueOf(record)?.Find(taken.ContactId) is { } late:
                findings.Owed(Law, () => IsIn(world, record, late),
                    () => $"Contact {late.Id} was finished in queue {taken.From} before it was taken over, and is still here.");
                break;
            case ContactMoving moving when world.QueueOf(record)?.Find(moving.ContactId) is { } contact:
                findings.Owed(Law, () => contact.MovingTo is not null && IsIn(world, record, contact),
                    () => $"Contact {contact.Id} is still on its way to queue {moving.To}.");
                break;
            case ContactEnded when world.AgentOf(record) is { Hand: { IsCallback: false } hand }:
                QueueMustLetGo(hand.Offer.OfferId, hand.Offer.Contact.ContactId, world, findings);
                break;
        }
    }

    private static bool IsHandedOver(ContactTakenOver taken, DateTimeOffset at, QueueId queue, QueueModel from, JournalClock clock) =>
        (from.SentOn.TryGetValue(taken.ContactId, out var to) && to == queue)
        || (from.NoLongerSentOn.TryGetValue(taken.ContactId, out var gone) && gone.To == queue && clock.CanHaveCrossed(at, gone.At));

    private static void LeaveWith(Hand hand, AgentModel agent, JournalRecord record, World world, Findings findings)
    {
        if (record.Recorded.Event is AgentLoggedOut { Forced: true })
            QueueMustLetGo(hand.Offer.OfferId, hand.Offer.Contact.ContactId, world, findings);
        else
            findings.Broken(Law, $"Agent {agent.Id} left with contact {hand.Offer.Contact.ContactId} in hand.");
    }

    private static bool IsIn(World world, JournalRecord record, ContactModel contact) =>
        ReferenceEquals(world.QueueOf(record)?.Find(contact.Id), contact);

    private static void QueueMustLetGo(OfferId offer, ContactId contact, World world, Findings findings)
    {
        if (!world.IsEngaged(offer, contact))
            return;
        findings.Owed(Law, () => world.IsEngaged(offer, contact),
            () => $"Contact {contact} is still engaged under {offer}, which its agent no longer has.");
    }
}

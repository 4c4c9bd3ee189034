using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 3 within one queue: each event of a contact is legal where the contact stands.</summary>
internal sealed class ContactStateTransitions : ILawCheck
{
    private const int Law = 3;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not IContactEvent happened || model.QueueOf(record) is not { } queue)
            return;
        var contact = queue.Find(happened.ContactId);
        switch (happened)
        {
            case ContactArrived or ContactTakenOver:
                if (contact is not null)
                    violations.Add(Law, $"Contact {contact.Id} came in while it was {contact.State} here already.");
                break;
            case ContactRefused or ContactRedirected:
                break;
            case MovedContactFinished:
                if (contact is null && !queue.SentOn.ContainsKey(happened.ContactId))
                    violations.Add(Law, $"Contact {happened.ContactId} is said to be finished elsewhere, but never moved on from queue {queue.Id}.");
                break;
            default:
                if (contact is null)
                    violations.Add(Law, $"{ManifestName.Of(happened.GetType())} for contact {happened.ContactId}, which is unknown in queue {queue.Id} or finished.");
                else if (!IsLegal(happened, contact))
                    violations.Add(Law, $"{Named(happened)} for contact {contact.Id}, which was {Standing(contact)}.");
                break;
        }
    }

    private static bool IsLegal(IContactEvent happened, ContactModel contact) => happened switch
    {
        RecordingStarted => contact is { State: ContactState.Waiting, IsCallback: false, MovingTo: null } or { State: ContactState.Recording, RecordingUntil: null },
        ContactDataChanged => contact.MovingTo is null,
        RecordingGivenUp => contact.State == ContactState.Recording,
        CallbackRequested => contact is { IsQueued: true, IsCallback: false },
        CallbackRequestedAgain => contact.IsCallback,
        ContactOffered => contact.MayBeOffered,
        OfferEnded => contact.State == ContactState.Offered,
        CallbackCallEnded => contact is { State: ContactState.Engaged, IsCallback: true },
        ContactReturned returned =>
            contact.State == ContactState.Engaged && (contact.IsCallback || returned.Reason is not null) && contact.Offer?.Agent == returned.AgentId,
        ContactTransferred { Transfer: var transfer } => contact is { State: ContactState.Engaged, MovingTo: null } && contact.Offer?.Agent == transfer.By,
        CallbackAttemptFailed failed => contact is { State: ContactState.Engaged, IsCallback: true, JustFailed: null } && contact.Offer?.Agent == failed.AgentId,
        CallbackScheduled scheduled => contact is { State: ContactState.Engaged, IsCallback: true } && contact.Offer?.Agent == scheduled.AgentId,
        CallbackReentered => contact.State == ContactState.Scheduled,
        ContactMoving => contact is { IsQueued: true, MovingTo: null },
        ContactMoved moved => contact.MovingTo == moved.To,
        ContactFinished finished => IsLegalEnd(finished, contact),
        _ => true,
    };

    private static bool IsLegalEnd(ContactFinished finished, ContactModel contact) => finished.Outcome switch
    {
        ContactOutcome.Served =>
            contact is { State: ContactState.Engaged, IsCallback: false } && contact.Offer?.Agent == finished.AgentId,
        ContactOutcome.Completed or ContactOutcome.NotReached =>
            contact is { State: ContactState.Engaged, IsCallback: true } && contact.Offer?.Agent == finished.AgentId,
        ContactOutcome.Abandoned or ContactOutcome.ConnectorLost => contact is { IsCallback: false } and ({ IsQueued: true } or { IsTransferring: true }),
        ContactOutcome.Expired => contact.IsQueued || contact.IsTransferring,
        ContactOutcome.Superseded => contact is { State: ContactState.Waiting, IsCallback: true },
        _ => contact.State != ContactState.Offered,
    };

    private static string Named(IContactEvent happened) =>
        happened is ContactFinished finished ? $"ContactFinished ({finished.Outcome})" : ManifestName.Of(happened.GetType());

    private static string Standing(ContactModel contact)
    {
        var kind = contact.IsCallback ? "a callback, " : "";
        var moving = contact.MovingTo is { } to ? $" and on its way to queue {to}" : "";
        var with = contact.State is ContactState.Offered or ContactState.Engaged ? $" with agent {contact.Offer?.Agent}" : "";
        return $"{kind}{contact.State}{with}{moving}";
    }
}

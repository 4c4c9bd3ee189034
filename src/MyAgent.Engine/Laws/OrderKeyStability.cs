using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 5: the order key changes only by a person's command. Law 7: a callback request has the order key of its call (and
/// the call that resumes it has the callback's).</summary>
internal sealed class OrderKeyStability : ILawCheck
{
    private const int ByCommandAlone = 5;
    private const int CallbackLikeCall = 7;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.QueueOf(record) is not { } queue)
        {
            if (record.Recorded.Event is OfferReceived received
                && model.Offers.TryGetValue(received.Offer.OfferId, out var offer) && received.Offer.Contact.Key != offer.Key)
                violations.Add(ByCommandAlone, $"Contact {offer.Contact} was offered from place {Text(offer.Key)} and reached the agent with {Text(received.Offer.Contact.Key)}.");
            return;
        }
        CheckResuming(record, queue, violations);
        switch (record.Recorded.Event)
        {
            case CallbackRequested requested when queue.Find(requested.ContactId) is { } call && call.Key != requested.Key:
                violations.Add(CallbackLikeCall, $"Callback {call.Id} stands at {Text(requested.Key)}; its call stood at {Text(call.Key)}.");
                break;
            case OrderKeyChanged changed when !IsPerson(record.Recorded.Cause.By):
                violations.Add(ByCommandAlone, $"The place of contact {changed.ContactId} was changed by {record.Recorded.Cause.By ?? "a deadline"}, who is no person.");
                break;
            case CallbackReentered reentered when queue.Find(reentered.ContactId) is { } callback:
                CheckReentry(reentered, callback, queue, violations);
                break;
            case ContactTakenOver taken when model.Queue(taken.From).Find(taken.ContactId) is { } before && before.Key != taken.Contact.Key:
                violations.Add(ByCommandAlone, $"Contact {before.Id} came from place {Text(before.Key)} in queue {taken.From} and stands at {Text(taken.Contact.Key)}.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var queue in model.Queues)
            CheckUnused(queue, violations);
    }

    /// <summary>A callback is superseded by the call that takes its place, in one decision.</summary>
    private static void CheckResuming(JournalRecord record, QueueModel queue, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactArrived { Contact: var call } arrived)
            CheckUnused(queue, violations);
        else if (queue.Superseded is not { Callback: var callback })
            CheckArrival(arrived, violations);
        else if (call.Key != callback.Key)
            violations.Add(CallbackLikeCall, $"Contact {call.ContactId} stands at {Text(call.Key)}; the callback {callback.Id} that it resumes stood at {Text(callback.Key)}.");
    }

    /// <summary>A callback without a call that is to wait from a later instant on stands where an arrival at that instant would (rule 36).</summary>
    private static void CheckArrival(ContactArrived arrived, ViolationCollector violations)
    {
        var contact = arrived.Contact;
        if (contact.Key.At != contact.OriginAt && contact.Key.At != arrived.DueAt)
            violations.Add(ByCommandAlone, $"Contact {contact.ContactId} of {contact.OriginAt:O} arrived at place {Text(contact.Key)}.");
    }

    private static void CheckUnused(QueueModel queue, ViolationCollector violations)
    {
        if (queue.Superseded is { } superseded)
            violations.Add(CallbackLikeCall, $"Callback {superseded.Callback.Id} was superseded, and no call took its place.", superseded.Position);
    }

    private static void CheckReentry(CallbackReentered reentered, ContactModel callback, QueueModel queue, ViolationCollector violations)
    {
        var mode = callback.Window is not null ? Reentry.Due : queue.Settings?.Callbacks.Reentry ?? Reentry.Original;
        var atIsLawful = mode == Reentry.Due
            ? reentered.Key.At == callback.DueAt
            : reentered.Key.At == callback.Key.At || reentered.Key.At == callback.PromisedKey.At;
        if (!atIsLawful || reentered.Key.Priority != callback.Key.Priority || reentered.Key.Serial != callback.Key.Serial)
            violations.Add(ByCommandAlone,
                $"Callback {callback.Id}, promised {Text(callback.PromisedKey)} and due at {callback.DueAt:O}, "
                + $"came back to {Text(reentered.Key)} (reentry {mode}).");
    }

    private static bool IsPerson(string? by)
    {
        if (by is null)
            return false;
        try
        {
            EntityAddress.Parse(by);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static string Text(OrderKey key) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({key.Priority}, {key.At:O}, {key.Serial})");
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 5: the order key changes only by a person's command. Law 7: a callback request has the order key of its call (and
/// the call that resumes it has the callback's).</summary>
internal sealed class OrderKeys : ILaw
{
    private const int ByCommandAlone = 5;
    private const int CallbackLikeCall = 7;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.QueueOf(record) is not { } queue)
        {
            if (record.Recorded.Event is OfferReceived received
                && world.Offers.TryGetValue(received.Offer.OfferId, out var offer) && received.Offer.Contact.Key != offer.Key)
                findings.Broken(ByCommandAlone, $"Contact {offer.Contact} was offered from place {Text(offer.Key)} and reached the agent with {Text(received.Offer.Contact.Key)}.");
            return;
        }
        JudgeResuming(record, queue, findings);
        switch (record.Recorded.Event)
        {
            case CallbackRequested requested when queue.Find(requested.ContactId) is { } call && call.Key != requested.Key:
                findings.Broken(CallbackLikeCall, $"Callback {call.Id} stands at {Text(requested.Key)}; its call stood at {Text(call.Key)}.");
                break;
            case OrderKeyChanged changed when !IsPerson(record.Recorded.Cause.By):
                findings.Broken(ByCommandAlone, $"The place of contact {changed.ContactId} was changed by {record.Recorded.Cause.By ?? "a deadline"}, who is no person.");
                break;
            case CallbackReentered reentered when queue.Find(reentered.ContactId) is { } callback:
                JudgeReentry(reentered, callback, queue, findings);
                break;
            case ContactTakenOver taken when world.Queue(taken.From).Find(taken.ContactId) is { } before && before.Key != taken.Contact.Key:
                findings.Broken(ByCommandAlone, $"Contact {before.Id} came from place {Text(before.Key)} in queue {taken.From} and stands at {Text(taken.Contact.Key)}.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings) => AtEnd(world, findings);

    public void AtEnd(World world, Findings findings)
    {
        foreach (var queue in world.Queues)
            JudgeUnused(queue, findings);
    }

    /// <summary>A callback is superseded by the call that takes its place, in one decision.</summary>
    private static void JudgeResuming(JournalRecord record, QueueModel queue, Findings findings)
    {
        if (record.Recorded.Event is not ContactArrived { Contact: var call })
            JudgeUnused(queue, findings);
        else if (queue.Superseded is not { Callback: var callback })
            JudgeArrival(call, findings);
        else if (call.Key != callback.Key)
            findings.Broken(CallbackLikeCall, $"Contact {call.ContactId} stands at {Text(call.Key)}; the callback {callback.Id} that it resumes stood at {Text(callback.Key)}.");
    }

    private static void JudgeArrival(Contact contact, Findings findings)
    {
        if (contact.Key.At != contact.OriginAt)
            findings.Broken(ByCommandAlone, $"Contact {contact.ContactId} of {contact.OriginAt:O} arrived at place {Text(contact.Key)}.");
    }

    private static void JudgeUnused(QueueModel queue, Findings findings)
    {
        if (queue.Superseded is { } superseded)
            findings.Broken(CallbackLikeCall, $"Callback {superseded.Callback.Id} was superseded, and no call took its place.", superseded.Place);
    }

    private static void JudgeReentry(CallbackReentered reentered, ContactModel callback, QueueModel queue, Findings findings)
    {
        var mode = queue.Settings?.Callbacks.Reentry ?? Reentry.Original;
        var atIsLawful = mode == Reentry.Due
            ? reentered.Key.At == callback.DueAt
            : reentered.Key.At == callback.Key.At || reentered.Key.At == callback.PromisedKey.At;
        if (!atIsLawful || reentered.Key.Priority != callback.Key.Priority || reentered.Key.Serial != callback.Key.Serial)
            findings.Broken(ByCommandAlone, $"Callback {callback.Id}, promised {Text(callback.PromisedKey)} and due at {callback.DueAt:O}, came back to {Text(reentered.Key)} (reentry {mode}).");
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

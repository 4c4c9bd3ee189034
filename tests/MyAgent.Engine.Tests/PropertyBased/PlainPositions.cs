using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>Rule 35 in its simplest form: after each event the whole waiting list is sorted, and each contact in it keeps its least position.</summary>
internal static class PlainPositions
{
    /// <summary>The positions to say at the end of a journal, of all contacts in waiting lists.</summary>
    public static IEnumerable<(string Queue, string Contact, int Position)> ToSay(IEnumerable<JournalRecord> journal)
    {
        var contacts = new Dictionary<(string Queue, ContactId Id), Plain>();
        foreach (var record in journal.Where(record => record.Entity.Kind == EntityKind.Queue))
        {
            var queue = record.Entity.Id;
            if (record.Recorded.Event is not IContactEvent happened)
                continue;
            Apply(contacts, (queue, happened.ContactId), happened);
            var position = 0;
            foreach (var contact in contacts.Where(each => each.Key.Queue == queue && each.Value.IsQueued).OrderBy(each => each.Value.Key)
                .ThenBy(each => each.Key.Id.Value, StringComparer.Ordinal).Select(each => each.Value).ToList())
            {
                position++;
                if (!contact.IsMoving)
                    contact.Least = Math.Min(contact.Least ?? position, position);
            }
        }
        return contacts.Where(each => each.Value.IsQueued).Select(each => (each.Key.Queue, each.Key.Id.Value, each.Value.Least!.Value)).ToList();
    }

    private static void Apply(Dictionary<(string Queue, ContactId Id), Plain> contacts, (string Queue, ContactId Id) place, IContactEvent happened)
    {
        var contact = contacts.GetValueOrDefault(place);
        switch (happened)
        {
            case ContactArrived arrived:
                contacts[place] = new Plain { Key = arrived.Contact.Key, IsQueued = arrived.DueAt is null };
                break;
            case ContactTakenOver taken:
                contacts[place] = new Plain { Key = taken.Contact.Key, Least = taken.LeastPosition };
                break;
            case ContactFinished or ContactMoved:
                contacts.Remove(place);
                break;
            case ContactOffered or CallbackScheduled when contact is not null:
                contact.IsQueued = false;
                break;
            case OfferEnded { Outcome: not OfferOutcome.Accepted } or ContactReturned when contact is not null:
                contact.IsQueued = true;
                break;
            case ContactTransferred { Transfer: var transfer } when contact is not null:
                (contact.IsQueued, contact.Key, contact.Least) = (transfer.To == transfer.From, transfer.PlaceAfter(contact.Key), null);
                break;
            case CallbackReentered reentered when contact is not null:
                (contact.IsQueued, contact.Key, contact.Least) = (true, reentered.Key, null);
                break;
            case OrderKeyChanged changed when contact is not null:
                contact.Key = changed.Key;
                break;
            case ContactMoving when contact is not null:
                contact.IsMoving = true;
                break;
        }
    }

    private sealed class Plain
    {
        public required OrderKey Key { get; set; }

        public bool IsQueued { get; set; } = true;

        public bool IsMoving { get; set; }

        public int? Least { get; set; }
    }
}

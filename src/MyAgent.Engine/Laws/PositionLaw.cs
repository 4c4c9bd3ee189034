using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 21: the position that a caller is told never rises. The journal does not say what callers were told, so this asks the queues themselves, after
/// their events, and stands apart from <see cref="LawChecker"/>. Each event costs a few questions, however many wait: about its own contact, and about the
/// others by turns. Not safe for use by several threads.</summary>
internal sealed class PositionLaw
{
    private const int Law = 21;

    /// <summary>How many others are asked about after an event.</summary>
    private const int ByTurns = 8;

    private const string Asker = "law-21";

    private readonly Dictionary<QueueId, OpenContacts> _queues = [];

    /// <summary>Asks a queue about its contacts.</summary>
    /// <param name="queue">The queue, with the event applied.</param>
    /// <param name="record">Its newest event. The events before it have been given to <see cref="Note"/>.</param>
    /// <returns>What it says that is more than it, or the queue from which the contact came, has said before.</returns>
    public IReadOnlyList<LawViolation> Ask(IEntity queue, JournalRecord record)
    {
        if (record.Entity.Kind != EntityKind.Queue || !_queues.TryGetValue(new QueueId(record.Entity.Id), out var contacts))
            return [];
        var found = new List<LawViolation>();
        if (record.Recorded.Event is IContactEvent { ContactId: var own } && contacts.Find(own) is { } changed)
            Ask(queue, changed, record, found);
        foreach (var contact in contacts.Next(ByTurns))
            Ask(queue, contact, record, found);
        return found;
    }

    /// <summary>Takes note of an event: which contacts there are, and where a wait begins.</summary>
    public void Note(JournalRecord record)
    {
        if (record.Entity.Kind != EntityKind.Queue)
            return;
        var queue = new QueueId(record.Entity.Id);
        switch (record.Recorded.Event)
        {
            case ContactArrived { ContactId: var contact }:
                Contacts(queue).Add(new Asked(contact));
                break;
            case ContactTakenOver { ContactId: var contact, From: var from }:
                var before = _queues.GetValueOrDefault(from)?.Find(contact);
                Contacts(queue).Add(new Asked(contact) { Said = before is { HadAgent: false } ? before.Said : null });
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted, ContactId: var contact } when Contacts(queue).Find(contact) is { } asked:
                asked.HadAgent = true;
                break;
            case CallbackReentered { ContactId: var contact }:
                Contacts(queue).Add(new Asked(contact));
                break;
            case ContactTransferred { ContactId: var contact }:
                Contacts(queue).Add(new Asked(contact) { HadAgent = true });
                break;
            case ContactFinished { ContactId: var contact }:
                Contacts(queue).Remove(contact);
                break;
            case ContactMoved { ContactId: var contact }:
                Contacts(queue).Remove(contact);
                break;
        }
    }

    private static void Ask(IEntity queue, Asked contact, JournalRecord record, List<LawViolation> found)
    {
        var question = new Envelope(queue.Address, new GetContact(contact.Id), new Cause(Asker), ReplyTo: Asker);
        if (queue.Decide(question, record.Recorded.At).Replies.Single().Answer() is not ContactAnswer { Position: { } position } answer)
            return;
        if (answer.PositionToSay is not { } said || said < 1 || said > contact.Said)
        {
            found.Add(new LawViolation(
                Law, string.Create(CultureInfo.InvariantCulture, $"The caller of {contact.Id}, at position {position}, is told {answer.PositionToSay ?? 0} after {contact.Said}."),
                record.Ordering, record.Entity.PersistenceId, record.SequenceNr));
        }
        contact.Said = Math.Min(contact.Said ?? int.MaxValue, answer.PositionToSay ?? int.MaxValue);
    }

    private OpenContacts Contacts(QueueId queue) => _queues.TryGetValue(queue, out var contacts) ? contacts : _queues[queue] = new OpenContacts();

    /// <summary>A contact that is asked about.</summary>
    private sealed class Asked(ContactId id)
    {
        public ContactId Id => id;

        /// <summary>The position that was said last; null for none.</summary>
        public int? Said { get; set; }

        /// <summary>Whether an agent has had it here: where it is handed over after that, another wait begins.</summary>
        public bool HadAgent { get; set; }
    }

    /// <summary>The contacts of a queue that are not finished, to be taken by turns.</summary>
    private sealed class OpenContacts
    {
        private readonly Dictionary<ContactId, int> _places = [];
        private readonly List<Asked> _all = [];
        private int _next;

        public Asked? Find(ContactId contact) => _places.TryGetValue(contact, out var place) ? _all[place] : null;

        public void Add(Asked contact)
        {
            Remove(contact.Id);
            _places[contact.Id] = _all.Count;
            _all.Add(contact);
        }

        public void Remove(ContactId contact)
        {
            if (!_places.Remove(contact, out var place))
                return;
            var last = _all[^1];
            _all.RemoveAt(_all.Count - 1);
            if (last.Id == contact)
                return;
            _all[place] = last;
            _places[last.Id] = place;
        }

        public IEnumerable<Asked> Next(int count)
        {
            for (var turn = 0; turn < count && turn < _all.Count; turn++)
            {
                _next = (_next + 1) % _all.Count;
                yield return _all[_next];
            }
        }
    }
}

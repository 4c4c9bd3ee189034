using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections;

/// <summary>Every contact that is not finished, and the newest of those that are. Older ones are found in the journal, by
/// <see cref="Explanations"/>.</summary>
/// <param name="keepFinished">How many finished contacts are kept.</param>
/// <param name="changed">Called with each record that goes and the one that takes its place, on the thread that folds; null on either side
/// where there is none.</param>
internal sealed class ContactHistory(int keepFinished = 100_000, Action<ContactRecord?, ContactRecord?>? changed = null) : IJournalView
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ContactPlace, Entry> _entries = [];
    private readonly SortedSet<Entry> _callbacks = new(Entry.ByRequest);
    private readonly Queue<Entry> _finished = new();
    private readonly ContactMoves _moves = new();

    /// <summary>A contact, wherever it has moved on to from this queue; null where it is not known, or finished too long ago.</summary>
    public ContactRecord? Find(QueueId queue, ContactId contact)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(_moves.Follow(new ContactPlace(queue, contact)))?.Record;
    }

    /// <summary>Whether a contact came to a queue from another one, directly or by others.</summary>
    /// <param name="queue">The queue it is in.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="isMeant">Whether a queue is one of those that are asked for.</param>
    public bool CameFrom(QueueId queue, ContactId contact, Func<QueueId, bool> isMeant)
    {
        lock (_gate)
            return _moves.CameFrom(new ContactPlace(queue, contact), isMeant);
    }

    /// <summary>How many callback requests are known.</summary>
    public int CallbackCount
    {
        get
        {
            lock (_gate)
                return _callbacks.Count;
        }
    }

    /// <summary>The callback requests, in the order in which they were asked for.</summary>
    /// <param name="states">The states they may be in; null for all.</param>
    /// <param name="after">The last one that was read; null to begin.</param>
    /// <param name="limit">How many are given.</param>
    public IReadOnlyList<(CallbackPlace Place, ContactRecord Record)> Callbacks(
        IReadOnlyCollection<ContactState>? states = null, CallbackPlace? after = null, int limit = int.MaxValue)
    {
        lock (_gate)
        {
            var entries = after is { } last ? From(_callbacks, Entry.At(last)) : _callbacks;
            return [.. entries.Where(entry => states is null || states.Contains(entry.Record.State)).Take(limit).Select(entry => (entry.CallbackPlace, entry.Record))];
        }
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        lock (_gate)
        {
            switch (record.Recorded.Event)
            {
                case IContactEvent happened:
                    Fold(new ContactPlace(new QueueId(record.Entity.Id), happened.ContactId), happened, record);
                    break;
                case OfferReceived { Offer: var offer } received
                    when _entries.TryGetValue(new ContactPlace(offer.QueueId, offer.Contact.ContactId), out var entry)
                        && entry.Record is { State: ContactState.Offered } offered && offered.OfferId == offer.OfferId:
                    Change(entry, offered with { ExpiresAt = received.ExpiresAt });
                    break;
            }
        }
    }

    private void Fold(ContactPlace place, IContactEvent happened, JournalRecord record)
    {
        switch (happened)
        {
            case ContactArrived arrived:
                Enter(place, arrived.Contact, record);
                break;
            case ContactTakenOver taken:
                MoveOn(place with { QueueId = taken.From }, place.QueueId);
                Enter(place, taken.Contact, record);
                break;
            case ContactMoved moved:
                MoveOn(place, moved.To);
                break;
            case ContactRedirected redirected when !_entries.ContainsKey(place):
                MoveOn(place, redirected.To);
                break;
            case ContactRefused when !_entries.ContainsKey(place):
                _moves.Forget(place);
                break;
            default:
                if (_entries.TryGetValue(place, out var entry))
                    Change(entry, happened, record);
                break;
        }
    }

    private void Enter(ContactPlace place, Contact contact, JournalRecord record)
    {
        if (_entries.TryGetValue(place, out var earlier))
            Remove(earlier);
        _moves.Arrive(place);
        var entry = new Entry(record.Ordering, new ContactRecord(place.QueueId, contact, ContactState.Waiting, record.Recorded.At));
        _entries.Add(place, entry);
        if (contact.Callback is not null)
            _callbacks.Add(entry);
        changed?.Invoke(null, entry.Record);
    }

    private void MoveOn(ContactPlace from, QueueId to)
    {
        if (_entries.TryGetValue(from, out var entry))
            Remove(entry);
        _moves.Move(from, to);
    }

    private void Change(Entry entry, IContactEvent happened, JournalRecord record)
    {
        if (happened is CallbackRequested && entry.Record.RequestedAt is not null)
            _callbacks.Remove(entry);
        Change(entry, entry.Record.After(happened, record.Recorded.At));
        if (happened is CallbackRequested)
        {
            entry.CallbackOrdering = record.Ordering;
            _callbacks.Add(entry);
        }
        if (happened is ContactFinished)
        {
            _finished.Enqueue(entry);
            ForgetOldest();
        }
    }

    private void Change(Entry entry, ContactRecord next)
    {
        var before = entry.Record;
        entry.Record = next;
        changed?.Invoke(before, next);
    }

    private void ForgetOldest()
    {
        while (_finished.Count > keepFinished)
        {
            var oldest = _finished.Dequeue();
            // Its id may have come in again since, or another queue have taken it over: then it is gone already.
            if (_entries.GetValueOrDefault(oldest.Place) == oldest)
            {
                Remove(oldest);
                _moves.Forget(oldest.Place);
            }
        }
    }

    private void Remove(Entry entry)
    {
        _entries.Remove(entry.Place);
        if (entry.Record.RequestedAt is not null)
            _callbacks.Remove(entry);
        changed?.Invoke(entry.Record, null);
    }

    private static IEnumerable<Entry> From(SortedSet<Entry> entries, Entry after) =>
        entries.Max is { } last && entries.Comparer.Compare(after, last) < 0
            ? entries.GetViewBetween(after, last).SkipWhile(entry => entries.Comparer.Compare(entry, after) == 0)
            : [];

    private sealed class Entry(long ordering, ContactRecord record)
    {
        public static readonly IComparer<Entry> ByRequest = Comparer<Entry>.Create((one, other) => one.CallbackPlace.CompareTo(other.CallbackPlace));

        private CallbackPlace? _sought;

        public ContactPlace Place => new(Record.QueueId, Record.ContactId);

        /// <summary>The event that made it a callback or brought it into this queue as one: settles requests of one instant.</summary>
        public long CallbackOrdering { get; set; } = ordering;

        public ContactRecord Record { get; set; } = record;

        public CallbackPlace CallbackPlace => _sought ?? new CallbackPlace(Record.RequestedAt!.Value, CallbackOrdering);

        /// <summary>Stands for a place in the order of requests.</summary>
        public static Entry At(CallbackPlace place) => new(0, null!) { _sought = place };
    }
}

/// <summary>The place of a callback among all callbacks.</summary>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="Ordering">The place in the journal of the event that made it one, or brought it into its queue.</param>
internal readonly record struct CallbackPlace(DateTimeOffset RequestedAt, long Ordering) : IComparable<CallbackPlace>
{
    /// <inheritdoc/>
    public int CompareTo(CallbackPlace other)
    {
        var byTime = RequestedAt.CompareTo(other.RequestedAt);
        return byTime != 0 ? byTime : Ordering.CompareTo(other.Ordering);
    }
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Views;

/// <summary>Every contact that is not finished, and the newest of those that are. Older ones are found in the journal, by
/// <see cref="Explanations"/>.</summary>
/// <param name="keepFinished">How many finished contacts are kept.</param>
public sealed class ContactHistory(int keepFinished = 100_000) : IJournalView
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ContactPlace, Entry> _entries = [];
    private readonly SortedDictionary<(DateTimeOffset RequestedAt, long Ordering), Entry> _callbacks = [];
    private readonly Queue<Entry> _finished = new();
    private readonly ContactMoves _moves = new();

    /// <summary>A contact, wherever it has moved on to from this queue; null where it is not known, or finished too long ago.</summary>
    public ContactRecord? Find(QueueId queue, ContactId contact)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(_moves.Follow(new ContactPlace(queue, contact)))?.Record;
    }

    /// <summary>The callback requests, in the order in which they were asked for.</summary>
    /// <param name="state">The state they must be in; null for all.</param>
    public IReadOnlyList<ContactRecord> Callbacks(ContactState? state = null)
    {
        lock (_gate)
            return [.. _callbacks.Values.Select(entry => entry.Record).Where(record => state is null || record.State == state)];
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        if (record.Recorded.Event is not IContactEvent happened)
            return;
        lock (_gate)
            Fold(new ContactPlace(new QueueId(record.Entity.Id), happened.ContactId), happened, record);
    }

    private void Fold(ContactPlace place, IContactEvent happened, JournalRecord record)
    {
        switch (happened)
        {
            case ContactArrived arrived:
                Enter(place, arrived.Contact, record.Ordering);
                break;
            case ContactTakenOver taken:
                MoveOn(place with { QueueId = taken.From }, place.QueueId);
                Enter(place, taken.Contact, record.Ordering);
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

    private void Enter(ContactPlace place, Contact contact, long ordering)
    {
        if (_entries.TryGetValue(place, out var earlier))
            Remove(earlier);
        _moves.Arrive(place);
        var entry = new Entry(place, ordering, ContactRecord.Waiting(place.QueueId, contact));
        _entries.Add(place, entry);
        if (contact.Callback is not null)
            _callbacks.Add(entry.CallbackKey, entry);
    }

    private void MoveOn(ContactPlace from, QueueId to)
    {
        if (_entries.TryGetValue(from, out var entry))
            Remove(entry);
        _moves.Move(from, to);
    }

    private void Change(Entry entry, IContactEvent happened, JournalRecord record)
    {
        entry.Record = Next(entry, happened, record.Recorded.At);
        switch (happened)
        {
            case CallbackRequested:
                entry.Ordering = record.Ordering;
                _callbacks.TryAdd(entry.CallbackKey, entry);
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted } accepted:
                entry.HadBy = accepted.AgentId;
                break;
            case ContactFinished:
                _finished.Enqueue(entry);
                ForgetOldest();
                break;
        }
    }

    private static ContactRecord Next(Entry entry, IContactEvent happened, DateTimeOffset at)
    {
        var record = entry.Record;
        return happened switch
        {
            RecordingStarted => record with { State = ContactState.Recording },
            RecordingGivenUp => record with { State = ContactState.Waiting },
            MessageAttached attached => record with { Message = attached.Message },
            CallbackRequested requested => record with
            {
                State = ContactState.Waiting, Kind = ContactKind.Callback, Number = requested.Number, RequestedAt = at,
            },
            ContactOffered offered => record with { State = ContactState.Offered, AgentId = offered.AgentId },
            OfferEnded { Outcome: OfferOutcome.Accepted } => record with { State = ContactState.Engaged },
            OfferEnded or ContactReturned => record with { State = ContactState.Waiting, AgentId = entry.HadBy },
            CallbackScheduled scheduled => record with
            {
                State = ContactState.Scheduled, DueAt = scheduled.DueAt, Attempts = scheduled.Attempts,
            },
            CallbackReentered reentered => record with { State = ContactState.Waiting, DueAt = null, Priority = reentered.Key.Priority },
            OrderKeyChanged changed => record with { Priority = changed.Key.Priority },
            ContactFinished finished => record with
            {
                State = ContactState.Done,
                Outcome = finished.Outcome,
                AgentId = finished.AgentId ?? entry.HadBy,
                DueAt = null,
                // The attempt that closes a callback as not reached has failed as well.
                Attempts = record.Attempts + (finished.Outcome == ContactOutcome.NotReached ? 1 : 0),
                FinishedAt = at,
            },
            _ => record,
        };
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
            _callbacks.Remove(entry.CallbackKey);
    }

    private sealed class Entry(ContactPlace place, long ordering, ContactRecord record)
    {
        public ContactPlace Place => place;

        /// <summary>The event that made it a callback or brought it into this queue: settles requests of one instant.</summary>
        public long Ordering { get; set; } = ordering;

        public ContactRecord Record { get; set; } = record;

        /// <summary>The agent who had it last, as against one to whom it was only offered.</summary>
        public AgentId? HadBy { get; set; }

        public (DateTimeOffset, long) CallbackKey => (Record.RequestedAt!.Value, Ordering);
    }
}

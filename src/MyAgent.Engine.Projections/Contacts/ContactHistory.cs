using System.Collections.Immutable;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>Every contact that is not finished, and the newest of those that are. Older ones are in the tables and
/// in the journal.</summary>
/// <param name="keepFinished">The maximum number of finished contacts in memory.</param>
/// <param name="changed">Called with each record that goes and the one that takes its place, on the thread that folds; null on either side
/// where there is none.</param>
/// <param name="kept">Called with each stored contact that has changed, on the thread that folds; null for none.</param>
internal sealed class ContactHistory(
    int keepFinished = ContactHistory.DefaultKeepFinished, Action<ContactRecord?, ContactRecord?>? changed = null, Action<StoredContact>? kept = null)
    : IProjection
{
    /// <summary>The default maximum number of finished contacts in memory.</summary>
    public const int DefaultKeepFinished = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ContactKey, HistoryEntry> _entries = [];
    private readonly Dictionary<ContactKey, HistoryEntry> _leaving = [];
    private readonly Dictionary<ContactId, ImmutableArray<HistoryEntry>> _byId = [];
    private readonly SortedSet<HistoryEntry> _callbacks = new(HistoryEntry.ByRequest);
    private readonly Queue<HistoryEntry> _finished = new();
    private readonly ContactMoves _moves = new();
    private readonly Redirections _redirections = new();

    /// <summary>A contact, wherever it has moved on to from this queue; null where it is not known, or finished too long ago.</summary>
    public ContactRecord? Find(QueueId queue, ContactId contact)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(_moves.Follow(new ContactKey(queue, contact)))?.Record;
    }

    /// <summary>A contact, whichever queue it is in: of several with that id one that is not done, and of those the one that came last. Null where none is known.</summary>
    /// <param name="contact">Its id.</param>
    /// <param name="isMeant">Whether a queue is one of those by which it came in; null for all.</param>
    public ContactRecord? Find(ContactId contact, Func<QueueId, bool>? isMeant = null)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(contact, [])
                .Where(entry => isMeant is null || isMeant(entry.Place.QueueId) || _moves.CameFrom(entry.Place, isMeant))
                .MaxBy(entry => (entry.Record.State != ContactState.Done, entry.Arrived))?.Record;
        }
    }

    /// <summary>Whether a contact came to a queue from another one, directly or by others.</summary>
    /// <param name="queue">The queue it is in.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="isMeant">Whether a queue is one of those that are asked for.</param>
    public bool CameFrom(QueueId queue, ContactId contact, Func<QueueId, bool> isMeant)
    {
        lock (_gate)
            return _moves.CameFrom(new ContactKey(queue, contact), isMeant);
    }

    /// <summary>The contacts that are not finished, in no order.</summary>
    public IReadOnlyList<ContactRecord> Open()
    {
        lock (_gate)
            return [.. _entries.Values.Select(entry => entry.Record).Where(record => record.State != ContactState.Done)];
    }

    /// <summary>The open calls that a connector brought, each with the event that brought it into its queue, in the order of these.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="isMeant">Whether a queue is one of those by which they came in; null for all.</param>
    public IReadOnlyList<(ContactRecord Call, long Arrived)> CallsOf(ConnectorId connector, Func<QueueId, bool>? isMeant)
    {
        lock (_gate)
        {
            return
            [
                .. _entries.Values.Where(entry => entry.Record is { Kind: ContactKind.Call } call && call.State != ContactState.Done && call.Connector == connector)
                    .Where(entry => isMeant is null || isMeant(entry.Place.QueueId) || _moves.CameFrom(entry.Place, isMeant))
                    .OrderBy(entry => entry.Arrived).Select(entry => (entry.Record, entry.Arrived)),
            ];
        }
    }

    /// <summary>The number of callback requests in memory.</summary>
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
    /// <param name="limit">The maximum number of items.</param>
    public IReadOnlyList<(CallbackPosition Place, ContactRecord Record)> Callbacks(
        IReadOnlyCollection<ContactState>? states = null, CallbackPosition? after = null, int limit = int.MaxValue)
    {
        lock (_gate)
        {
            var entries = after is { } last ? From(_callbacks, HistoryEntry.At(last)) : _callbacks;
            return [.. entries.Where(entry => states is null || states.Contains(entry.Record.State)).Take(limit).Select(entry => (entry.CallbackPosition, entry.Record))];
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
                    Fold(new ContactKey(new QueueId(record.Entity.Id), happened.ContactId), happened, record);
                    break;
                case OfferReceived { Offer: var offer } received
                    when _entries.TryGetValue(new ContactKey(offer.QueueId, offer.Contact.ContactId), out var entry)
                        && entry.Record is { State: ContactState.Offered } offered && offered.OfferId == offer.OfferId:
                    Change(entry, offered with { ExpiresAt = received.ExpiresAt }, record.Ordering);
                    break;
                case WrapUpCodeSet set when _entries.TryGetValue(_moves.Follow(new ContactKey(set.OfferId.Queue, set.ContactId)), out var coded):
                    Change(coded, coded.Record.Coded(set), record.Ordering);
                    break;
            }
        }
    }

    /// <summary>Restores what is stored.</summary>
    /// <param name="stays">The stored contacts, in the order of <see cref="StoredContact.Arrived"/>.</param>
    public void Restore(IReadOnlyList<StoredContact> stays)
    {
        lock (_gate)
        {
            foreach (var stay in stays)
                Restore(stay);
            foreach (var entry in _entries.Values.Where(entry => entry.Record.State == ContactState.Done).OrderBy(entry => entry.Changed).ToList())
                _finished.Enqueue(entry);
            ForgetExcess();
        }
    }

    /// <summary>The wrap-up is over that followed a contact; what has been forgotten meanwhile stays as it is.</summary>
    public void WrappedUp(ContactKey place, TimeSpan length, long ordering)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(place, out var entry))
                Change(entry, entry.Record with { WrapUpSeconds = (entry.Record.WrapUpSeconds ?? 0) + length.TotalSeconds }, ordering);
        }
    }

    /// <summary>Forgets the contacts that were done before an instant.</summary>
    public void ForgetFinished(DateTimeOffset before)
    {
        lock (_gate)
        {
            while (_finished.TryPeek(out var oldest) && oldest.Record.FinishedAt < before)
                ForgetOldest();
        }
    }

    private void Restore(StoredContact stay)
    {
        if (stay.WasRefused)
        {
            _redirections.Take(stay.Place);
            return;
        }
        if (stay.MovedTo is { } to)
            _moves.Move(stay.Place, to);
        else
            _moves.Arrive(stay.Place);
        if (stay is { Record: null, MovedTo: { } redirectedTo })
            _redirections.Add(stay.Place, redirectedTo);
        else
            _redirections.Take(stay.Place);
        if (stay.Record is null || stay.HasLeft)
            return;
        var entry = new HistoryEntry(stay.Arrived, stay.Record) { Changed = stay.Changed, CallbackOrdering = stay.CallbackOrdering };
        if (stay.MovedTo is not null)
        {
            _leaving[stay.Place] = entry;
            return;
        }
        if (_entries.TryGetValue(stay.Place, out var earlier))
            Remove(earlier);
        Add(entry);
        if (entry.Record.RequestedAt is not null)
            _callbacks.Add(entry);
        changed?.Invoke(null, entry.Record);
    }

    private void Fold(ContactKey place, IContactEvent happened, JournalRecord record)
    {
        switch (happened)
        {
            case ContactArrived arrived:
                var entered = ContactRecord.Entered(place.QueueId, arrived.Contact, record.Recorded.At, arrived.DueAt, arrived.HeldFor);
                Enter(entered with { CameThrough = _redirections.Take(place) }, record.Ordering);
                break;
            case ContactTakenOver taken:
                var from = MoveOn(place with { QueueId = taken.From }, place.QueueId, record.Ordering);
                Enter(ContactRecord.Entered(place.QueueId, taken.Contact, record.Recorded.At) with
                {
                    HeldFor = taken.HeldFor, TalkSeconds = taken.TalkSeconds, FirstAnsweredAt = from?.FirstAnsweredAt, ServedBy = from?.ServedBy ?? [],
                    Code = from?.Code, Note = from?.Note, CodedUnder = from?.CodedUnder,
                    CameThrough = [.. from?.CameThrough ?? [], taken.From],
                }, record.Ordering);
                break;
            case ContactMoved moved:
                MoveOn(place, moved.To, record.Ordering);
                if (_leaving.Remove(place, out var left))
                    Keep(left, record.Ordering, moved.To, hasLeft: true);
                break;
            case ContactRedirected redirected when !_entries.ContainsKey(place):
                MoveOn(place, redirected.To, record.Ordering);
                _redirections.Add(place, redirected.To);
                kept?.Invoke(new StoredContact(record.Ordering, record.Ordering, place, Record: null, record.Ordering)
                {
                    At = record.Recorded.At, MovedTo = redirected.To, HasLeft = true,
                });
                break;
            case ContactRefused when !_entries.ContainsKey(place):
                _moves.Forget(place);
                _redirections.Take(place);
                kept?.Invoke(new StoredContact(record.Ordering, record.Ordering, place, Record: null, record.Ordering)
                {
                    At = record.Recorded.At, WasRefused = true,
                });
                break;
            default:
                if (_entries.TryGetValue(place, out var entry))
                    Change(entry, happened, record);
                break;
        }
    }

    private void Enter(ContactRecord contact, long ordering)
    {
        var entry = new HistoryEntry(ordering, contact);
        if (_entries.TryGetValue(entry.Place, out var earlier))
            Remove(earlier);
        _moves.Arrive(entry.Place);
        Add(entry);
        if (contact.RequestedAt is not null)
            _callbacks.Add(entry);
        changed?.Invoke(null, entry.Record);
        Keep(entry, ordering);
    }

    /// <returns>The contact as it was in the queue that it leaves; null where it is not known there.</returns>
    private ContactRecord? MoveOn(ContactKey from, QueueId to, long ordering)
    {
        var known = _entries.GetValueOrDefault(from);
        if (known is not null)
        {
            Remove(known);
            _leaving[from] = known;
            Keep(known, ordering, to);
        }
        _moves.Move(from, to);
        return known?.Record;
    }

    private void Change(HistoryEntry entry, IContactEvent happened, JournalRecord record)
    {
        if (happened is CallbackRequested && entry.Record.RequestedAt is not null)
            _callbacks.Remove(entry);
        if (happened is CallbackRequested)
            entry.CallbackOrdering = record.Ordering;
        Change(entry, entry.Record.After(happened, record.Recorded.At), record.Ordering);
        if (happened is CallbackRequested)
            _callbacks.Add(entry);
        if (happened is ContactFinished)
        {
            _finished.Enqueue(entry);
            ForgetExcess();
        }
    }

    private void Change(HistoryEntry entry, ContactRecord next, long ordering)
    {
        var before = entry.Record;
        entry.Record = next;
        changed?.Invoke(before, next);
        Keep(entry, ordering);
    }

    private void Keep(HistoryEntry entry, long ordering, QueueId? movedTo = null, bool hasLeft = false)
    {
        entry.Changed = ordering;
        kept?.Invoke(new StoredContact(entry.Arrived, ordering, entry.Place, entry.Record, entry.CallbackOrdering) { MovedTo = movedTo, HasLeft = hasLeft });
    }

    private void ForgetExcess()
    {
        while (_finished.Count > keepFinished)
            ForgetOldest();
    }

    private void ForgetOldest()
    {
        var oldest = _finished.Dequeue();
        // Its id may have come in again since, or another queue have taken it over: then it is gone already.
        if (_entries.GetValueOrDefault(oldest.Place) == oldest)
        {
            Remove(oldest);
            _moves.Forget(oldest.Place);
        }
    }

    private void Add(HistoryEntry entry)
    {
        _entries.Add(entry.Place, entry);
        _byId[entry.Place.ContactId] = _byId.GetValueOrDefault(entry.Place.ContactId, []).Add(entry);
    }

    private void Remove(HistoryEntry entry)
    {
        _entries.Remove(entry.Place);
        var others = _byId[entry.Place.ContactId].Remove(entry);
        if (others.IsEmpty)
            _byId.Remove(entry.Place.ContactId);
        else
            _byId[entry.Place.ContactId] = others;
        if (entry.Record.RequestedAt is not null)
            _callbacks.Remove(entry);
        changed?.Invoke(entry.Record, null);
    }

    private static IEnumerable<HistoryEntry> From(SortedSet<HistoryEntry> entries, HistoryEntry after) =>
        entries.Max is { } last && entries.Comparer.Compare(after, last) < 0
            ? entries.GetViewBetween(after, last).SkipWhile(entry => entries.Comparer.Compare(entry, after) == 0)
            : [];
}

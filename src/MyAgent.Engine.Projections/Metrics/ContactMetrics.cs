using System.Diagnostics.Metrics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Metrics;

/// <summary>Counts contacts, offers and callbacks from the journal: the meter <c>MyAgent.Engine.Projections</c>. Events from before the start of
/// the process are folded, so that waits are right, but not counted. Each node of a cluster follows the whole journal and counts all of it.</summary>
internal sealed class ContactMetrics : IProjection, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyAgent.Engine.Projections";

    private static readonly double[] WaitBuckets = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1_200, 1_800, 3_600];
    private static readonly double[] HandleBuckets = [5, 10, 20, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 3_600];
    private static readonly EnumTags<ContactKind> Kinds = new("myagent.contact.kind");
    private static readonly EnumTags<ContactOutcome> Outcomes = new("myagent.contact.outcome");
    private static readonly EnumTags<OfferOutcome> OfferOutcomes = new("myagent.offer.outcome");
    private static readonly EnumTags<MoveReason> MoveReasons = new("myagent.contact.move.reason");
    private static readonly KeyValuePair<string, object?> Answered = new("myagent.contact.outcome", "answered");
    private static readonly KeyValuePair<string, object?> Moved = new("myagent.contact.outcome", "moved");

    private readonly Dictionary<ContactKey, OpenContact> _open = [];
    private readonly Board? _board;
    private readonly QueueTags _queues;
    private readonly Counter<long> _arrived;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _moved;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _offersMade;
    private readonly Counter<long> _offersEnded;
    private readonly Counter<long> _callbacksRequested;
    private readonly Counter<long> _callbacksScheduled;
    private readonly Counter<long> _defaultCodes;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _handle;
    private long _countAfter = long.MaxValue;

    /// <summary>Creates the instruments. Nothing is counted before <see cref="CountAfter"/>.</summary>
    /// <param name="queues">Names the queues.</param>
    /// <param name="board">Shows the contacts of before; null where all events are folded.</param>
    public ContactMetrics(QueueTags queues, Board? board = null)
    {
        _board = board;
        _queues = queues;
        _arrived = Meter.CreateCounter<long>("myagent.contact.arrived", "{contact}", "Contacts that came in and were let in.");
        _refused = Meter.CreateCounter<long>("myagent.contact.refused", "{contact}", "Contacts that were not let in.");
        _answered = Meter.CreateCounter<long>("myagent.contact.answered", "{contact}", "Contacts that an agent accepted; each once in a queue.");
        _moved = Meter.CreateCounter<long>("myagent.contact.moved", "{contact}", "Contacts that went on to another queue.");
        _ended = Meter.CreateCounter<long>("myagent.contact.ended", "{contact}", "Contacts that are done.");
        _offersMade = Meter.CreateCounter<long>("myagent.offer.made", "{offer}", "Offers of a contact to an agent.");
        _offersEnded = Meter.CreateCounter<long>("myagent.offer.ended", "{offer}", "Offers that have ended.");
        _callbacksRequested = Meter.CreateCounter<long>("myagent.callback.requested", "{callback}", "Callback requests.");
        _callbacksScheduled = Meter.CreateCounter<long>("myagent.callback.scheduled", "{callback}", "Callbacks that an agent scheduled for a date.");
        _defaultCodes = Meter.CreateCounter<long>(
            "myagent.wrapup.code.default", "{contact}", "Default wrap-up codes that were recorded because the agent had chosen none.");
        _wait = Meter.CreateHistogram(
            "myagent.contact.wait.duration", "s", "How long a contact waited until an agent accepted it, it moved on or it ended.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = WaitBuckets });
        _handle = Meter.CreateHistogram(
            "myagent.contact.handle.duration", "s", "How long an agent had a contact, from the answer until it was over.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = HandleBuckets });
    }

    /// <summary>Why a contact went on to another queue.</summary>
    private enum MoveReason
    {
        /// <summary>It had waited too long.</summary>
        Overflow,

        /// <summary>The queue was closed.</summary>
        Closed,

        /// <summary>An agent transferred it.</summary>
        Transfer,
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Events behind this one are counted.</summary>
    /// <param name="ordering">The newest event when the process started.</param>
    public void CountAfter(long ordering) => Volatile.Write(ref _countAfter, ordering);

    /// <inheritdoc/>
    /// <remarks>The contacts that are not done are those of the board, which has been loaded before.</remarks>
    public Task<long?> LoadAsync(CancellationToken cancel)
    {
        foreach (var contact in _board?.Contacts.Open() ?? [])
        {
            _open[new ContactKey(contact.QueueId, contact.ContactId)] = new OpenContact
            {
                Kind = contact.Kind,
                WaitsSince = contact.State is ContactState.Engaged or ContactState.Scheduled ? null : WaitingSince(contact),
                AnsweredAt = contact.AnsweredAt,
                WasAnswered = contact.FirstAcceptedAt is not null,
            };
        }
        return Task.FromResult<long?>(_board is null ? 0 : null);
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        var counts = record.Ordering > Volatile.Read(ref _countAfter);
        if (record.Recorded.Event is WrapUpCodeSet { ByDefault: true } code)
            Count(counts, _defaultCodes, new ContactKey(code.OfferId.Queue, code.ContactId));
        if (record.Recorded.Event is not IContactEvent happened)
            return;
        var place = new ContactKey(new QueueId(record.Entity.Id), happened.ContactId);
        var at = record.Recorded.At;
        switch (happened)
        {
            case ContactArrived arrived:
                Enter(place, arrived.Contact.Kind, arrived.DueAt is null ? at : null);
                Count(counts, _arrived, place, Kinds[arrived.Contact.Kind]);
                if (arrived.Contact.Callback is not null)
                    Count(counts, _callbacksRequested, place);
                break;
            case ContactTakenOver taken:
                Enter(place, taken.Contact.Kind, at);
                break;
            case ContactRefused refused:
                Count(counts, _refused, place, new KeyValuePair<string, object?>("myagent.refusal.code", refused.Refusal.Code));
                break;
            case ContactRedirected:
                Count(counts, _moved, place, MoveReasons[MoveReason.Closed]);
                break;
            default:
                if (_open.TryGetValue(place, out var contact))
                    Fold(place, contact, happened, at, counts);
                break;
        }
    }

    /// <summary>Withdraws the instruments.</summary>
    public void Dispose() => Meter.Dispose();

    private void Fold(ContactKey place, OpenContact contact, IContactEvent happened, DateTimeOffset at, bool counts)
    {
        switch (happened)
        {
            case CallbackRequested:
                (contact.Kind, contact.WaitsSince) = (ContactKind.Callback, at);
                Count(counts, _callbacksRequested, place);
                break;
            case ContactOffered:
                Count(counts, _offersMade, place);
                break;
            case OfferEnded ended:
                Count(counts, _offersEnded, place, OfferOutcomes[ended.Outcome]);
                if (ended.Outcome == OfferOutcome.Accepted)
                    Answer(place, contact, ended.AnsweredAt ?? at, at, counts);
                break;
            case CallbackCallEnded:
                EndHandling(place, contact, at, counts);
                break;
            case CallbackScheduled:
                EndHandling(place, contact, at, counts);
                Count(counts, _callbacksScheduled, place);
                break;
            case CallbackReentered:
                contact.WaitsSince = at;
                break;
            case ContactReturned { Reason: not null }:
                (contact.AnsweredAt, contact.WaitsSince) = (null, at);
                break;
            case ContactReturned:
                EndHandling(place, contact, at, counts);
                contact.WaitsSince = at;
                break;
            case ContactTransferred { Transfer: var transfer }:
                EndHandling(place, contact, at, counts);
                (contact.WaitsSince, contact.IsTransferred) = (at, transfer.To != transfer.From);
                break;
            case ContactMoved:
                EndWaiting(place, contact, at, Moved, counts);
                Count(counts, _moved, place, MoveReasons[contact.IsTransferred ? MoveReason.Transfer : MoveReason.Overflow]);
                _open.Remove(place);
                break;
            case ContactFinished finished:
                EndHandling(place, contact, at, counts);
                EndWaiting(place, contact, at, Outcomes[finished.Outcome], counts);
                if (counts)
                    _ended.Add(1, _queues.Of(place.QueueId.Value), Kinds[contact.Kind], Outcomes[finished.Outcome]);
                _open.Remove(place);
                break;
        }
    }

    /// <summary>A callback waits since it was asked for, or since it came back.</summary>
    private static DateTimeOffset WaitingSince(ContactRecord contact) =>
        contact.RequestedAt is { } requested && requested > contact.EnteredAt ? requested : contact.EnteredAt;

    private void Enter(ContactKey place, ContactKind kind, DateTimeOffset? at) => _open[place] = new OpenContact { Kind = kind, WaitsSince = at };

    private void Answer(ContactKey place, OpenContact contact, DateTimeOffset answeredAt, DateTimeOffset at, bool counts)
    {
        EndWaiting(place, contact, at, Answered, counts);
        contact.AnsweredAt = answeredAt;
        if (contact.WasAnswered)
            return;
        contact.WasAnswered = true;
        Count(counts, _answered, place, Kinds[contact.Kind]);
    }

    private void EndWaiting(ContactKey place, OpenContact contact, DateTimeOffset at, KeyValuePair<string, object?> outcome, bool counts)
    {
        if (counts && contact.WaitsSince is { } since)
            _wait.Record(Math.Max(0, (at - since).TotalSeconds), _queues.Of(place.QueueId.Value), Kinds[contact.Kind], outcome);
        contact.WaitsSince = null;
    }

    private void EndHandling(ContactKey place, OpenContact contact, DateTimeOffset at, bool counts)
    {
        if (counts && contact.AnsweredAt is { } since)
            _handle.Record(Math.Max(0, (at - since).TotalSeconds), _queues.Of(place.QueueId.Value), Kinds[contact.Kind]);
        contact.AnsweredAt = null;
    }

    private void Count(bool counts, Counter<long> counter, ContactKey place)
    {
        if (counts)
            counter.Add(1, _queues.Of(place.QueueId.Value));
    }

    private void Count(bool counts, Counter<long> counter, ContactKey place, KeyValuePair<string, object?> tag)
    {
        if (counts)
            counter.Add(1, _queues.Of(place.QueueId.Value), tag);
    }

    /// <summary>A contact that is not done.</summary>
    private sealed class OpenContact
    {
        public required ContactKind Kind { get; set; }

        /// <summary>When it began to wait; null while an agent has it and while it is scheduled.</summary>
        public DateTimeOffset? WaitsSince { get; set; }

        /// <summary>When the agent who has it answered; null where none has it.</summary>
        public DateTimeOffset? AnsweredAt { get; set; }

        public bool WasAnswered { get; set; }

        /// <summary>Whether an agent has transferred it to another queue, which has yet to take it.</summary>
        public bool IsTransferred { get; set; }
    }
}

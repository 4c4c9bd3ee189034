using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Views;

/// <summary>One queue's part of a contact's story.</summary>
/// <param name="queue">The queue.</param>
/// <param name="contact">The contact.</param>
/// <param name="after">The place in the journal after which it may have come here; an earlier contact of the same id is another one.</param>
internal sealed class ContactStory(QueueId queue, ContactId contact, long after)
{
    private readonly QueuePicture _queue = new();

    /// <summary>What happened to the contact here.</summary>
    public List<Chapter> Chapters { get; } = [];

    /// <summary>The queues it may have gone on to, with the place in the journal from which to look for it there.</summary>
    public Dictionary<QueueId, long> WentOnTo { get; } = [];

    /// <summary>Takes the queue's next event in.</summary>
    public void Fold(JournalRecord record)
    {
        if (record.Recorded.Event is not IQueueEvent happened)
            return;
        var isOurs = happened is IContactEvent ofContact && ofContact.ContactId == contact && record.Ordering > after;
        var offered = isOurs && happened is ContactOffered offer && _queue.Find(contact) is { } before
            ? MatchingMoment.Of(_queue, before, record.Recorded.At, record.Ordering, offer)
            : null;
        _queue.Apply(happened, record.Recorded.At);
        if (isOurs && happened is not MovedContactFinished)
            Tell((IContactEvent)happened, record, offered);
    }

    /// <summary>What the queue looks for now, where the contact waits in it.</summary>
    public Chapter? Now(DateTimeOffset now)
    {
        if (_queue.Find(contact) is not { InLine: true, Recording: false } waiting)
            return null;
        var sentence = $"Waits in {queue} at position {_queue.PositionOf(contact)} of {_queue.InLine}, for {StorySentences.Seconds(now - waiting.EnteredAt)}.";
        return new Chapter(Record: null, sentence, MatchingMoment.Of(_queue, waiting, now, long.MaxValue, offer: null));
    }

    private void Tell(IContactEvent happened, JournalRecord record, MatchingMoment? moment)
    {
        switch (happened)
        {
            case ContactArrived:
                Chapters.Clear();
                WentOnTo.Clear();
                break;
            case ContactRefused when Chapters.Count > 0:
                // A second contact of the same id was turned away; this one goes on.
                return;
            case ContactMoving moving:
                WentOnTo[moving.To] = record.Ordering;
                break;
            case ContactMoved moved:
                WentOnTo.TryAdd(moved.To, record.Ordering);
                break;
            case ContactRedirected redirected:
                WentOnTo[redirected.To] = record.Ordering;
                break;
        }
        var position = _queue.Find(contact) is { InLine: true } ? _queue.PositionOf(contact) : (int?)null;
        if (position is not null && moment is null && PutsInLine(happened))
            moment = MatchingMoment.Of(_queue, _queue.Find(contact)!, record.Recorded.At, record.Ordering, offer: null);
        Chapters.Add(new Chapter(record, StorySentences.For(happened, queue, position, _queue.Settings, record.Recorded.At), moment));
    }

    private static bool PutsInLine(IContactEvent happened) =>
        happened is ContactArrived or ContactTakenOver or RecordingGivenUp or CallbackRequested or OfferEnded or ContactReturned or CallbackReentered;

    /// <summary>One thing that happened.</summary>
    /// <param name="Record">The event; null for what the contact is waiting for now.</param>
    /// <param name="Sentence">What it means.</param>
    /// <param name="Moment">The choice that was made then; null where there was none to make.</param>
    internal sealed record Chapter(JournalRecord? Record, string Sentence, MatchingMoment? Moment);
}

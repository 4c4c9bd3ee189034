using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>The part of a contact's timeline that happened in one queue.</summary>
/// <param name="queue">The queue.</param>
/// <param name="contact">The contact.</param>
/// <param name="after">The place in the journal after which it may have come here; an earlier contact of the same id is another one.</param>
/// <param name="history">The queue before the first event that is given.</param>
internal sealed class ContactTimeline(QueueId queue, ContactId contact, long after, QueueReplay history)
{
    /// <summary>The events of the contact in this queue.</summary>
    public List<Chapter> Chapters { get; } = [];

    /// <summary>The queues it may have gone on to, with the place in the journal from which to look for it there.</summary>
    public Dictionary<QueueId, long> WentOnTo { get; } = [];

    /// <summary>Folds the queue's next event.</summary>
    public void Fold(JournalRecord record)
    {
        var happened = record.Recorded.Event as IContactEvent;
        var isOurs = happened?.ContactId == contact && record.Ordering > after && happened is not MovedContactFinished;
        var before = isOurs && happened is ContactOffered ? history.State : null;
        history.Fold(record.Recorded);
        if (isOurs)
            Tell(happened!, record, before);
    }

    /// <summary>The current match attempt of the queue; null if the contact does not wait here.</summary>
    public Chapter? Now(DateTimeOffset now)
    {
        var queueNow = history.State;
        if (queueNow.Find(contact) is not { State: ContactState.Waiting, MovingTo: null } waiting)
            return null;
        var sentence = $"Waits in {queue} at position {queueNow.PositionOf(contact)} of {queueNow.WaitingCount}, "
            + $"for {EventDescriptions.Seconds(now - waiting.EnteredAt)}.";
        return new Chapter(Record: null, sentence, new MatchAttempt(now, long.MaxValue, Offer: null, queueNow, waiting));
    }

    private void Tell(IContactEvent happened, JournalRecord record, QueueStateAt? before)
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
            case ContactTransferred { Transfer: { Move: not null, To: var to } }:
                WentOnTo[to] = record.Ordering;
                break;
            case ContactRedirected redirected:
                WentOnTo[redirected.To] = record.Ordering;
                break;
        }
        var after = history.State;
        var sentence = EventDescriptions.For(happened, queue, after.PositionOf(contact), after.Settings, record.Recorded.At);
        Chapters.Add(new Chapter(record, sentence, MomentOf(happened, record, before, after)));
    }

    /// <summary>An offer is explained by what was before it; queueing, by what the queue then had.</summary>
    private MatchAttempt? MomentOf(IContactEvent happened, JournalRecord record, QueueStateAt? before, QueueStateAt after) => happened switch
    {
        ContactOffered offered => new MatchAttempt(record.Recorded.At, record.Ordering, offered, before!, before!.Find(contact)!),
        ContactArrived or ContactTakenOver or RecordingGivenUp or CallbackRequested or OfferEnded or ContactReturned or ContactTransferred or CallbackReentered
            when after.Find(contact) is { State: ContactState.Waiting } waiting =>
            new MatchAttempt(record.Recorded.At, record.Ordering, Offer: null, after, waiting),
        _ => null,
    };

    /// <summary>One thing that happened.</summary>
    /// <param name="Record">The event; null for what the contact is waiting for now.</param>
    /// <param name="Sentence">The description of the event.</param>
    /// <param name="Moment">The choice that was made then; null where there was none to make.</param>
    internal sealed record Chapter(JournalRecord? Record, string Sentence, MatchAttempt? Moment);
}

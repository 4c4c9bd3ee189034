using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 28: no contact is left in recording beyond its limit. A recording of before limits were kept has none.</summary>
internal sealed class RecordingLimits : ILaw
{
    private const int Law = 28;

    private readonly PriorityQueue<Recording, DateTimeOffset> _recordings = new();

    public void Before(JournalRecord record, World world, Findings findings)
    {
        while (TakeDue(findings.Clock.Instant) is { } recording)
            findings.Owed(Law, () => recording.IsUnderWay, recording.Detail);
    }

    public void After(JournalRecord record, World world, Findings findings)
    {
        if (record.Recorded.Event is RecordingStarted { Until: { } until } started && world.QueueOf(record) is { } queue && queue.Find(started.ContactId) is { } contact)
            _recordings.Enqueue(new Recording(contact, queue, until, Place.Of(record)), until);
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings)
    {
        while (TakeDue(now) is { } recording)
        {
            if (recording.IsUnderWay)
                findings.Broken(Law, recording.Detail(), recording.Place);
        }
    }

    private Recording? TakeDue(DateTimeOffset now) =>
        _recordings.TryPeek(out _, out var at) && at <= now ? _recordings.Dequeue() : null;

    private sealed record Recording(ContactModel Contact, QueueModel Queue, DateTimeOffset Until, Place Place)
    {
        public bool IsUnderWay =>
            Contact.State == ContactState.Recording && Contact.RecordingUntil == Until && ReferenceEquals(Queue.Find(Contact.Id), Contact);

        public string Detail() => $"Contact {Contact.Id} of queue {Queue.Id} was to record until {Until:O} and has not been taken out of it.";
    }
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 28: no contact is left in recording beyond its limit. A recording of before limits were kept has none.</summary>
internal sealed class RecordingLimits : ILawCheck
{
    private const int Law = 28;

    private readonly PriorityQueue<Recording, DateTimeOffset> _recordings = new();

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        while (TakeDue(violations.Clock.Instant) is { } recording)
            violations.AddUnlessSettled(Law, () => recording.IsUnderWay, recording.Detail);
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is RecordingStarted { Until: { } until } started && model.QueueOf(record) is { } queue && queue.Find(started.ContactId) is { } contact)
            _recordings.Enqueue(new Recording(contact, queue, until, EventPosition.Of(record)), until);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        while (TakeDue(now) is { } recording)
        {
            if (recording.IsUnderWay)
                violations.Add(Law, recording.Detail(), recording.Position);
        }
    }

    private Recording? TakeDue(DateTimeOffset now) =>
        _recordings.TryPeek(out _, out var at) && at <= now ? _recordings.Dequeue() : null;

    private sealed record Recording(ContactModel Contact, QueueModel Queue, DateTimeOffset Until, EventPosition Position)
    {
        public bool IsUnderWay =>
            Contact.State == ContactState.Recording && Contact.RecordingUntil == Until && ReferenceEquals(Queue.Find(Contact.Id), Contact);

        public string Detail() => $"Contact {Contact.Id} of queue {Queue.Id} was to record until {Until:O} and has not been taken out of it.";
    }
}

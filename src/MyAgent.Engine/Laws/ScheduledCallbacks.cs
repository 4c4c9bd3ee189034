using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 15: a scheduled callback re-enters at its date, or at the opening that follows it: never before, and exactly once.</summary>
internal sealed class ScheduledCallbacks : ILaw
{
    private const int Law = 15;

    private readonly PriorityQueue<Appointment, DateTimeOffset> _appointments = new();

    public void Before(JournalRecord record, World world, Findings findings)
    {
        while (_appointments.TryPeek(out var next, out var at) && at <= findings.Clock.Instant)
        {
            _appointments.Dequeue();
            if (next.IsKept)
                continue;
            if (next.Queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(findings.Clock.Instant))
                Enter(next, hours.NextOpening(findings.Clock.Instant));
            else
                findings.Owed(Law, () => !next.IsKept, next.Detail);
        }
        if (record.Recorded.Event is CallbackReentered reentered && world.QueueOf(record) is { } queue)
            JudgeReentry(reentered, record.Recorded.At, queue, findings);
    }

    public void After(JournalRecord record, World world, Findings findings)
    {
        if (record.Recorded.Event is CallbackScheduled scheduled && world.QueueOf(record) is { } queue && queue.Find(scheduled.ContactId) is { } callback)
            Enter(new Appointment(callback, queue, scheduled.DueAt, Place.Of(record)), scheduled.DueAt);
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings)
    {
        while (_appointments.TryPeek(out var next, out var at) && at < now)
        {
            _appointments.Dequeue();
            if (next.IsKept)
                continue;
            if (next.Queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(now))
                Enter(next, hours.NextOpening(now));
            else
                findings.Broken(Law, next.Detail(), next.Place);
        }
    }

    private void Enter(Appointment appointment, DateTimeOffset? at)
    {
        if (at is { } instant)
            _appointments.Enqueue(appointment, instant);
    }

    private static void JudgeReentry(CallbackReentered reentered, DateTimeOffset at, QueueModel queue, Findings findings)
    {
        if (queue.Find(reentered.ContactId) is not { State: ContactState.Scheduled } callback)
            findings.Broken(Law, $"Callback {reentered.ContactId} came back without being scheduled.");
        else if (at < callback.DueAt)
            findings.Broken(Law, $"Callback {callback.Id} came back at {at:O}, before its date {callback.DueAt:O}.");
        else if (queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(at))
            findings.Broken(Law, $"Callback {callback.Id} came back at {at:O}, while queue {queue.Id} was closed.");
    }

    private sealed record Appointment(ContactModel Callback, QueueModel Queue, DateTimeOffset DueAt, Place Place)
    {
        /// <summary>Whether the callback no longer waits for this date.</summary>
        public bool IsKept =>
            Callback.State != ContactState.Scheduled || Callback.DueAt != DueAt || !ReferenceEquals(Queue.Find(Callback.Id), Callback);

        public string Detail() => $"Callback {Callback.Id} was due in queue {Queue.Id} at {DueAt:O} and has not come back.";
    }
}

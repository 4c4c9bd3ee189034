using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 15: a scheduled callback re-enters at its date, or at the opening that follows it: never before, and exactly once.</summary>
internal sealed class CallbackReentry : ILawCheck
{
    private const int Law = 15;

    private readonly PriorityQueue<Appointment, DateTimeOffset> _appointments = new();

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        while (_appointments.TryPeek(out var next, out var at) && at <= violations.Clock.Instant)
        {
            _appointments.Dequeue();
            if (next.IsKept)
                continue;
            if (next.Queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(violations.Clock.Instant))
                Enter(next, hours.NextOpening(violations.Clock.Instant));
            else
                violations.AddUnlessSettled(Law, () => !next.IsKept, next.Detail);
        }
        if (record.Recorded.Event is CallbackReentered reentered && model.QueueOf(record) is { } queue)
            CheckReentry(reentered, record.Recorded.At, queue, violations);
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is CallbackScheduled scheduled && model.QueueOf(record) is { } queue && queue.Find(scheduled.ContactId) is { } callback)
            Enter(new Appointment(callback, queue, scheduled.DueAt, EventPosition.Of(record)), scheduled.DueAt);
        if (record.Recorded.Event is ContactArrived { DueAt: { } dueAt } arrived && model.QueueOf(record) is { } entered && entered.Find(arrived.ContactId) is { } requested)
            Enter(new Appointment(requested, entered, dueAt, EventPosition.Of(record)), dueAt);
        if (record.Recorded.Event is CallbackRequested { Window.From: var start } booked && model.QueueOf(record) is { } line && line.Find(booked.ContactId) is { } promised)
            Enter(new Appointment(promised, line, start, EventPosition.Of(record)), start);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        while (_appointments.TryPeek(out var next, out var at) && at < now)
        {
            _appointments.Dequeue();
            if (next.IsKept)
                continue;
            if (next.Queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(now))
                Enter(next, hours.NextOpening(now));
            else
                violations.Add(Law, next.Detail(), next.Position);
        }
    }

    private void Enter(Appointment appointment, DateTimeOffset? at)
    {
        if (at is { } instant)
            _appointments.Enqueue(appointment, instant);
    }

    private static void CheckReentry(CallbackReentered reentered, DateTimeOffset at, QueueModel queue, ViolationCollector violations)
    {
        if (queue.Find(reentered.ContactId) is not { State: ContactState.Scheduled } callback)
            violations.Add(Law, $"Callback {reentered.ContactId} came back without being scheduled.");
        else if (at < callback.DueAt)
            violations.Add(Law, $"Callback {callback.Id} came back at {at:O}, before its date {callback.DueAt:O}.");
        else if (queue.Settings?.OpeningHours is { } hours && !hours.IsOpen(at))
            violations.Add(Law, $"Callback {callback.Id} came back at {at:O}, while queue {queue.Id} was closed.");
        else if (reentered.HeldFor?.AgentId != callback.OwnedBy)
            violations.Add(Law, $"Callback {callback.Id} came back for {reentered.HeldFor?.AgentId.Value ?? "any agent"}, and is {callback.OwnedBy?.Value ?? "any agent"}'s own.");
    }

    private sealed record Appointment(ContactModel Callback, QueueModel Queue, DateTimeOffset DueAt, EventPosition Position)
    {
        /// <summary>Whether the callback no longer waits for this date.</summary>
        public bool IsKept =>
            Callback.State != ContactState.Scheduled || Callback.DueAt != DueAt || !ReferenceEquals(Queue.Find(Callback.Id), Callback);

        public string Detail() => $"Callback {Callback.Id} was due in queue {Queue.Id} at {DueAt:O} and has not come back.";
    }
}

using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>Alarms on the number waiting and on the longest wait (rule 18). One that is raised is cleared only when the figure has fallen to
/// 80 % of its limit, so that it does not flicker.</summary>
internal sealed class QueueAlarms(QueueContext queue)
{
    private const double ClearedAt = 0.8;

    /// <summary>When the longest wait reaches its limit; null where there is no limit, the alarm is raised, or none waits.</summary>
    public DateTimeOffset? NextDeadline =>
        queue.Settings.Alarms.LongestWaitSeconds is { } limit && !queue.State.Alarms.Contains(AlarmKind.LongestWait)
            ? queue.Matching.LongestWaiting?.EnteredAt.AddSeconds(limit)
            : null;

    /// <summary>Raises or clears an alarm; null where none is to be.</summary>
    public Decision? Watch(DateTimeOffset now) =>
        Watch(AlarmKind.Waiting, queue.State.WaitingList.Count, queue.Settings.Alarms.Waiting)
        ?? Watch(AlarmKind.LongestWait, queue.LongestWaitSeconds(now), queue.Settings.Alarms.LongestWaitSeconds, reached: NextDeadline <= now);

    private Decision? Watch(AlarmKind kind, double value, double? limit, bool reached = false)
    {
        var raised = queue.State.Alarms.Contains(kind);
        if (raised && (limit is null || value <= limit * ClearedAt))
            return new Decision().With(new AlarmCleared(kind, value));
        return !raised && (reached || value >= limit) ? new Decision().With(new AlarmRaised(kind, value)) : null;
    }
}

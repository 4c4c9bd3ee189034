using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <content>Alarms on the number in line and the longest wait (rule 18). One that is raised is cleared only when the figure has fallen to
/// 80 % of its limit, so that it does not flicker.</content>
public sealed partial class QueueEntity
{
    private const double ClearedAt = 0.8;

    private Decision? WatchAlarms(DateTimeOffset now) =>
        Watch(AlarmKind.Waiting, _state.WaitingList.Count, Settings.Alarms.Waiting)
        ?? Watch(AlarmKind.LongestWait, LongestWaitSeconds(now), Settings.Alarms.LongestWaitSeconds, reached: LongestWaitAlarmAt <= now);

    private Decision? Watch(AlarmKind kind, double value, double? limit, bool reached = false)
    {
        var raised = _state.Alarms.Contains(kind);
        if (raised && (limit is null || value <= limit * ClearedAt))
            return new Decision().With(new AlarmCleared(kind, value));
        return !raised && (reached || value >= limit) ? new Decision().With(new AlarmRaised(kind, value)) : null;
    }

    private double LongestWaitSeconds(DateTimeOffset now) =>
        Matching.LongestWaiting is { } longest ? Math.Max(0, (now - longest.EnteredAt).TotalSeconds) : 0;

    private DateTimeOffset? LongestWaitAlarmAt =>
        Settings.Alarms.LongestWaitSeconds is { } limit && !_state.Alarms.Contains(AlarmKind.LongestWait)
            ? Matching.LongestWaiting?.EnteredAt.AddSeconds(limit)
            : null;
}

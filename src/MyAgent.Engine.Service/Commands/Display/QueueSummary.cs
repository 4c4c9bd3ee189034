using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>A queue as an operator looks at it.</summary>
/// <param name="QueueId">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="WaitingCount">How many are in line.</param>
/// <param name="RecordingCount">How many of those are leaving a message.</param>
/// <param name="CallbackCount">How many of those are callbacks.</param>
/// <param name="OfferedCount">How many are offered.</param>
/// <param name="EngagedCount">How many are with an agent.</param>
/// <param name="ScheduledCount">How many callbacks come back later.</param>
/// <param name="LongestWaitSeconds">The longest wait in line, in seconds.</param>
/// <param name="AgentsLoggedIn">How many of its agents are logged in.</param>
/// <param name="AgentsAvailable">How many of its agents are available.</param>
/// <param name="RaisedAlarms">The alarms that are raised.</param>
/// <param name="Waiting">The line, in order; null where it was not asked for.</param>
internal sealed record QueueSummary(
    string QueueId,
    string Name,
    bool Open,
    int WaitingCount,
    int RecordingCount,
    int CallbackCount,
    int OfferedCount,
    int EngagedCount,
    int ScheduledCount,
    double LongestWaitSeconds,
    int AgentsLoggedIn,
    int AgentsAvailable,
    IReadOnlyList<AlarmKind> RaisedAlarms,
    IReadOnlyList<WaitingContact>? Waiting)
{
    /// <summary>A queue as it answers for itself.</summary>
    /// <param name="queue">Its answer.</param>
    /// <param name="withWaiting">Whether the line was asked for.</param>
    public static QueueSummary Of(QueueAnswer queue, bool withWaiting) => new(
        queue.QueueId.Value, queue.Settings.Name, queue.Open, queue.WaitingCount, queue.RecordingCount, queue.CallbackCount, queue.OfferedCount,
        queue.EngagedCount, queue.ScheduledCount, queue.LongestWaitSeconds, queue.AgentsLoggedIn, queue.AgentsAvailable, queue.Alarms,
        withWaiting ? queue.Waiting : null);
}

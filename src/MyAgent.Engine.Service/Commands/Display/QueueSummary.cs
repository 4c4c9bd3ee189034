using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>A queue as an operator sees it.</summary>
/// <param name="QueueId">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="WaitingCount">The number of contacts in the waiting list.</param>
/// <param name="RecordingCount">The number of those that are leaving a message.</param>
/// <param name="CallbackCount">How many of those are callbacks.</param>
/// <param name="OfferedCount">How many are offered.</param>
/// <param name="EngagedCount">How many are with an agent.</param>
/// <param name="ScheduledCount">How many callbacks come back later.</param>
/// <param name="LongestWaitSeconds">The longest wait in the waiting list, in seconds.</param>
/// <param name="AgentsLoggedIn">How many of its agents are logged in.</param>
/// <param name="AgentsAvailable">How many of its agents are available.</param>
/// <param name="RaisedAlarms">The alarms that are raised.</param>
/// <param name="Waiting">The waiting list, in order; null where it was not requested.</param>
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
    /// <summary>The summary of a queue's answer.</summary>
    /// <param name="queue">Its answer.</param>
    /// <param name="withWaiting">Whether the waiting list was requested.</param>
    public static QueueSummary Of(QueueAnswer queue, bool withWaiting) => new(
        queue.QueueId.Value, queue.Settings.Name, queue.Open, queue.WaitingCount, queue.RecordingCount, queue.CallbackCount, queue.OfferedCount,
        queue.EngagedCount, queue.ScheduledCount, queue.LongestWaitSeconds, queue.AgentsLoggedIn, queue.AgentsAvailable, queue.Alarms,
        withWaiting ? queue.Waiting : null);
}

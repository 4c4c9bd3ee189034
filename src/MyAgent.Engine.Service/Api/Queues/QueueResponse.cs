using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>A queue's policy, as it was set.</summary>
internal record QueuePolicyResponse
{
    /// <summary>The policy of a queue.</summary>
    public QueuePolicyResponse(QueueId queue, QueueSettings settings)
    {
        QueueId = queue;
        Name = settings.Name;
        Media = settings.Media;
        Selection = settings.Selection;
        OfferTimeoutSeconds = settings.OfferTimeoutSeconds;
        MissedLimit = settings.MissedLimit;
        RejectCoolDownSeconds = settings.RejectCoolDownSeconds;
        RejectRepeatSeconds = settings.RejectRepeatSecondsOrDefault;
        RejectedLimit = settings.RejectedLimitOrDefault;
        PreferredHoldSeconds = settings.PreferredHoldSeconds;
        MaxWaiting = settings.MaxWaiting;
        MaxWaitSeconds = settings.MaxWaitSeconds;
        OverflowQueue = settings.OverflowQueue;
        ClosedQueue = settings.ClosedQueue;
        OpeningHours = settings.OpeningHours;
        ServiceLevelSeconds = settings.ServiceLevelSeconds;
        PopUpLimitSeconds = settings.PopUpLimitSeconds;
        ResumeCallback = settings.ResumeCallback;
        RecordingLimitSeconds = settings.RecordingLimitSecondsOrDefault;
        Callbacks = settings.Callbacks;
        Alarms = settings.Alarms;
    }

    /// <summary>The queue.</summary>
    public QueueId QueueId { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; }

    /// <summary>What may come in.</summary>
    public IReadOnlyList<Media> Media { get; init; }

    /// <summary>How an agent is chosen.</summary>
    public Selection Selection { get; init; }

    /// <summary>How long an offer lasts, in seconds.</summary>
    public double OfferTimeoutSeconds { get; init; }

    /// <summary>After how many misses in a row an agent is not responding.</summary>
    public int MissedLimit { get; init; }

    /// <summary>How long a rejected contact is kept from the same agent while others are logged in, in seconds.</summary>
    public double RejectCoolDownSeconds { get; init; }

    /// <summary>How long it is kept from the same agent in any case, in seconds.</summary>
    public double RejectRepeatSeconds { get; init; }

    /// <summary>After how many rejects in a row an agent is not responding.</summary>
    public int RejectedLimit { get; init; }

    /// <summary>How long a contact waits for a preferred agent who is logged in, in seconds.</summary>
    public double PreferredHoldSeconds { get; init; }

    /// <summary>The most contacts in the waiting list; null for no limit.</summary>
    public int? MaxWaiting { get; init; }

    /// <summary>The longest wait, in seconds; null for no limit.</summary>
    public double? MaxWaitSeconds { get; init; }

    /// <summary>Where a contact goes that has waited that long; null: it ends as expired.</summary>
    public QueueId? OverflowQueue { get; init; }

    /// <summary>Where new contacts go while closed; null: they are refused.</summary>
    public QueueId? ClosedQueue { get; init; }

    /// <summary>When the queue is open; null for always.</summary>
    public OpeningHours? OpeningHours { get; init; }

    /// <summary>An answer within this counts as in time, in seconds.</summary>
    public double ServiceLevelSeconds { get; init; }

    /// <summary>After how long in post-processing a pop-up is overdue, in seconds; null for never.</summary>
    public double? PopUpLimitSeconds { get; init; }

    /// <summary>Whether a caller who calls again takes the place of their waiting callback.</summary>
    public bool ResumeCallback { get; init; }

    /// <summary>How long a caller may record a message, in seconds.</summary>
    public double RecordingLimitSeconds { get; init; }

    /// <summary>The policy for callback requests.</summary>
    public CallbackSettings Callbacks { get; init; }

    /// <summary>When alarms are raised.</summary>
    public AlarmSettings Alarms { get; init; }
}

/// <summary>A queue as clients see it: its policy, its figures, and its waiting list where that was asked for.</summary>
internal sealed record QueueResponse : QueuePolicyResponse
{
    /// <summary>What the queue answered, or the board has of it.</summary>
    public QueueResponse(QueueAnswer queue, bool withWaiting)
        : base(queue.QueueId, queue.Settings)
    {
        Open = queue.Open;
        WaitingCount = queue.WaitingCount;
        RecordingCount = queue.RecordingCount;
        CallbackCount = queue.CallbackCount;
        OfferedCount = queue.OfferedCount;
        EngagedCount = queue.EngagedCount;
        ScheduledCount = queue.ScheduledCount;
        LongestWaitSeconds = queue.LongestWaitSeconds;
        AgentsLoggedIn = queue.AgentsLoggedIn;
        AgentsAvailable = queue.AgentsAvailable;
        RaisedAlarms = queue.Alarms;
        Waiting = withWaiting ? queue.Waiting : null;
        WithAgents = queue.WithAgents;
    }

    /// <summary>Whether it is open now.</summary>
    public bool Open { get; init; }

    /// <summary>How many are in the waiting list, waiting or recording.</summary>
    public int WaitingCount { get; init; }

    /// <summary>How many of those are recording.</summary>
    public int RecordingCount { get; init; }

    /// <summary>How many of those are callbacks.</summary>
    public int CallbackCount { get; init; }

    /// <summary>How many are offered.</summary>
    public int OfferedCount { get; init; }

    /// <summary>How many are with an agent.</summary>
    public int EngagedCount { get; init; }

    /// <summary>How many callbacks come back later.</summary>
    public int ScheduledCount { get; init; }

    /// <summary>How long the longest-waiting contact has waited here, in seconds; 0 where none waits.</summary>
    public double LongestWaitSeconds { get; init; }

    /// <summary>How many of its agents are logged in.</summary>
    public int AgentsLoggedIn { get; init; }

    /// <summary>How many of its agents are available.</summary>
    public int AgentsAvailable { get; init; }

    /// <summary>The alarms that are raised. (The policy's limits are alarms.)</summary>
    public IReadOnlyList<AlarmKind> RaisedAlarms { get; init; }

    /// <summary>The part of the waiting list that was asked for, in order; null where none was.</summary>
    public IReadOnlyList<WaitingContact>? Waiting { get; init; }

    /// <summary>Those offered and engaged, the oldest offer first; null in lists of queues, and where take is 0.</summary>
    public IReadOnlyList<ContactWithAgent>? WithAgents { get; init; }
}

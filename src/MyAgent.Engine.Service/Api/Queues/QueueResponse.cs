using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Estimates;
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
        PreferLastAgentDays = settings.PreferLastAgentDays;
        TransferHoldSeconds = settings.TransferHoldSecondsOrDefault;
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
        WrapUpCodes = settings.WrapUpCodes;
        Alarms = settings.Alarms;
    }

    /// <summary>The queue.</summary>
    public QueueId QueueId { get; init; }

    /// <summary>The display name.</summary>
    public string Name { get; init; }

    /// <summary>The media that the queue accepts.</summary>
    public IReadOnlyList<Media> Media { get; init; }

    /// <summary>The rule that chooses an agent.</summary>
    public Selection Selection { get; init; }

    /// <summary>The length of an offer, in seconds.</summary>
    public double OfferTimeoutSeconds { get; init; }

    /// <summary>The number of missed offers in a row after which an agent is not responding.</summary>
    public int MissedLimit { get; init; }

    /// <summary>The time for which a rejected contact is not offered to the same agent again while other agents are logged in, in seconds.</summary>
    public double RejectCoolDownSeconds { get; init; }

    /// <summary>The time for which it is not offered to the same agent again in any case, in seconds.</summary>
    public double RejectRepeatSeconds { get; init; }

    /// <summary>The number of rejected offers in a row after which an agent is not responding.</summary>
    public int RejectedLimit { get; init; }

    /// <summary>The time for which a contact waits for a preferred agent who is logged in, in seconds.</summary>
    public double PreferredHoldSeconds { get; init; }

    /// <summary>The number of days for which the agent who last served a caller in this queue is preferred; null for never.</summary>
    public int? PreferLastAgentDays { get; init; }

    /// <summary>The time for which a contact that was transferred to an agent of this queue waits for that agent, in seconds.</summary>
    public double TransferHoldSeconds { get; init; }

    /// <summary>The maximum number of contacts in the waiting list; null for no limit.</summary>
    public int? MaxWaiting { get; init; }

    /// <summary>The maximum wait, in seconds; null for no limit.</summary>
    public double? MaxWaitSeconds { get; init; }

    /// <summary>The queue to which a contact moves after maxWaitSeconds; null: the contact ends as expired.</summary>
    public QueueId? OverflowQueue { get; init; }

    /// <summary>The queue to which new contacts go while this one is closed; null: they are refused.</summary>
    public QueueId? ClosedQueue { get; init; }

    /// <summary>When the queue is open; null for always.</summary>
    public OpeningHours? OpeningHours { get; init; }

    /// <summary>An answer within this time counts as in time, in seconds.</summary>
    public double ServiceLevelSeconds { get; init; }

    /// <summary>The time in post-processing after which a pop-up is overdue, in seconds; null for never.</summary>
    public double? PopUpLimitSeconds { get; init; }

    /// <summary>Whether a caller who calls again takes the place of their waiting callback.</summary>
    public bool ResumeCallback { get; init; }

    /// <summary>The maximum length of a recording, in seconds.</summary>
    public double RecordingLimitSeconds { get; init; }

    /// <summary>The policy for callback requests.</summary>
    public CallbackSettings Callbacks { get; init; }

    /// <summary>The wrap-up codes; null for none.</summary>
    public WrapUpCodeSettings? WrapUpCodes { get; init; }

    /// <summary>The alarms.</summary>
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

    /// <summary>How long a call that arrived now would presumably wait; null where the projections do not show the queue yet.</summary>
    public WaitEstimate? EstimatedWait { get; init; }

    /// <summary>The number of contacts in the waiting list: waiting and recording.</summary>
    public int WaitingCount { get; init; }

    /// <summary>The number of recording contacts.</summary>
    public int RecordingCount { get; init; }

    /// <summary>The number of callbacks in the waiting list.</summary>
    public int CallbackCount { get; init; }

    /// <summary>The number of offered contacts.</summary>
    public int OfferedCount { get; init; }

    /// <summary>The number of engaged contacts.</summary>
    public int EngagedCount { get; init; }

    /// <summary>The number of scheduled callbacks.</summary>
    public int ScheduledCount { get; init; }

    /// <summary>The wait in this queue of the contact that has waited longest, in seconds; 0 where none waits.</summary>
    public double LongestWaitSeconds { get; init; }

    /// <summary>The number of its agents who are logged in.</summary>
    public int AgentsLoggedIn { get; init; }

    /// <summary>The number of its agents who are available.</summary>
    public int AgentsAvailable { get; init; }

    /// <summary>The alarms that are raised now. Their limits are in alarms.</summary>
    public IReadOnlyList<AlarmKind> RaisedAlarms { get; init; }

    /// <summary>The requested part of the waiting list, in order; null where none was requested.</summary>
    public IReadOnlyList<WaitingContact>? Waiting { get; init; }

    /// <summary>The offered and engaged contacts, the oldest offer first; null in lists of queues, and where take is 0.</summary>
    public IReadOnlyList<ContactWithAgent>? WithAgents { get; init; }
}

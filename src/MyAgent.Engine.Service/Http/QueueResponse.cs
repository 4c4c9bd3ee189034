using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Http;

/// <summary>A queue as clients see it: its policy, its figures, and for one queue its line.</summary>
internal sealed record QueueResponse
{
    private QueueResponse(QueueId queue, QueueSettings settings)
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

    public QueueId QueueId { get; }
    public string Name { get; }
    public IReadOnlyList<Media> Media { get; }
    public Selection Selection { get; }
    public double OfferTimeoutSeconds { get; }
    public int MissedLimit { get; }
    public double RejectCoolDownSeconds { get; }
    public double RejectRepeatSeconds { get; }
    public int RejectedLimit { get; }
    public double PreferredHoldSeconds { get; }
    public int? MaxWaiting { get; }
    public double? MaxWaitSeconds { get; }
    public QueueId? OverflowQueue { get; }
    public QueueId? ClosedQueue { get; }
    public OpeningHours? OpeningHours { get; }
    public double ServiceLevelSeconds { get; }
    public double? PopUpLimitSeconds { get; }
    public bool ResumeCallback { get; }
    public double RecordingLimitSeconds { get; }
    public CallbackSettings Callbacks { get; }
    public AlarmSettings Alarms { get; }

    /// <summary>What the queue is doing; left out where only its policy was set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Open { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WaitingCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RecordingCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CallbackCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OfferedCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? EngagedCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ScheduledCount { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LongestWaitSeconds { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AgentsLoggedIn { get; private init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AgentsAvailable { get; private init; }

    /// <summary>The alarms that are raised. (The policy's limits are <see cref="Alarms"/>.)</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlarmKind>? RaisedAlarms { get; private init; }

    /// <summary>The line, in order; for one queue alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WaitingContact>? Waiting { get; private init; }

    /// <summary>The policy that was set.</summary>
    public static QueueResponse Of(QueueSettingsAnswer answer) => new(answer.QueueId, answer.Settings);

    /// <summary>The policy and the figures.</summary>
    public static QueueResponse Of(QueueAnswer queue, bool withLine) => new(queue.QueueId, queue.Settings)
    {
        Open = queue.Open,
        WaitingCount = queue.WaitingCount,
        RecordingCount = queue.RecordingCount,
        CallbackCount = queue.CallbackCount,
        OfferedCount = queue.OfferedCount,
        EngagedCount = queue.EngagedCount,
        ScheduledCount = queue.ScheduledCount,
        LongestWaitSeconds = queue.LongestWaitSeconds,
        AgentsLoggedIn = queue.AgentsLoggedIn,
        AgentsAvailable = queue.AgentsAvailable,
        RaisedAlarms = queue.Alarms,
        Waiting = withLine ? queue.Waiting : null,
    };
}

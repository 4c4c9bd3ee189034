using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>A queue's policy, as PUT sets it. An omitted field has its default.</summary>
internal record QueueBody
{
    private static readonly QueueSettings Defaults = QueueSettings.Default("");

    /// <summary>A policy that has every part, to which changes can be made to see whether they may be.</summary>
    public static readonly QueueBody Complete = new()
    {
        Name = "name",
        OpeningHours = new OpeningHoursBody { TimeZone = "UTC", Weekly = [] },
        WrapUpCodes = new WrapUpCodesBody { Codes = [] },
        Callbacks = new CallbacksBody { Retry = RetryBody.Complete, Windows = new CallbackWindowsBody { Capacity = 1, Weekly = [] } },
    };

    /// <summary>The queue's display name.</summary>
    public required string Name { get; init; }

    /// <summary>The media that the queue accepts.</summary>
    public IReadOnlyList<Media> Media { get; init; } = Defaults.Media;

    /// <summary>The rule that chooses an agent.</summary>
    public Selection Selection { get; init; } = Defaults.Selection;

    /// <summary>The length of an offer, in seconds: at least 1.</summary>
    public double OfferTimeoutSeconds { get; init; } = Defaults.OfferTimeoutSeconds;

    /// <summary>The number of missed offers in a row after which an agent is not responding.</summary>
    public int MissedLimit { get; init; } = Defaults.MissedLimit;

    /// <summary>The time for which a rejected contact is not offered to the same agent again while other agents are logged in, in seconds.</summary>
    public double RejectCoolDownSeconds { get; init; } = Defaults.RejectCoolDownSeconds;

    /// <summary>The time for which it is not offered to the same agent again in any case, in seconds: 1 to 3600.</summary>
    public double RejectRepeatSeconds { get; init; } = Defaults.RejectRepeatSecondsOrDefault;

    /// <summary>The number of rejected offers in a row after which an agent is not responding: 1 to 100.</summary>
    public int RejectedLimit { get; init; } = Defaults.RejectedLimitOrDefault;

    /// <summary>The time for which a contact waits for a preferred agent who is logged in, in seconds.</summary>
    public double PreferredHoldSeconds { get; init; } = Defaults.PreferredHoldSeconds;

    /// <summary>The number of days for which the agent who last served a caller in this queue is preferred, after the caller's preferred agents: 1 to 3650; null: never.</summary>
    public int? PreferLastAgentDays { get; init; }

    /// <summary>The time for which a contact that was transferred to an agent of this queue waits for that agent, in seconds: 0 to 86400.</summary>
    public double TransferHoldSeconds { get; init; } = Defaults.TransferHoldSecondsOrDefault;

    /// <summary>The maximum number of contacts in the waiting list; null for no limit.</summary>
    public int? MaxWaiting { get; init; }

    /// <summary>The maximum wait, in seconds; null for no limit.</summary>
    public double? MaxWaitSeconds { get; init; }

    /// <summary>The queue to which a contact moves after maxWaitSeconds; null: the contact ends as expired.</summary>
    public string? OverflowQueue { get; init; }

    /// <summary>The queue to which new contacts go while this one is closed; null: they are refused.</summary>
    public string? ClosedQueue { get; init; }

    /// <summary>When the queue is open; null for always.</summary>
    public OpeningHoursBody? OpeningHours { get; init; }

    /// <summary>An answer within this time counts as in time, in seconds.</summary>
    public double ServiceLevelSeconds { get; init; } = Defaults.ServiceLevelSeconds;

    /// <summary>The time in post-processing after which a pop-up is overdue, in seconds; null for never.</summary>
    public double? PopUpLimitSeconds { get; init; }

    /// <summary>Whether a caller who calls again takes the place of their waiting callback.</summary>
    public bool ResumeCallback { get; init; } = Defaults.ResumeCallback;

    /// <summary>The maximum length of a recording, in seconds: 5 to 3600. The contact then becomes a callback to the caller's own number, where that can be called.</summary>
    public double RecordingLimitSeconds { get; init; } = Defaults.RecordingLimitSecondsOrDefault;

    /// <summary>The policy for callback requests.</summary>
    public CallbacksBody Callbacks { get; init; } = new();

    /// <summary>The wrap-up codes; null for none.</summary>
    public WrapUpCodesBody? WrapUpCodes { get; init; }

    /// <summary>The alarms.</summary>
    public AlarmsBody Alarms { get; init; } = new();

    /// <summary>The settings this stands for.</summary>
    /// <exception cref="ProblemException">400: names a field that is out of its range.</exception>
    public QueueSettings ToSettings(QueueId queue)
    {
        CheckMedia();
        return Input.InRange(new QueueSettings(
            Name: Input.Text(Name, "name"),
            Media: Media,
            Selection: Selection,
            OfferTimeoutSeconds: OfferTimeoutSeconds,
            MissedLimit: MissedLimit,
            RejectCoolDownSeconds: RejectCoolDownSeconds,
            PreferredHoldSeconds: PreferredHoldSeconds,
            MaxWaiting: MaxWaiting,
            MaxWaitSeconds: MaxWaitSeconds,
            OverflowQueue: OtherQueue(queue, OverflowQueue, "overflowQueue"),
            ClosedQueue: OtherQueue(queue, ClosedQueue, "closedQueue"),
            OpeningHours: OpeningHours?.ToOpeningHours(),
            ServiceLevelSeconds: ServiceLevelSeconds,
            PopUpLimitSeconds: PopUpLimitSeconds,
            ResumeCallback: ResumeCallback,
            Callbacks: Callbacks.ToSettings(),
            Alarms: new AlarmSettings(Alarms.Waiting, Alarms.LongestWaitSeconds),
            RejectRepeatSeconds: RejectRepeatSeconds,
            RejectedLimit: RejectedLimit,
            RecordingLimitSeconds: RecordingLimitSeconds,
            WrapUpCodes: WrapUpCodes?.ToSettings(),
            PreferLastAgentDays: PreferLastAgentDays,
            TransferHoldSeconds: TransferHoldSeconds));
    }

    private void CheckMedia()
    {
        if (Media.Count == 0)
            throw Problem.BadInput("outOfRange", "media", "'media' must name at least one medium.").AsException();
        Input.Distinct(Media, "media");
    }

    private static QueueId? OtherQueue(QueueId queue, string? other, string field)
    {
        if (other is null)
            return null;
        var named = Input.Queue(other, field);
        return named != queue ? named : throw Problem.BadInput("sameQueue", field, $"'{field}' must be another queue.").AsException();
    }
}

/// <summary>A queue's policy for callback requests, as PUT sets it.</summary>
internal sealed record CallbacksBody
{
    private static readonly CallbackSettings Defaults = QueueSettings.Default("").Callbacks;

    /// <summary>Whether callers may request a callback.</summary>
    public bool Enabled { get; init; } = Defaults.Enabled;

    /// <summary>The place at which a scheduled callback returns.</summary>
    public Reentry Reentry { get; init; } = Defaults.Reentry;

    /// <summary>The maximum time ahead for which a callback may be scheduled, in days.</summary>
    public int HorizonDays { get; init; } = Defaults.HorizonDays;

    /// <summary>The number of failed attempts after which a callback ends as not reached; null for never.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Numbers that may not be called back.</summary>
    public IReadOnlyList<string> ForbiddenNumbers { get; init; } = Defaults.ForbiddenNumbers;

    /// <summary>What follows failed attempts, by their cause; null: the agent always gives the date.</summary>
    public RetryBody? Retry { get; init; }

    /// <summary>The time for which an agent's own callback waits for that agent at its date, in seconds: 0 to 86400.</summary>
    public double OwnCallbackHoldSeconds { get; init; } = Defaults.OwnCallbackHoldSecondsOrDefault;

    /// <summary>The windows in which callbacks are promised; null: none.</summary>
    public CallbackWindowsBody? Windows { get; init; }

    /// <summary>The settings this stands for.</summary>
    public CallbackSettings ToSettings()
    {
        for (var index = 0; index < ForbiddenNumbers.Count; index++)
            Input.Text(ForbiddenNumbers[index], $"callbacks.forbiddenNumbers[{index}]", Input.MaxAddressLength);
        return new CallbackSettings(Enabled, Reentry, HorizonDays, MaxAttempts, ForbiddenNumbers, Retry?.ToSettings(), OwnCallbackHoldSeconds, Windows?.ToSettings());
    }
}

/// <summary>What follows attempts to call back that have failed with a cause, as PUT sets it. A wrong number always ends the callback.</summary>
internal sealed record RetryBody
{
    private static readonly RetryRuleBody SomeRule = new() { DelaySeconds = 60, Attempts = 1 };

    /// <summary>Rules for every cause, to which changes can be made to see whether they may be.</summary>
    public static readonly RetryBody Complete = new() { Busy = SomeRule, NoAnswer = SomeRule, Unreachable = SomeRule, Voicemail = SomeRule };

    /// <summary>The number was busy; null: the agent gives the date.</summary>
    public RetryRuleBody? Busy { get; init; }

    /// <summary>The telephone was not answered; null: the agent gives the date.</summary>
    public RetryRuleBody? NoAnswer { get; init; }

    /// <summary>The number could not be reached; null: the agent gives the date.</summary>
    public RetryRuleBody? Unreachable { get; init; }

    /// <summary>A voice-mail box answered; null: the agent gives the date.</summary>
    public RetryRuleBody? Voicemail { get; init; }

    /// <summary>The settings this stands for.</summary>
    public RetrySettings ToSettings() => new(Busy?.ToRule(), NoAnswer?.ToRule(), Unreachable?.ToRule(), Voicemail?.ToRule());
}

/// <summary>What follows an attempt that has failed with one cause.</summary>
internal sealed record RetryRuleBody
{
    /// <summary>The time after which the callback comes back, in seconds: 1 to 2592000.</summary>
    public required double DelaySeconds { get; init; }

    /// <summary>The number of attempts with this cause after which the callback ends as not reached: 1 to 100.</summary>
    public required int Attempts { get; init; }

    /// <summary>The rule this stands for.</summary>
    public RetryRule ToRule() => new(DelaySeconds, Attempts);
}

/// <summary>The alarms of a queue, as PUT sets them.</summary>
internal sealed record AlarmsBody
{
    /// <summary>The number of contacts in the waiting list that raises the alarm; null for no alarm.</summary>
    public int? Waiting { get; init; }

    /// <summary>The wait in the waiting list that raises the alarm, in seconds; null for no alarm.</summary>
    public double? LongestWaitSeconds { get; init; }
}

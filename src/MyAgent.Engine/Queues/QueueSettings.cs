using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Queues;

/// <summary>How a queue chooses among eligible agents (rule 13).</summary>
[JsonConverter(typeof(CamelCaseEnum<Selection>))]
public enum Selection
{
    /// <summary>Who has been idle longest since the end of the last contact (or log-in, where none was served).</summary>
    LongestIdle,

    /// <summary>Who has the highest skill, then who has been idle longest.</summary>
    HighestSkill,
}

/// <summary>Where a scheduled callback stands when it comes back (rule 23).</summary>
[JsonConverter(typeof(CamelCaseEnum<Reentry>))]
public enum Reentry
{
    /// <summary>In its original place: the caller was promised that moment.</summary>
    Original,

    /// <summary>As if it had come in at its date.</summary>
    Due,
}

/// <summary>A queue's policy: the one place of its settings, their defaults (<see cref="Default"/>) and their ranges. Times are in seconds, as in the journal, whose
/// JSON is frozen.</summary>
/// <param name="Name">What people call the queue.</param>
/// <param name="Media">What may come in; default all of call, fax, email.</param>
/// <param name="Selection">How an agent is chosen; default longest idle.</param>
/// <param name="OfferTimeoutSeconds">How long an offer lasts, in seconds, at least <see cref="MinOfferTimeoutSeconds"/>; default 20.</param>
/// <param name="MissedLimit">After how many misses in a row an agent is not responding; default 1.</param>
/// <param name="RejectCoolDownSeconds">How long a rejected contact is kept from the same agent, in seconds; default 30.</param>
/// <param name="PreferredHoldSeconds">How long a contact waits for a preferred agent who is logged in, in seconds; default 0.</param>
/// <param name="MaxWaiting">The most contacts in the waiting list; null (the default) for no limit.</param>
/// <param name="MaxWaitSeconds">The longest wait in this queue, in seconds; null (the default) for no limit.</param>
/// <param name="OverflowQueue">Where a contact goes that has waited that long; null (the default): it ends as expired.</param>
/// <param name="ClosedQueue">Where new contacts go while closed; null (the default): they are refused.</param>
/// <param name="OpeningHours">When the queue is open; null (the default) for always.</param>
/// <param name="ServiceLevelSeconds">An answer within this counts as in time, in seconds; default 20.</param>
/// <param name="PopUpLimitSeconds">After how long in post-processing a pop-up is overdue, in seconds; null (the default) for never.</param>
/// <param name="ResumeCallback">Whether a caller who calls again takes the place of their waiting callback; default true.</param>
/// <param name="Callbacks">The policy for callback requests.</param>
/// <param name="Alarms">When alarms are raised.</param>
/// <param name="RejectRepeatSeconds">How long a rejected contact is kept from the same agent even where no other agent is logged in, in seconds;
/// default 5. Null in journals from before it could be set: the default.</param>
/// <param name="RejectedLimit">After how many rejects in a row an agent is not responding; default 3. Null in journals from before it could be
/// set: the default.</param>
/// <param name="RecordingLimitSeconds">How long a caller may be leaving a message, in seconds; default 180. Null in journals from before it could be
/// set: the default.</param>
/// <param name="WrapUpCodes">The wrap-up codes; null (the default) for none.</param>
/// <param name="PreferLastAgentDays">For how many days the agent who last served a caller in this queue is preferred after the caller's preferred agents (rule 34): 1 to 3650;
/// null (the default) for not at all.</param>
/// <param name="TransferHoldSeconds">How long a contact that was transferred to an agent of this queue waits for that agent (rule 33), in seconds: 0 to 86400; default 20.
/// Null in journals from before it could be set: the default.</param>
public sealed record QueueSettings(
    string Name,
    IReadOnlyList<Media> Media,
    Selection Selection,
    [property: SettingRange(QueueSettings.MinOfferTimeoutSeconds)] double OfferTimeoutSeconds,
    [property: SettingRange(1)] int MissedLimit,
    [property: SettingRange(0)] double RejectCoolDownSeconds,
    [property: SettingRange(0)] double PreferredHoldSeconds,
    [property: SettingRange(1)] int? MaxWaiting,
    [property: SettingRange(QueueSettings.MinMaxWaitSeconds)] double? MaxWaitSeconds,
    QueueId? OverflowQueue,
    QueueId? ClosedQueue,
    OpeningHours? OpeningHours,
    [property: SettingRange(0)] double ServiceLevelSeconds,
    [property: SettingRange(0)] double? PopUpLimitSeconds,
    bool ResumeCallback,
    CallbackSettings Callbacks,
    AlarmSettings Alarms,
    [property: SettingRange(1, Max = 3600)] double? RejectRepeatSeconds = null,
    [property: SettingRange(1, Max = 100)] int? RejectedLimit = null,
    [property: SettingRange(5, Max = 3600)] double? RecordingLimitSeconds = null,
    WrapUpCodeSettings? WrapUpCodes = null,
    [property: SettingRange(1, Max = 3650)] int? PreferLastAgentDays = null,
    [property: SettingRange(0, Max = 86_400)] double? TransferHoldSeconds = null)
{
    /// <summary>The shortest <see cref="MaxWaitSeconds"/> that counts, in seconds: two queues that overflow into each other must not pass a contact to and
    /// fro without time passing. A shorter one, in journals from before this was checked, counts as this.</summary>
    public const double MinMaxWaitSeconds = 1;

    /// <summary>The shortest <see cref="OfferTimeoutSeconds"/>, in seconds: an offer that ends as it begins is offered again without time passing.</summary>
    public const double MinOfferTimeoutSeconds = 1;

    /// <summary>The repeat time of a rejected contact where none is set, in seconds.</summary>
    public const double DefaultRejectRepeatSeconds = 5;

    /// <summary>The limit of rejects in a row where none is set.</summary>
    public const int DefaultRejectedLimit = Offer.DefaultRejectedLimit;

    /// <summary>The limit of a recording where none is set, in seconds.</summary>
    public const double DefaultRecordingLimitSeconds = 180;

    /// <summary>The hold of a contact that was transferred to an agent where none is set, in seconds.</summary>
    public const double DefaultTransferHoldSeconds = 20;

    /// <summary>The hold of a contact that was transferred to an agent, in seconds (rule 33).</summary>
    [JsonIgnore]
    public double TransferHoldSecondsOrDefault => TransferHoldSeconds ?? DefaultTransferHoldSeconds;

    /// <summary>The repeat time of a rejected contact (rule 33b).</summary>
    [JsonIgnore]
    public double RejectRepeatSecondsOrDefault => RejectRepeatSeconds ?? DefaultRejectRepeatSeconds;

    /// <summary>The limit of rejects in a row (rule 33b).</summary>
    [JsonIgnore]
    public int RejectedLimitOrDefault => RejectedLimit ?? DefaultRejectedLimit;

    /// <summary>The limit of a recording, in seconds (rule 33f).</summary>
    [JsonIgnore]
    public double RecordingLimitSecondsOrDefault => RecordingLimitSeconds ?? DefaultRecordingLimitSeconds;

    /// <summary>The settings after changes, which are the same instance where these change nothing; or why they cannot be made.</summary>
    internal (QueueSettings Settings, Refusal? Refusal) After(MergePatch changes) => changes.ApplyTo(this, Default(Name), QueueSettingsJson.Strict, document =>
    {
        if (document["openingHours"] is JsonObject hours)
            hours["exceptions"] ??= new JsonArray();
        if (document["wrapUpCodes"] is JsonObject codes)
            codes["codes"] ??= new JsonArray();
        if (document["callbacks"]?["windows"] is JsonObject windows)
            windows["weekly"] ??= new JsonArray();
    });

    /// <summary>Refuses the first setting that is out of its range; null where all are within. Of settings that replace others, only what has changed is checked.</summary>
    internal Refusal? Refuse(QueueSettings? previous = null) => SettingRanges.Refuse(this, previous) ?? WrapUpCodes?.Refuse() ?? Callbacks.Windows?.Refuse();

    /// <summary>The settings of a queue for which nothing but its name was given.</summary>
    public static QueueSettings Default(string name) => new(
        name, [Contacts.Media.Call, Contacts.Media.Fax, Contacts.Media.Email], Selection.LongestIdle, OfferTimeoutSeconds: 20, MissedLimit: 1,
        RejectCoolDownSeconds: 30, PreferredHoldSeconds: 0, MaxWaiting: null, MaxWaitSeconds: null, OverflowQueue: null, ClosedQueue: null,
        OpeningHours: null, ServiceLevelSeconds: 20, PopUpLimitSeconds: null, ResumeCallback: true,
        new CallbackSettings(Enabled: true, Reentry.Original, HorizonDays: 30, MaxAttempts: null, ForbiddenNumbers: [],
            OwnCallbackHoldSeconds: CallbackSettings.DefaultOwnCallbackHoldSeconds),
        new AlarmSettings(Waiting: null, LongestWaitSeconds: null), DefaultRejectRepeatSeconds, DefaultRejectedLimit,
        DefaultRecordingLimitSeconds, TransferHoldSeconds: DefaultTransferHoldSeconds);
}

/// <summary>A queue's policy for callback requests (rules 19 to 26).</summary>
/// <param name="Enabled">Whether callers may leave a message; default true.</param>
/// <param name="Reentry">Where a scheduled callback comes back; default its original place.</param>
/// <param name="HorizonDays">How far ahead a callback may be scheduled, in days; default 30.</param>
/// <param name="MaxAttempts">After how many failed attempts a callback is closed as not reached; null (the default) for never.</param>
/// <param name="ForbiddenNumbers">Numbers that may not be called back: the voice-mail number, for example.</param>
/// <param name="Retry">What follows attempts that have failed with a cause (rule 37); null (the default) for no rule: the agent gives the date.</param>
/// <param name="OwnCallbackHoldSeconds">How long an agent's own callback waits for that agent at its date (rule 38), in seconds: 0 to 86400; default 300. Null in journals
/// from before it could be set: the default.</param>
/// <param name="Windows">The windows in which callbacks are promised (rule 39); null (the default) for none.</param>
public sealed record CallbackSettings(
    bool Enabled,
    Reentry Reentry,
    [property: SettingRange(1, Max = 3650)] int HorizonDays,
    [property: SettingRange(1)] int? MaxAttempts,
    IReadOnlyList<string> ForbiddenNumbers,
    RetrySettings? Retry = null,
    [property: SettingRange(0, Max = 86_400)] double? OwnCallbackHoldSeconds = null,
    CallbackWindowSettings? Windows = null)
{
    /// <summary>How long an own callback waits where nothing is set, in seconds.</summary>
    public const double DefaultOwnCallbackHoldSeconds = 300;

    /// <summary>How long an own callback waits for its agent, in seconds (rule 38).</summary>
    [JsonIgnore]
    public double OwnCallbackHoldSecondsOrDefault => OwnCallbackHoldSeconds ?? DefaultOwnCallbackHoldSeconds;
}

/// <summary>When a queue raises its alarms (rule 18). An alarm is cleared when the figure has fallen to 80 % of its limit or below.</summary>
/// <param name="Waiting">The number of contacts waiting or recording; null for no alarm.</param>
/// <param name="LongestWaitSeconds">The longest wait in the queue, in seconds; null for no alarm.</param>
public sealed record AlarmSettings([property: SettingRange(1)] int? Waiting, [property: SettingRange(0, ExcludesMin = true)] double? LongestWaitSeconds);

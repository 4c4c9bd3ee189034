using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>The queues, agents and callers of a centre in which each rule matters. All times differ, so that only related changes happen at the
/// same instant.</summary>
internal sealed record CentreConfiguration(
    IReadOnlyDictionary<string, QueueSettings> Queues,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, Assignment>> Agents,
    IReadOnlyDictionary<string, string[]> Callers,
    IReadOnlyDictionary<string, AgentSettings> Settings)
{
    /// <summary>A caller who sends faxes; all others call.</summary>
    public const string Faxing = "+4930105";

    /// <summary>When the first callback window of sales begins.</summary>
    public static readonly DateTimeOffset FirstWindow = Centre.Opening.AddSeconds(37);

    /// <summary>The length of its callback windows.</summary>
    public static readonly TimeSpan WindowLength = TimeSpan.FromMinutes(5);

    /// <summary>Desk and mail close for one minute of three.</summary>
    private const int MinutesOpen = 2, MinutesUntilNextOpening = 3;

    public static CentreConfiguration Default { get; } = new(
        new Dictionary<string, QueueSettings>
        {
            ["sales"] = QueueSettings.Default("sales") with
            {
                OfferTimeoutSeconds = 9.1, MissedLimit = 2, RejectCoolDownSeconds = 15.3, RejectRepeatSeconds = 6.7, RejectedLimit = 2,
                PreferredHoldSeconds = 4.7, PreferLastAgentDays = 1, MaxWaiting = 5, MaxWaitSeconds = 47.9,
                OverflowQueue = new QueueId("late"), PopUpLimitSeconds = 7.7, RecordingLimitSeconds = 13.7,
                Callbacks = QueueSettings.Default("sales").Callbacks with
                {
                    MaxAttempts = 2, ForbiddenNumbers = ["+49999"], Retry = new RetrySettings(Voicemail: new RetryRule(21.3, 1)),
                    OwnCallbackHoldSeconds = 10.3,
                    Windows = new CallbackWindowSettings(
                        Capacity: 2, [new WeeklyOpening(FirstWindow.DayOfWeek, TimeOnly.FromTimeSpan(FirstWindow.TimeOfDay), TimeOnly.MinValue)], (int)WindowLength.TotalMinutes),
                },
                Alarms = new AlarmSettings(Waiting: 4, LongestWaitSeconds: 21.7),
                WrapUpCodes = Codes(required: true, "sold", "lost", "none"),
            },
            ["late"] = QueueSettings.Default("late") with
            {
                Selection = Selection.HighestSkill, OfferTimeoutSeconds = 11.3, TransferHoldSeconds = 5.9, RejectCoolDownSeconds = 6.1, RejectRepeatSeconds = 8.3,
                MaxWaitSeconds = 83.3, RecordingLimitSeconds = 23.3, WrapUpCodes = Codes(required: false, "solved"),
                Callbacks = QueueSettings.Default("late").Callbacks with
                {
                    Reentry = Reentry.Due, Retry = new RetrySettings(Busy: new RetryRule(3.9, 2), NoAnswer: new RetryRule(7.1, 3)),
                    OwnCallbackHoldSeconds = 6.3,
                },
            },
            ["desk"] = QueueSettings.Default("desk") with
            {
                OfferTimeoutSeconds = 12.7, ResumeCallback = false, ClosedQueue = new QueueId("late"), OpeningHours = WithPauses(), PopUpLimitSeconds = 3.3,
            },
            ["mail"] = QueueSettings.Default("mail") with
            {
                OfferTimeoutSeconds = 13.9, OpeningHours = WithPauses(), MaxWaitSeconds = 31.1,
                Callbacks = QueueSettings.Default("mail").Callbacks with { Enabled = false },
            },
        },
        new Dictionary<string, IReadOnlyDictionary<string, Assignment>>
        {
            ["ana"] = new Dictionary<string, Assignment> { ["sales"] = new(WrapUpSeconds: 5.3, WrapUpExtensionSeconds: 2.9, MaxWrapUpSeconds: 9.9) },
            ["ben"] = new Dictionary<string, Assignment>
            {
                ["sales"] = new(Callbacks: false),
                ["late"] = new(Skill: 3, WrapUpSeconds: 3.1, WrapUpExtensionSeconds: 2.3, MaxWrapUpSeconds: 6.9),
                ["mail"] = new(WrapUpExtensionSeconds: 4.3),
            },
            ["cleo"] = new Dictionary<string, Assignment>
            {
                ["sales"] = new(AssignmentKind.Overflow, OverflowAfterSeconds: 8.9),
                ["late"] = new(Skill: 5, WrapUpSeconds: 6.7),
                ["desk"] = new(AssignmentKind.Overflow, OverflowAfterSeconds: 19.7, OverflowAfterContacts: 2),
            },
            ["dan"] = new Dictionary<string, Assignment>
            {
                ["sales"] = new(AssignmentKind.Overflow, WrapUpSeconds: 2.9, OverflowAfterContacts: 3), ["late"] = new(Skill: 3),
            },
            ["eva"] = new Dictionary<string, Assignment> { ["desk"] = new(WrapUpSeconds: 4.1, MaxWrapUpSeconds: 14.9), ["mail"] = new() },
        },
        new Dictionary<string, string[]>
        {
            ["+4930100"] = ["ana", "dan"], ["+4930101"] = ["ben"], ["+4930102"] = ["dan", "cleo"], ["+4930103"] = ["eva"], ["+4930104"] = [], [Faxing] = [],
        },
        new Dictionary<string, AgentSettings>
        {
            ["ana"] = new(LeaseSeconds: 41.37), ["cleo"] = new(LeaseSeconds: 29.43, AutoClosePopUp: true), ["dan"] = new(AutoClosePopUp: true),
        });

    /// <summary>Whether a queue is open, computed independently of its opening hours.</summary>
    public bool IsOpen(string queue, DateTimeOffset now) =>
        Queues[queue].OpeningHours is null || now.Minute % MinutesUntilNextOpening < MinutesOpen;

    /// <summary>Whether a callback window of sales begins at an instant, computed independently of the settings.</summary>
    public static bool IsWindow(DateTimeOffset start) => start >= FirstWindow && (start - FirstWindow).Ticks % WindowLength.Ticks == 0;

    /// <summary>The last one is the default.</summary>
    private static WrapUpCodeSettings Codes(bool required, params string[] codes) =>
        new([.. codes.Select(code => new WrapUpCode(new WrapUpCodeId(code), code))], required, new WrapUpCodeId(codes[^1]));

    private static OpeningHours WithPauses() => new(
        "UTC",
        [.. Enumerable.Range(0, 60).Select(number => new TimeOnly(Centre.Opening.Hour, 0).AddMinutes(number * MinutesUntilNextOpening))
            .Select(opening => new WeeklyOpening(Centre.Opening.DayOfWeek, opening, opening.AddMinutes(MinutesOpen)))],
        []);
}

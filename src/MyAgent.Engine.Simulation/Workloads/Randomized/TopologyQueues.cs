using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>A queue with its policy.</summary>
internal sealed record TopologyQueue(QueueId Queue, QueueSettings Settings);

/// <summary>Four queues, each with another policy.</summary>
internal static class TopologyQueues
{
    /// <summary>Who is called back may not leave this number.</summary>
    public const string ForbiddenNumber = "+97000000000";

    /// <summary>The length of a callback window, in minutes.</summary>
    public const int WindowMinutes = 5;

    private const int OpenMinutes = 40;

    private static readonly IReadOnlyList<WrapUpCode> Codes =
        [new(new WrapUpCodeId("other"), "Other"), new(new WrapUpCodeId("sold"), "Sold", "Sale"), new(new WrapUpCodeId("refused"), "Refused", "Sale")];

    /// <summary>Windows all the week, each for one callback.</summary>
    private static readonly CallbackWindowSettings Windows =
        new(Capacity: 1, [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyOpening(day, TimeOnly.MinValue, TimeOnly.MinValue))], WindowMinutes);

    private static readonly RetrySettings Retries = new(Busy: new RetryRule(40, 3), NoAnswer: new RetryRule(200, 2), Voicemail: new RetryRule(90, 1));

    /// <summary>Sales overflows into help and help back into sales, support takes so many and no more and is closed at times, when sales takes
    /// its calls, and orders is closed at times, has a short maximum wait and tries callbacks twice. Sales requires a wrap-up code; support has codes with a default and
    /// help has codes without. Sales and orders promise callbacks.</summary>
    public static IReadOnlyList<TopologyQueue> Of(RandomStream chance, double serviceLevelSeconds)
    {
        QueueId sales = new("sales"), support = new("support"), orders = new("orders"), help = new("help");
        return
        [
            new TopologyQueue(sales, Promising(Drawn("Sales", chance, serviceLevelSeconds)) with
            {
                MaxWaitSeconds = Between(chance, 30, 180), OverflowQueue = help, PreferredHoldSeconds = Between(chance, 5, 60),
                WrapUpCodes = new WrapUpCodeSettings(Codes, Required: true, Codes[0].Code),
            }),
            new TopologyQueue(support, Drawn("Support", chance, serviceLevelSeconds) with
            {
                MaxWaiting = (int)Between(chance, 3, 10), OpeningHours = OpenEachHour(chance), ClosedQueue = sales, Selection = Selection.HighestSkill,
                WrapUpCodes = new WrapUpCodeSettings(Codes, Default: Codes[1].Code),
            }),
            new TopologyQueue(orders, Drawn("Orders", chance, serviceLevelSeconds) with
            {
                MaxWaitSeconds = Between(chance, 60, 300), OpeningHours = OpenEachHour(chance),
                Callbacks = new CallbackSettings(Enabled: true, Reentry.Due, HorizonDays: 1, MaxAttempts: 2, [ForbiddenNumber], Retries, OwnCallbackHoldSeconds: 25, Windows),
            }),
            new TopologyQueue(help, Drawn("Help", chance, serviceLevelSeconds) with
            {
                MaxWaitSeconds = Between(chance, 60, 300), OverflowQueue = sales, ResumeCallback = false,
                WrapUpCodes = new WrapUpCodeSettings(Codes),
            }),
        ];
    }

    private static QueueSettings Drawn(string name, RandomStream chance, double serviceLevelSeconds) => QueueSettings.Default(name) with
    {
        Selection = chance.NextBool(0.5) ? Selection.LongestIdle : Selection.HighestSkill,
        OfferTimeoutSeconds = Between(chance, 5, 20),
        MissedLimit = (int)Between(chance, 1, 3),
        RejectCoolDownSeconds = Between(chance, 0, 40),
        RejectRepeatSeconds = Between(chance, 1, 10),
        RejectedLimit = (int)Between(chance, 1, 4),
        PreferredHoldSeconds = chance.NextBool(0.5) ? 0 : Between(chance, 5, 40),
        PreferLastAgentDays = 1,
        RecordingLimitSeconds = Between(chance, 5, 40),
        ServiceLevelSeconds = serviceLevelSeconds,
        PopUpLimitSeconds = Between(chance, 5, 40),
        Callbacks = new CallbackSettings(Enabled: true, Reentry.Original, HorizonDays: 1, MaxAttempts: null, [ForbiddenNumber], Retries, OwnCallbackHoldSeconds: 25),
        Alarms = new AlarmSettings(Waiting: 4, LongestWaitSeconds: 60),
    };

    private static QueueSettings Promising(QueueSettings queue) => queue with { Callbacks = queue.Callbacks with { Windows = Windows } };

    /// <summary>Open for a part of each hour of the week.</summary>
    private static OpeningHours OpenEachHour(RandomStream chance)
    {
        var first = (int)Between(chance, 0, 60 - OpenMinutes - 1);
        return new OpeningHours(
            "UTC",
            [
                .. from day in Enum.GetValues<DayOfWeek>()
                   from hour in Enumerable.Range(0, 24)
                   select new WeeklyOpening(day, new TimeOnly(hour, first), new TimeOnly(hour, first + OpenMinutes)),
            ],
            Exceptions: []);
    }

    private static double Between(RandomStream chance, int least, int most) => least + Math.Floor(chance.NextUnit() * (most - least + 1));
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Times that clients send stay within the calendar; those outside, and those that are not numbers, are refused.</summary>
[UnitTests]
public sealed class TimeRangeTests
{
    private const double Max = TimeRange.MaxSeconds;
    private const double JustAbove = Max + 0.001;
    private static readonly QueueSettings Sales = QueueSettings.Default("Sales");

    public static TheoryData<double> Outside => [-0.001, JustAbove, 1e300, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly Dictionary<string, Func<QueueSettings, double, QueueSettings>> QueueTimes = new()
    {
        ["offerTimeoutSeconds"] = (queue, seconds) => queue with { OfferTimeoutSeconds = seconds },
        ["rejectCoolDownSeconds"] = (queue, seconds) => queue with { RejectCoolDownSeconds = seconds },
        ["rejectRepeatSeconds"] = (queue, seconds) => queue with { RejectRepeatSeconds = seconds },
        ["preferredHoldSeconds"] = (queue, seconds) => queue with { PreferredHoldSeconds = seconds },
        ["maxWaitSeconds"] = (queue, seconds) => queue with { MaxWaitSeconds = seconds },
        ["serviceLevelSeconds"] = (queue, seconds) => queue with { ServiceLevelSeconds = seconds },
        ["popUpLimitSeconds"] = (queue, seconds) => queue with { PopUpLimitSeconds = seconds },
        ["recordingLimitSeconds"] = (queue, seconds) => queue with { RecordingLimitSeconds = seconds },
        ["alarms.longestWaitSeconds"] = (queue, seconds) => queue with { Alarms = new AlarmSettings(Waiting: null, seconds) },
    };

    private static readonly Dictionary<string, Func<double, Assignment>> AssignmentTimes = new()
    {
        ["wrapUpSeconds"] = seconds => new Assignment(WrapUpSeconds: seconds),
        ["wrapUpExtensionSeconds"] = seconds => new Assignment(WrapUpExtensionSeconds: seconds),
        ["maxWrapUpSeconds"] = seconds => new Assignment(MaxWrapUpSeconds: seconds),
        ["overflowAfterSeconds"] = seconds => new Assignment(OverflowAfterSeconds: seconds),
    };

    [Theory, MemberData(nameof(Outside))]
    public void A_queue_s_times_outside_their_range_are_refused_and_change_nothing(double seconds)
    {
        var centre = Centre.With(agents: "ana");
        var before = centre.Journal.Count;
        foreach (var (field, set) in QueueTimes)
        {
            var refusal = centre.Ask(new QueueId("sales"), new ConfigureQueue(set(QueueSettings.Default("Sales"), seconds))).ShouldBeOfType<Refusal>();
            (refusal.Kind, refusal.Code, refusal.Field).ShouldBe((RefusalKind.Invalid, "outOfRange", field));
        }
        centre.Journal.Count.ShouldBe(before);
    }

    [Theory, MemberData(nameof(Outside))]
    public void An_assignment_s_times_outside_their_range_are_refused_and_change_nothing(double seconds)
    {
        var centre = Centre.With(agents: "ana");
        var before = centre.Journal.Count;
        foreach (var (field, set) in AssignmentTimes)
            centre.Refuses("ana", new AssignAgent(new QueueId("sales"), set(seconds))).Field.ShouldBe(field);
        centre.Refuses("ana", new TakeBreak("lunch", seconds)).Field.ShouldBe("seconds");
        centre.Journal.Count.ShouldBe(before);
    }

    [Fact]
    public void Times_at_the_ends_of_their_range_are_taken_and_lived_with()
    {
        foreach (var seconds in (double[])[QueueSettings.MinOfferTimeoutSeconds, Max])
        {
            var longest = QueueTimes.Values.Aggregate(QueueSettings.Default("Sales"), (queue, set) => set(queue, seconds)) with
            {
                RejectRepeatSeconds = Math.Clamp(seconds, 1, 3600), RecordingLimitSeconds = Math.Clamp(seconds, 5, 3600),
            };
            var centre = Centre.With(_ => longest, new Assignment(WrapUpSeconds: seconds, WrapUpExtensionSeconds: seconds, MaxWrapUpSeconds: Max), "ana");
            centre.Arrive("c1");
            centre.Accept("ana");
            centre.Does("ana", new TakeBreak("lunch", seconds));
            centre.Does("ana", new EndContact());
            centre.Does("ana", new ClosePopUp()).Until.ShouldBe(centre.Now.AddSeconds(seconds));
            centre.Pass(seconds).Look("ana").Status.ShouldBe(AgentStatus.Break);
            centre.Pass(seconds).Look("ana").Status.ShouldBe(AgentStatus.Available);
        }
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        (QueueSettings Settings, string Field)[] outside =
        [
            (Sales with { MissedLimit = 0 }, "missedLimit"), (Sales with { MaxWaiting = 0 }, "maxWaiting"),
            (Sales with { RejectedLimit = 0 }, "rejectedLimit"), (Sales with { RejectedLimit = 101 }, "rejectedLimit"),
            (Sales with { RejectRepeatSeconds = 3600.1 }, "rejectRepeatSeconds"), (Sales with { RecordingLimitSeconds = 4.9 }, "recordingLimitSeconds"),
            (Sales with { Callbacks = Sales.Callbacks with { HorizonDays = 3651 } }, "callbacks.horizonDays"),
            (Sales with { Callbacks = Sales.Callbacks with { MaxAttempts = 0 } }, "callbacks.maxAttempts"),
            (Sales with { Alarms = Sales.Alarms with { LongestWaitSeconds = 0 } }, "alarms.longestWaitSeconds"),
        ];
        foreach (var (settings, field) in outside)
            Centre.With().Ask(new QueueId("sales"), new ConfigureQueue(settings)).ShouldBeOfType<Refusal>().Field.ShouldBe(field);
        Centre.With(agents: "ana").Refuses("ana", new AssignAgent(new QueueId("sales"), new Assignment(Skill: 101))).Field.ShouldBe("skill");
    }

    [Fact]
    public void A_setting_of_an_earlier_version_that_is_out_of_its_range_does_not_stop_a_change_of_another()
    {
        var queue = new QueueEntity(new QueueId("sales"));
        queue.Apply(new RecordedEvent(Centre.Opening, new Cause("test"), new QueueConfigured(Sales with { RejectRepeatSeconds = 0 })));
        var rename = new ConfigureQueue(Sales with { Name = "New", RejectRepeatSeconds = 0 });
        EntityStep.Take(queue, new Envelope(queue.Address, rename, new Cause("test")), Centre.Opening).Recorded.Count.ShouldBe(1);
    }

    [Fact]
    public void An_offer_that_would_end_as_it_begins_is_refused()
    {
        foreach (var seconds in (double[])[0, 1e-9, 0.999])
            Centre.With().Ask(new QueueId("sales"), new ConfigureQueue(QueueSettings.Default("Sales") with { OfferTimeoutSeconds = seconds }))
                .ShouldBeOfType<Refusal>().Field.ShouldBe("offerTimeoutSeconds");
    }

    [Fact]
    [Rule("3")]
    public void A_wrap_up_without_a_limit_of_its_own_is_not_extended_out_of_the_calendar()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: Max - 10, WrapUpExtensionSeconds: 6), agents: "ana");
        centre.Arrive("c1");
        centre.Serve("ana");
        centre.Does("ana", new StartOrExtendWrapUp());
        centre.Refuses("ana", new StartOrExtendWrapUp()).Code.ShouldBe("wrapUpLimit");
    }
}

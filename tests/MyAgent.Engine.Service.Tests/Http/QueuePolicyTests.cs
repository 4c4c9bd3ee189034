using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.Queues;

namespace MyAgent.Engine.Service.Tests.Http;

[UnitTests]
public sealed class QueuePolicyTests
{
    private static readonly QueueBody Whole = new()
    {
        Name = "Sales",
        Media = [Media.Call, Media.Email],
        Selection = Selection.HighestSkill,
        OfferTimeoutSeconds = 21,
        MissedLimit = 4,
        RejectCoolDownSeconds = 61,
        RejectRepeatSeconds = 11,
        RejectedLimit = 6,
        PreferredHoldSeconds = 31,
        PreferLastAgentDays = 30,
        TransferHoldSeconds = 22,
        MaxWaiting = 100,
        MaxWaitSeconds = 601,
        OverflowQueue = "other",
        ClosedQueue = "night",
        OpeningHours = new OpeningHoursBody
        {
            TimeZone = "Europe/Paris",
            Weekly = [new() { Day = DayOfWeek.Monday, From = new TimeOnly(8, 0), To = new TimeOnly(18, 0) }],
            Exceptions = [new() { Date = new DateOnly(2026, 12, 25), Closed = true }],
        },
        ServiceLevelSeconds = 25,
        PopUpLimitSeconds = 300,
        ResumeCallback = false,
        RecordingLimitSeconds = 90,
        Callbacks = new CallbacksBody
        {
            HorizonDays = 20, MaxAttempts = 3, ForbiddenNumbers = ["110"], OwnCallbackHoldSeconds = 120, Retry = RetryBody.Complete,
            Windows = new CallbackWindowsBody { Capacity = 3, SlotMinutes = 30, TimeZone = "UTC", Weekly = [] },
        },
        WrapUpCodes = new WrapUpCodesBody { Codes = [new() { Code = "sold", Name = "Sold", Group = "Good" }], Required = true, Default = "sold" },
        Alarms = new AlarmsBody { Waiting = 5, LongestWaitSeconds = 120 },
    };

    [Fact]
    public void A_queues_policy_can_be_set_again_as_it_is_read()
    {
        var settings = Whole.ToSettings(new QueueId("sales"));
        var read = JsonSerializer.SerializeToNode(new QueuePolicyResponse(new QueueId("sales"), settings), ApiJson.Options)!.AsObject();
        read.Remove("queueId");

        var again = read.Deserialize<QueueBody>(ApiJson.Options)!;
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(again, ApiJson.Options), JsonSerializer.SerializeToNode(Whole, ApiJson.Options)).ShouldBeTrue();
    }
}

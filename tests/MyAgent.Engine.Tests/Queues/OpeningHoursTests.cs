using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class OpeningHoursTests
{
    /// <summary>Open in Paris on Mondays to Fridays from 9 to 18, except on 14 July and, half the day, on 24 December.</summary>
    private static readonly OpeningHours Paris = new(
        "Europe/Paris",
        [.. Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(day => new WeeklyOpening(day, new TimeOnly(9, 0), new TimeOnly(18, 0)))],
        [new OpeningException(new DateOnly(2026, 7, 14), Closed: true),
            new OpeningException(new DateOnly(2026, 12, 24), Closed: false, new TimeOnly(9, 0), new TimeOnly(12, 0))]);

    [Theory]
    [Rule("17")]
    [InlineData("2026-03-02T08:00:00Z", true)] // A Monday in winter: 9 in Paris
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T17:00:00Z", false)]
    [InlineData("2026-07-13T07:00:00Z", true)] // In summer: 9 in Paris
    [InlineData("2026-07-14T10:00:00Z", false)]
    [InlineData("2026-12-24T10:59:59Z", true)]
    [InlineData("2026-12-24T11:00:00Z", false)]
    [InlineData("2026-03-07T10:00:00Z", false)] // A Saturday
    public void A_queue_is_open_at_the_local_time_of_its_zone(string instant, bool open) =>
        Paris.IsOpen(DateTimeOffset.Parse(instant, null)).ShouldBe(open);

    [Theory]
    [Rule("17")]
    [InlineData("2026-03-06T17:00:00Z", "2026-03-09T08:00:00Z")] // Over the weekend
    [InlineData("2026-07-13T16:00:00Z", "2026-07-15T07:00:00Z")] // Over the exception
    [InlineData("2026-03-27T17:00:00Z", "2026-03-30T07:00:00Z")] // Over the change of clocks
    [InlineData("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z")] // Open already
    public void The_next_opening_follows_the_calendar(string instant, string opening) =>
        Paris.NextOpening(DateTimeOffset.Parse(instant, null)).ShouldBe(DateTimeOffset.Parse(opening, null));

    [Fact]
    public void A_queue_that_never_opens_has_no_next_opening() =>
        new OpeningHours("UTC", [], []).NextOpening(Centre.Opening).ShouldBeNull();

    [Fact]
    public void Midnight_at_the_end_of_the_day_is_written_as_0_00() =>
        new OpeningHours("UTC", [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(20, 0), TimeOnly.MinValue)], [])
            .IsOpen(new DateTimeOffset(2026, 3, 2, 23, 59, 59, TimeSpan.Zero)).ShouldBeTrue();

    [Fact]
    [Rule("17")]
    public void While_closed_new_contacts_are_refused_and_those_waiting_are_served()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Paris });
        centre.Arrive("c1");
        centre.Pass(10 * 3600).TryArrive("c2").ShouldBeOfType<Refusal>().Code.ShouldBe("queueClosed");
        centre.Overview().Open.ShouldBeFalse();
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("17")]
    public void While_closed_new_contacts_go_to_the_closed_queue()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Paris, ClosedQueue = new QueueId("night") });
        centre.Queue("night").Pass(10 * 3600);
        centre.Arrive("c1").QueueId.ShouldBe(new QueueId("night"));
        centre.Waiting("night").ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("17")]
    public void Closed_queues_that_point_at_each_other_refuse()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Paris, ClosedQueue = new QueueId("night") });
        centre.Queue("night", queue => queue with { OpeningHours = Paris, ClosedQueue = new QueueId("sales") });
        centre.Pass(10 * 3600).TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("queueClosed");
    }

    [Fact]
    [Rule("17", "23")]
    public void Scheduled_callbacks_wait_for_the_opening()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Paris }, agents: "ana");
        centre.Does("ana", new TakeBreak("wait"));
        centre.Arrive("c1");
        centre.Does(new RequestCallback(new ContactId("c1"), "4711"));
        centre.Does("ana", new MakeAvailable());
        centre.Accept("ana");
        centre.Does("ana", new ScheduleCallback(Centre.Opening.AddHours(12)));
        centre.Does("ana", new ClosePopUp());
        centre.Pass(24 * 3600 - 0.001).Contact("c1").State.ShouldBe(ContactState.Scheduled);
        centre.Pass(0.001).Contact("c1").State.ShouldBe(ContactState.Offered);
        centre.Events.OfType<CallbackReentered>().Count().ShouldBe(1);
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 17.</summary>
[UnitTests]
public sealed class OpeningEdgeTests
{
    private static readonly OpeningHours Office = new(
        "Europe/Paris",
        [.. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Sunday }.Select(day => new WeeklyOpening(day, new TimeOnly(9, 0), new TimeOnly(12, 0)))],
        [
            new OpeningException(new DateOnly(2026, 3, 3), Closed: false, new TimeOnly(14, 0), new TimeOnly(16, 0)),
            new OpeningException(new DateOnly(2026, 3, 9), Closed: true),
        ]);

    [Theory]
    [Rule("17")]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T10:59:59Z", true)]
    [InlineData("2026-03-02T11:00:00Z", false)]
    [InlineData("2026-03-04T09:00:00Z", false)]
    [InlineData("2026-03-03T09:00:00Z", false)]
    [InlineData("2026-03-03T13:00:00Z", true)]
    [InlineData("2026-03-09T09:00:00Z", false)]
    [InlineData("2026-03-30T07:00:00Z", true)]
    [InlineData("2026-03-30T06:59:59Z", false)]
    public void A_queue_is_open_at_its_local_times(string instant, bool open) => Office.IsOpen(At(instant)).ShouldBe(open);

    [Theory]
    [Rule("17")]
    [InlineData("2026-03-02T08:30:00Z", "2026-03-02T08:30:00Z")]
    [InlineData("2026-03-02T11:00:00Z", "2026-03-03T13:00:00Z")]
    [InlineData("2026-03-03T15:00:00Z", "2026-03-08T08:00:00Z")]
    [InlineData("2026-03-08T11:00:00Z", "2026-03-10T08:00:00Z")]
    [InlineData("2026-03-24T11:00:00Z", "2026-03-29T07:00:00Z")]
    public void The_next_opening_follows_the_clocks_of_the_zone(string instant, string opening) => Office.NextOpening(At(instant)).ShouldBe(At(opening));

    [Fact]
    [Rule("17")]
    public void An_opening_in_the_hour_that_the_clocks_leave_out_is_the_end_of_the_gap() =>
        (Office with { Weekly = [new WeeklyOpening(DayOfWeek.Sunday, new TimeOnly(2, 30), new TimeOnly(4, 0))] })
            .NextOpening(At("2026-03-29T00:00:00Z")).ShouldBe(At("2026-03-29T01:00:00Z"));

    [Theory]
    [Rule("17")]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    [InlineData("2026-10-25T02:00:00Z", false)]
    public void In_the_hour_that_comes_twice_a_queue_is_open_twice(string instant, bool open) =>
        (Office with { Weekly = [new WeeklyOpening(DayOfWeek.Sunday, new TimeOnly(2, 0), new TimeOnly(3, 0))] }).IsOpen(At(instant)).ShouldBe(open);

    [Fact]
    [Rule("17")]
    public void Until_midnight_means_the_whole_evening() =>
        (Office with { Weekly = [new WeeklyOpening(DayOfWeek.Wednesday, new TimeOnly(20, 0), TimeOnly.MinValue)] })
            .IsOpen(At("2026-03-04T22:59:59Z")).ShouldBeTrue();

    [Fact]
    [Rule("17")]
    public void A_queue_that_never_opens_has_no_next_opening() => (Office with { Weekly = [], Exceptions = [] }).NextOpening(At("2026-03-04T22:59:59Z")).ShouldBeNull();

    [Fact]
    [Rule("17")]
    public void While_closed_a_contact_is_refused_and_those_waiting_are_served()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Office });
        centre.Arrive("c1");
        centre.Pass(3 * 3600).TryArrive("c2").ShouldBeOfType<Refusal>().Code.ShouldBe("queueClosed");
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("17")]
    public void While_closed_a_contact_goes_to_the_closed_queue_and_the_answer_comes_from_there()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Office, ClosedQueue = new QueueId("night") }).Queue("night");
        var first = centre.Pass(3 * 3600).Arrive("c1", key: "k1");
        first.QueueId.ShouldBe(new QueueId("night"));
        centre.Pass(5).Arrive("c1", key: "k1").ShouldBe(first);
        centre.Overview("night").WaitingCount.ShouldBe(1);
    }

    [Fact]
    [Rule("17")]
    public void Two_closed_queues_that_name_each_other_refuse()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Office, ClosedQueue = new QueueId("night") });
        centre.Queue("night", queue => queue with { OpeningHours = Office, ClosedQueue = new QueueId("sales") });
        centre.Pass(3 * 3600).TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("queueClosed");
    }

    [Fact]
    [Rule("17", "23")]
    public void A_scheduled_callback_waits_for_the_opening()
    {
        var centre = Scheduled(At("2026-03-02T12:00:00Z"));
        centre.Pass((At("2026-03-03T12:59:59Z") - centre.Now).TotalSeconds).Contact("c1").State.ShouldBe(ContactState.Scheduled);
        centre.Pass(1).Contact("c1").State.ShouldBe(ContactState.Waiting);
    }

    [Fact]
    [Rule("17", "23")]
    public void A_callback_whose_date_was_slept_through_waits_for_the_opening_without_keeping_the_host_awake()
    {
        var centre = Scheduled(At("2026-03-02T10:00:00Z"));
        var queue = centre.Replay(new QueueId("sales").Address);
        var evening = At("2026-03-02T20:00:00Z");
        EntityStep.Take(queue, new Envelope(queue.Address, new Recovered(), new Cause(null)), evening).Recorded.ShouldBeEmpty();
        queue.NextDeadline!.Value.ShouldBeGreaterThan(evening);
    }

    private static Centre Scheduled(DateTimeOffset dueAt)
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Office });
        centre.Arrive("c1");
        centre.Does(new RequestCallback(new ContactId("c1"), "+33123"));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Accept("ana");
        centre.Does("ana", new ScheduleCallback(dueAt));
        centre.Does("ana", new ClosePopUp());
        centre.Does("ana", new LogOut());
        return centre;
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}

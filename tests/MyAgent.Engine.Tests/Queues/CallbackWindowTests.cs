using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>The centre opens on a Monday at 8:00 UTC; its windows are on Mondays from 9:00 to 9:30.</summary>
[UnitTests]
public sealed class CallbackWindowTests
{
    private const string Number = "+33123456789";
    private const string Other = "+33123456780";

    private static readonly DateTimeOffset Nine = Centre.Opening.AddHours(1);
    private static readonly DateTimeOffset QuarterPast = Nine.AddMinutes(15);

    private readonly Centre _centre = Centre.With(WithWindows(capacity: 1), agents: "ana");

    [Fact]
    [Rule("39")]
    public void A_request_books_a_window_and_counts_as_of_its_start()
    {
        _centre.Does("ana", new TakeBreak("lunch"));
        var callback = Book("b1", Number, Nine);
        (callback.State, callback.DueAt, callback.Window).ShouldBe((ContactState.Scheduled, Nine, new CallbackWindow(Nine, QuarterPast)));
        _centre.Pass(3599).Arrive("c1");
        _centre.Pass(2).Arrive("c2");
        _centre.Waiting().ShouldBe(["c1", "b1", "c2"]);
        _centre.Events.OfType<CallbackReentered>().Single().Key.At.ShouldBe(Nine);
    }

    [Fact]
    [Rule("39"), Law(24)]
    public void A_full_window_is_refused_and_the_next_free_ones_are_named()
    {
        Book("b1", Number, Nine);
        var refusal = TryBook("b2", Other, Nine).ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Case, refusal.Field).ShouldBe(("windowNotFree", "full", "window"));
        refusal.Values!.Take(2).ShouldBe(["sales", "2026-03-02 09:00:00Z"]);
        CallbackWindows.FreeIn(refusal).ShouldBe([QuarterPast, Nine.AddDays(7), QuarterPast.AddDays(7), Nine.AddDays(14), QuarterPast.AddDays(14)]);
    }

    [Theory]
    [Rule("39")]
    [InlineData(60 + 7, null)]
    [InlineData(60 + 30, null)]
    [InlineData(-60, "past")]
    [InlineData(0, "past")]
    [InlineData(60 * 24 * 35, null)]
    public void What_is_no_window_to_come_within_the_horizon_is_refused(int minutes, string? why) =>
        TryBook("b1", Number, Centre.Opening.AddMinutes(minutes)).ShouldBeOfType<Refusal>().Case.ShouldBe(why);

    [Fact]
    [Rule("39")]
    public void A_queue_without_windows_has_none_to_name()
    {
        _centre.Queue("support");
        var refusal = TryBook("b1", Number, Nine, "support").ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Case).ShouldBe(("windowNotFree", null));
        refusal.Values!.Count.ShouldBe(2);
    }

    [Fact]
    [Rule("36", "39")]
    public void A_second_request_of_the_number_gets_the_open_one_back_and_books_nothing()
    {
        Book("b1", Number, Nine);
        var again = Book("b2", Number, QuarterPast);
        (again.ContactId.Value, again.RequestedBefore, again.Window!.From).ShouldBe(("b1", true, Nine));
        Free().ShouldBe([0, 1]);
    }

    [Fact]
    [Rule("39")]
    public void A_cancelled_callback_gives_its_window_back()
    {
        Book("b1", Number, Nine);
        _centre.Does(new CancelContact(new ContactId("b1")));
        Free().ShouldBe([1, 1]);
        Book("b2", Other, Nine).State.ShouldBe(ContactState.Scheduled);
    }

    [Fact]
    [Rule("39")]
    public void A_call_becomes_a_callback_in_a_window()
    {
        _centre.Does("ana", new TakeBreak("lunch"));
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(new ContactId("c1"), Number, Nine)).State.ShouldBe(ContactState.Scheduled);
        _centre.Waiting().ShouldBeEmpty();
        Free().ShouldBe([0, 1]);
        _centre.Pass(3600);
        _centre.Waiting().ShouldBe(["c1"]);
        _centre.Contact("c1").OriginAt.ShouldBe(Centre.Opening);
    }

    [Fact]
    [Rule("39")]
    public void A_call_stays_as_it_was_where_its_window_is_full()
    {
        _centre.Does("ana", new TakeBreak("lunch"));
        Book("b1", Number, Nine);
        _centre.Arrive("c1");
        _centre.Refuses(new RequestCallback(new ContactId("c1"), Other, Nine)).Code.ShouldBe("windowNotFree");
        (_centre.Contact("c1") is { Kind: ContactKind.Call, State: ContactState.Waiting }).ShouldBeTrue();
    }

    [Fact]
    [Rule("22", "39")]
    public void An_agent_schedules_for_a_free_window()
    {
        Book("b1", Number, QuarterPast);
        _centre.Request("b2", Other);
        _centre.Accept("ana");
        _centre.Refuses("ana", new ScheduleCallback(QuarterPast, Window: true)).Code.ShouldBe("windowNotFree");
        _centre.Does("ana", new ScheduleCallback(Nine, Window: true));
        (_centre.Contact("b2") is { State: ContactState.Scheduled, Window.From: var from } && from == Nine).ShouldBeTrue();
        Free().ShouldBe([0, 0]);
    }

    [Fact]
    [Rule("37", "39")]
    public void An_attempt_that_is_scheduled_without_a_window_holds_none()
    {
        Book("b1", Number, Nine);
        _centre.Pass(3600).Accept("ana");
        _centre.Does("ana", new ScheduleCallback(QuarterPast));
        _centre.Contact("b1").Window.ShouldBeNull();
        Book("b2", Other, QuarterPast).State.ShouldBe(ContactState.Scheduled);
    }

    [Fact]
    [Rule("39"), Law(24)]
    public void What_was_booked_before_the_capacity_was_lowered_stays_and_nothing_is_added()
    {
        _centre.Queue("sales", WithWindows(capacity: 3));
        Book("b1", Number, Nine);
        Book("b2", Other, Nine);
        _centre.Queue("sales", WithWindows(capacity: 2));
        TryBook("b3", "+33123456781", Nine).ShouldBeOfType<Refusal>().Case.ShouldBe("full");
        _centre.Queue("sales", WithWindows(capacity: 1));
        (List()[0] is { Capacity: 1, Booked: 2, Free: 0 }).ShouldBeTrue();
        _centre.Pass(3600);
        _centre.Look("ana").Offer!.ContactId.Value.ShouldBe("b1");
        _centre.Waiting().ShouldBe(["b2"]);
    }

    [Fact]
    [Rule("39"), Law(24)]
    public void A_window_of_another_length_holds_what_was_promised_for_its_time()
    {
        _centre.Queue("sales", WithWindows(capacity: 2));
        Book("b1", Number, Nine);
        Book("b2", Other, QuarterPast);
        _centre.Queue("sales", WithWindows(capacity: 2, slotMinutes: 30));
        TryBook("b3", "+33123456781", Nine).ShouldBeOfType<Refusal>().Case.ShouldBe("full");
    }

    [Theory]
    [Rule("39"), Law(15)]
    [InlineData(true)]
    [InlineData(false)]
    public void A_promise_survives_a_restart_and_comes_back_once(bool fromSnapshots)
    {
        _centre.Does("ana", new TakeBreak("lunch"));
        Book("b1", Number, Nine);
        _centre.Restart(fromSnapshots);
        Free().ShouldBe([0, 1]);
        _centre.Pass(7200).Restart(fromSnapshots).Pass(3600);
        _centre.Events.OfType<CallbackReentered>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("17", "39")]
    public void A_window_that_begins_while_the_queue_is_closed_is_none()
    {
        var hours = new OpeningHours("UTC", [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(9, 10))], []);
        _centre.Queue("sales", queue => WithWindows(capacity: 1)(queue) with { OpeningHours = hours });
        List().Select(window => window.Window.From).ShouldBe([Nine]);
        TryBook("b1", Number, QuarterPast).ShouldBeOfType<Refusal>().Case.ShouldBeNull();
    }

    [Fact]
    [Rule("39")]
    public void The_list_says_where_it_goes_on()
    {
        var first = Ask(take: 1);
        (first.Windows.Single().Window.From, first.Next).ShouldBe((Nine, QuarterPast));
        Ask(take: 9, from: first.Next).Windows[0].Window.From.ShouldBe(QuarterPast);
    }

    [Theory]
    [Rule("39")]
    [InlineData("Europe/Paris", 2026, 3, 29, "00:00Z 00:30Z 01:00Z 01:30Z")]
    [InlineData("Europe/Paris", 2026, 10, 25, "23:00Z 23:30Z 00:00Z 00:30Z 01:00Z 01:30Z 02:00Z 02:30Z")]
    public void Where_the_clock_is_changed_a_time_that_is_left_out_has_no_window_and_one_that_comes_twice_has_two(
        string zone, int year, int month, int day, string starts)
    {
        var windows = new CallbackWindowSettings(1, [new WeeklyOpening(DayOfWeek.Sunday, new TimeOnly(1, 0), new TimeOnly(4, 0))], 30, zone);
        var midnight = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        var found = windows.Between(midnight.AddHours(-6), midnight.AddHours(6), hours: null).ToList();
        string.Join(' ', found.Select(window => window.From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) + "Z")).ShouldBe(starts);
        found.Zip(found.Skip(1)).ShouldAllBe(pair => pair.First.To <= pair.Second.From);
    }

    [Theory]
    [Rule("39")]
    [InlineData(7, "outOfRange")]
    [InlineData(45, "outOfRange")]
    [InlineData(0, "outOfRange")]
    [InlineData(15, "windowsOverlap")]
    public void Settings_that_make_no_sense_are_refused(int slotMinutes, string code)
    {
        var settings = QueueSettings.Default("sales");
        WeeklyOpening[] overlapping = [Monday(9, 11), Monday(10, 12)];
        var windows = new CallbackWindowSettings(1, overlapping, slotMinutes);
        _centre.Ask(new QueueId("sales"), new ConfigureQueue(settings with { Callbacks = settings.Callbacks with { Windows = windows } }))
            .ShouldBeOfType<Refusal>().Code.ShouldBe(code);
    }

    private static WeeklyOpening Monday(int from, int to) => new(DayOfWeek.Monday, new TimeOnly(from, 0), new TimeOnly(to, 0));

    private static Func<QueueSettings, QueueSettings> WithWindows(int capacity, int? slotMinutes = null) => queue => queue with
    {
        Callbacks = queue.Callbacks with
        {
            Windows = new CallbackWindowSettings(capacity, [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(9, 30))], slotMinutes),
        },
    };

    private IAnswer TryBook(string contact, string number, DateTimeOffset start, string queue = "sales") => _centre.TryRequest(contact, number, queue, window: start);

    private ContactAnswer Book(string contact, string number, DateTimeOffset start) => TryBook(contact, number, start).ShouldBeOfType<ContactAnswer>();

    private CallbackWindowsAnswer Ask(int take, DateTimeOffset? from = null) =>
        _centre.Ask(new QueueId("sales"), new GetCallbackWindows(from ?? _centre.Now, _centre.Now.AddDays(1), take)).ShouldBeOfType<CallbackWindowsAnswer>();

    private IReadOnlyList<WindowCapacity> List() => Ask(take: 100).Windows;

    private IEnumerable<int> Free() => List().Select(window => window.Free);
}

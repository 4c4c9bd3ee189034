using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>What the laws find about promised windows.</summary>
[UnitTests]
public sealed class WindowLawTests
{
    private const int UntilWindow = 60;

    [Fact]
    [Law(24)]
    public void Law_24_finds_a_window_that_holds_more_than_its_capacity() => Booked(capacity: 1, "c1", "c2").ShouldBreak<ContactArrived>(law: 24, nth: 1);

    [Fact]
    [Law(24)]
    public void Law_24_finds_a_booking_in_a_queue_without_windows() => Booked(capacity: null, "c1").ShouldBreak<ContactArrived>(law: 24);

    [Fact]
    [Law(24)]
    public void Law_24_finds_a_call_that_books_a_full_window() =>
        WithCall(Booked(capacity: 1, "c1")).ShouldBreak<CallbackRequested>(law: 24);

    [Fact]
    [Law(24)]
    public void Law_24_lets_a_window_be_full_and_lets_its_capacity_be_lowered() =>
        Configure(Booked(capacity: 2, "c1", "c2"), capacity: 1).Meanwhile(1).ShouldNotBreak(law: 24);

    [Fact]
    [Law(24)]
    public void Law_24_finds_a_booking_beyond_the_lowered_capacity() =>
        Book(Configure(Booked(capacity: 2, "c1", "c2"), capacity: 1), "c3").ShouldBreak<ContactArrived>(law: 24, nth: 2);

    [Fact]
    [Law(5)]
    public void Law_5_finds_a_promised_callback_that_comes_back_to_another_place_than_that_of_its_window() =>
        BackAt(UntilWindow - 1).ShouldBreak<CallbackReentered>(law: 5);

    [Fact]
    [Law(5)]
    public void Law_5_lets_a_promised_callback_count_as_of_the_start_of_its_window() => BackAt(UntilWindow).ShouldNotBreak(law: 5);

    [Fact]
    [Law(15)]
    public void Law_15_finds_a_promised_call_that_does_not_come_back()
    {
        var journal = WithCall(Configure(new JournalBuilder().Open(), capacity: 1));
        journal.Meanwhile(UntilWindow - 5).Check(atRest: true).ShouldBeEmpty();
        journal.Meanwhile(20).Check(atRest: true).ShouldContain(violation => violation.Law == 15);
    }

    private static JournalBuilder BackAt(int placeAfterSeconds)
    {
        var journal = WithCall(Configure(new JournalBuilder().Open(), capacity: 1));
        var key = journal.ContactOf("c1").Key;
        return journal.After(UntilWindow).Queue(new CallbackReentered(new ContactId("c1"), key with { At = key.At.AddSeconds(placeAfterSeconds) }));
    }

    private static JournalBuilder WithCall(JournalBuilder journal)
    {
        var id = journal.All<ContactArrived>().Count == 0 ? "c1" : "call";
        journal.Arrive(id);
        return journal.Queue(new CallbackRequested(new ContactId(id), journal.ContactOf(id).Key, "+4930123", Window(journal)));
    }

    private static JournalBuilder Booked(int? capacity, params string[] contacts) =>
        contacts.Aggregate(capacity is { } limit ? Configure(new JournalBuilder().Open(), limit) : new JournalBuilder().Open(), Book);

    private static JournalBuilder Book(JournalBuilder journal, string id)
    {
        var window = Window(journal);
        var callback = new CallbackRequest("+4930123", journal.Now, Window: window);
        var contact = new Contact(
            new ContactId(id), Media.Call, Caller: null, journal.Now, new OrderKey(0, window.From, journal.All<ContactArrived>().Count + 1), PreferredAgents: [], callback);
        return journal.Queue(new ContactArrived(contact, DueAt: window.From));
    }

    private static CallbackWindow Window(JournalBuilder journal) => new(journal.Now.AddSeconds(UntilWindow), journal.Now.AddSeconds(UntilWindow + 900));

    private static JournalBuilder Configure(JournalBuilder journal, int capacity)
    {
        var settings = journal.All<QueueConfigured>()[^1].Settings;
        return journal.Queue(new QueueConfigured(settings with { Callbacks = settings.Callbacks with { Windows = new CallbackWindowSettings(capacity, []) } }));
    }
}

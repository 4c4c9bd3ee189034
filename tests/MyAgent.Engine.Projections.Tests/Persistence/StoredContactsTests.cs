using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Tests.Persistence;

/// <summary>A search finds what a reading of the whole journal finds, in the same order, whatever the pages.</summary>
[IntegrationTests, Rule("40")]
public sealed class StoredContactsTests : IDisposable
{
    private static readonly StandingClock Clock = new(JournalScript.Second(1800));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [EachJournal]
    public async Task A_search_finds_what_a_reading_of_the_whole_journal_finds(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(18)).Journal;
        var whole = new ContactRecount(journal.Records);
        whole.All.ShouldContain(contact => contact.Path.Count > 1);
        whole.All.ShouldContain(contact => contact.Agents.Count > 1);
        whole.All.ShouldContain(contact => contact.Code != null);
        using var projections = await FoldAsync(database.Projections, journal, batch: 90);
        var contacts = new StoredContacts(projections, database.Projections);
        (await AllAsync(contacts, new ContactFilter(), limit: 9)).ShouldBe(whole.Search(new ContactFilter()));

        var (chance, found) = (new Random(12), 0);
        for (var search = 0; search < 300; search++)
        {
            var filter = RandomFilter(chance, whole);
            var expected = whole.Search(filter);
            (await AllAsync(contacts, filter, limit: chance.Next(1, 30))).ShouldBe(expected, $"{filter}");
            found += expected.Count > 0 ? 1 : 0;
        }
        found.ShouldBeInRange(100, 299, "some searches find contacts, and some do not");
    }

    [Theory]
    [EachJournal]
    public async Task Pages_do_not_move_while_new_contacts_arrive_and_known_ones_change(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = new JournalScript().Queue("sales", Happened.Configured());
        for (var number = 0; number < 9; number++)
            journal.At(number).Queue("sales", Happened.Arrived($"c{number}", at: number));
        using var projections = await FoldAsync(database.Projections, journal, batch: 1000);
        var contacts = new StoredContacts(projections, database.Projections);

        var page = await contacts.SearchAsync(new ContactFilter(), after: null, limit: 3);
        page.AsOf.ShouldBe(journal.Position);
        Ids(page).ShouldBe(["c8", "c7", "c6"]);
        var before = journal.Records.Count;
        journal.At(20).Queue("sales", Happened.Arrived("c20", at: 20), Happened.Finished("c5", ContactOutcome.Abandoned))
            .Queue("night", new ContactTakenOver(Happened.Contact("c4", at: 4), new QueueId("sales"))).Queue("sales", new ContactMoved(new ContactId("c4"), new QueueId("night")));
        foreach (var record in journal.Records.Skip(before))
            projections.Fold(record);
        page = await contacts.SearchAsync(new ContactFilter(), page.Next, limit: 3);
        Ids(page).ShouldBe(["c5", "c4", "c3"]);
        page.Contacts.Select(contact => (contact.State, contact.QueueId.Value)).ShouldBe(
            [(ContactState.Done, "sales"), (ContactState.Waiting, "night"), (ContactState.Waiting, "sales")]);
        page = await contacts.SearchAsync(new ContactFilter(), page.Next, limit: 3);
        Ids(page).ShouldBe(["c2", "c1", "c0"]);
        page.Next.ShouldBeNull();
    }

    [Theory]
    [EachJournal]
    public async Task The_closed_queues_that_a_contact_came_through_stay_known_across_a_restart(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var (night, weekend, mail) = (new QueueId("night"), new QueueId("weekend"), new QueueId("mail"));
        var journal = new JournalScript().Queue("night", new ContactRedirected(new ContactId("c1"), weekend));
        using (await FoldAsync(database.Projections, journal, batch: 1))
            journal.Queue("weekend", new ContactRedirected(new ContactId("c1"), mail));
        using (await FoldAsync(database.Projections, journal, batch: 1))
            journal.Queue("mail", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Finished("c1", ContactOutcome.Abandoned), Happened.Arrived("c1", at: 5));
        using var projections = await FoldAsync(database.Projections, journal, batch: 1);
        var contacts = new StoredContacts(projections, database.Projections);

        var found = (await contacts.SearchAsync(new ContactFilter { AnyQueue = new HashSet<QueueId> { night } }, after: null, limit: 9)).Contacts.ShouldHaveSingleItem();
        (found.ContactId.Value, found.State, string.Join(' ', found.CameThrough)).ShouldBe(("c1", ContactState.Done, "night weekend"));
        (await contacts.SearchAsync(new ContactFilter { Queue = mail }, after: null, limit: 9)).Contacts.Select(contact => contact.CameThrough.Count).ShouldBe([0, 0, 2]);
    }

    [Theory]
    [EachJournal]
    public async Task A_caller_is_found_by_the_address_and_by_the_number_to_call_back(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var other = Happened.Contact("c3", at: 3) with { Caller = null, Callback = new CallbackRequest("+33999999999", JournalScript.Second(3)) };
        var journal = new JournalScript().Queue("sales", Happened.Configured(), Happened.Arrived("c1", at: 1), Happened.Arrived("c2", at: 2), Happened.Requested("c2"),
            new ContactArrived(other));
        using var projections = await FoldAsync(database.Projections, journal, batch: 1);
        var contacts = new StoredContacts(projections, database.Projections);

        Ids(await contacts.SearchAsync(By("0033 1 23-45 67 89"), after: null, limit: 9)).ShouldBe(["c2", "c1"]);
        Ids(await contacts.SearchAsync(By("+33 (999) 999999"), after: null, limit: 9)).ShouldBe(["c3"]);
        Ids(await contacts.SearchAsync(By("+33"), after: null, limit: 9)).ShouldBeEmpty();

        static ContactFilter By(string caller) => new() { Caller = CallerAddress.FromText(caller) };
    }

    [Theory]
    [EachJournal]
    public async Task A_connector_finds_the_contacts_that_it_brought(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var (one, other) = (new ConnectorId("pbx-1"), new ConnectorId("pbx-2"));
        var journal = new JournalScript().Queue("sales", Happened.Configured(), Happened.Arrived("c1", at: 1), From("c2", 2, one), From("c3", 3, other), From("c4", 4, one),
            Happened.Finished("c2", ContactOutcome.Abandoned));
        using var projections = await FoldAsync(database.Projections, journal, batch: 1);
        var contacts = new StoredContacts(projections, database.Projections);

        Ids(await contacts.SearchAsync(new ContactFilter { Connector = one }, after: null, limit: 9)).ShouldBe(["c4", "c2"]);
        Ids(await contacts.SearchAsync(new ContactFilter { Connector = one, States = [ContactState.Done] }, after: null, limit: 9)).ShouldBe(["c2"]);
        Ids(await contacts.SearchAsync(new ContactFilter { Connector = other, Queue = new QueueId("sales") }, after: null, limit: 9)).ShouldBe(["c3"]);

        static ContactArrived From(string id, int at, ConnectorId connector) =>
            new(Happened.Contact(id, at) with { Connector = new ContactConnector(connector, JournalScript.Second(at)) });
    }

    private static ContactFilter RandomFilter(Random chance, ContactRecount whole)
    {
        var some = whole.All[chance.Next(whole.All.Count)];
        string[] queues = ["sales", "night", "nowhere"];
        return new ContactFilter
        {
            Caller = chance.Next(3) == 0 ? some.Contact.Caller : chance.Next(6) == 0 ? CallerAddress.FromText(Happened.Caller) : null,
            Agent = chance.Next(3) == 0 ? new AgentId(((string[])["ana", "bob", "cyd", "dan", "eve", "zoe"])[chance.Next(6)]) : null,
            Queue = chance.Next(3) == 0 ? new QueueId(queues[chance.Next(3)]) : null,
            AnyQueue = chance.Next(4) == 0 ? queues.Take(chance.Next(1, 4)).Select(queue => new QueueId(queue)).ToHashSet() : null,
            States = chance.Next(3) == 0 ? Some<ContactState>(chance) : null,
            Outcomes = chance.Next(3) == 0 ? Some<ContactOutcome>(chance) : null,
            Code = chance.Next(5) == 0 ? new WrapUpCodeId(((string[])["sold", "other", "none"])[chance.Next(3)]) : null,
            From = chance.Next(3) == 0 ? JournalScript.Second(chance.Next(1500)) : null,
            To = chance.Next(3) == 0 ? JournalScript.Second(chance.Next(300, 1800)) : null,
        };
    }

    private static List<T> Some<T>(Random chance)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        chance.Shuffle(all);
        return [.. all.Take(chance.Next(1, all.Length))];
    }

    private static async Task<List<string>> AllAsync(StoredContacts contacts, ContactFilter filter, int limit)
    {
        var (found, after) = (new List<string>(), (ContactPlace?)null);
        do
        {
            var page = await contacts.SearchAsync(filter, after, limit);
            page.Contacts.Count.ShouldBeLessThanOrEqualTo(limit);
            found.AddRange(page.Contacts.Select(ContactRecount.NameOf));
            after = page.Next;
        }
        while (after is not null);
        return found;
    }

    private static string[] Ids(ContactSearchPage page) => [.. page.Contacts.Select(contact => contact.ContactId.Value)];

    private static async Task<StoredProjections> FoldAsync(IProjectionStore store, JournalScript journal, int batch)
    {
        var projections = new StoredProjections(store, Clock, batch);
        var loaded = await projections.LoadAsync(default);
        foreach (var record in journal.Records.Where(record => record.Ordering > loaded))
        {
            projections.Fold(record);
            await projections.PaceAsync(default);
        }
        return projections;
    }
}

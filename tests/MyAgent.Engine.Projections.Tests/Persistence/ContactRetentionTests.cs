using System.Text.Json;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Tests.Persistence;

/// <summary>Contacts that have been done for longer than they are kept are deleted, and nothing else is.</summary>
[IntegrationTests, Rule("40")]
public sealed class ContactRetentionTests : IDisposable
{
    private static readonly QueueId Sales = new("sales");
    private static readonly QueueId Night = new("night");
    private static readonly QueueId Mail = new("mail");

    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private readonly Lines _log = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [EachJournal]
    public async Task What_has_been_done_for_longer_is_not_found_any_more_and_all_else_stays(JournalKind kind)
    {
        var tables = TestDatabase.New(kind, _directory);
        using var database = tables.Database.Share();
        var store = database.Projections;
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(11)).Journal;
        using var projections = await FoldAsync(store, journal);
        await projections.WriteAsync(default);
        var (figures, open) = (await FiguresAsync(projections, store), await OpenAsync(store));
        var (before, whole) = (JournalScript.Second(900), new ContactRecount(journal.Records));
        var old = whole.All.Where(contact => contact.FinishedAt < before).ToList();
        old.Count.ShouldBeInRange(10, whole.All.Count - 10, "some are old, and some are not");
        old.ShouldContain(contact => contact.Path.Count > 1);
        old.ShouldContain(contact => contact.Agents.Count > 0);

        (await DeleteAsync(projections, store, before)).ShouldBeGreaterThan(old.Count);

        var left = whole.Search(new ContactFilter()).Except(old.Select(contact => contact.ToString())).ToList();
        (await SearchAsync(projections, store)).ShouldBe(left);
        (await OpenAsync(store)).ShouldBe(open);
        (await FiguresAsync(projections, store)).ShouldBe(figures);
        tables.Query<long>("SELECT count(*) FROM contact_agent a WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.arrived = a.arrived)").ShouldBe([0]);
        tables.Query<long>("SELECT count(*) FROM contact_path p WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.arrived = p.arrived)").ShouldBe([0]);
        tables.Query<long>($"SELECT count(*) FROM contact WHERE state <> 'moved' AND finished_at < {before.UtcTicks}").ShouldBe([0]);
        tables.Query<long>($"SELECT count(*) FROM contact WHERE state = 'refused' AND entered_at < {before.UtcTicks}").ShouldBe([0]);
        tables.Query<long>("SELECT count(*) FROM contact m WHERE state = 'moved' AND NOT EXISTS "
            + "(SELECT 1 FROM contact c WHERE c.contact_id = m.contact_id AND c.queue_id = m.moved_to AND c.arrived > m.arrived)").ShouldBe([0]);
        (await DeleteAsync(projections, store, before)).ShouldBe(0);
    }

    [Theory]
    [EachJournal]
    public async Task A_contact_goes_from_all_queues_that_it_came_through_and_another_one_of_its_id_stays(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var contact = new ContactId("c1");
        var journal = new JournalScript().Queue("mail", new ContactRedirected(contact, Sales)).Queue("sales", Happened.Arrived("c1"), new ContactMoving(contact, Night))
            .Queue("night", new ContactTakenOver(Happened.Contact("c1"), Sales)).Queue("sales", new ContactMoved(contact, Night))
            .Queue("night", Happened.Finished("c1", ContactOutcome.Abandoned))
            // Another contact of the same id takes the same way, and is open.
            .Queue("mail", new ContactRedirected(contact, Sales)).Queue("sales", Happened.Arrived("c1", at: 1), new ContactMoving(contact, Night))
            .Queue("night", new ContactTakenOver(Happened.Contact("c1", at: 1), Sales)).Queue("sales", new ContactMoved(contact, Night))
            // A third one is open in a queue of its own.
            .Queue("other", Happened.Arrived("c1", at: 2));
        using (var projections = await FoldAsync(database.Projections, journal))
            (await DeleteAsync(projections, database.Projections, JournalScript.Second(60))).ShouldBe(3);

        using var restarted = await FoldAsync(database.Projections, journal);
        (await restarted.FindAsync(Mail, contact)).ShouldNotBeNull().OriginAt.ShouldBe(JournalScript.Second(1));
        restarted.Board.Contacts.CameFrom(Night, contact, queue => queue == Sales).ShouldBeTrue();
        (await restarted.FindAsync(new QueueId("other"), contact)).ShouldNotBeNull().State.ShouldBe(ContactState.Waiting);
    }

    [Theory]
    [EachJournal]
    public async Task Neither_memory_nor_a_restart_nor_a_rebuild_has_it_for_good(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var (store, contact) = (database.Projections, new ContactId("c1"));
        var journal = new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Finished("c1", ContactOutcome.Abandoned)).At(90).Queue("sales", Happened.Arrived("c2"));
        using (var projections = await FoldAsync(store, journal))
        {
            await projections.WriteAsync(default);
            await DeleteAsync(projections, store, JournalScript.Second(60));
            (await projections.FindAsync(Sales, contact)).ShouldBeNull();
            (await projections.FindAsync(contact)).ShouldBeNull();
        }
        using (var restarted = await FoldAsync(store, journal))
            (await restarted.FindAsync(Sales, contact)).ShouldBeNull();

        await store.ResetAsync(StoredProjections.Version);
        using var rebuilt = await FoldAsync(store, journal);
        (await rebuilt.FindAsync(Sales, contact)).ShouldNotBeNull();
        await rebuilt.WriteAsync(default);
        (await DeleteAsync(rebuilt, store, JournalScript.Second(60))).ShouldBe(1);
        (await rebuilt.FindAsync(Sales, contact)).ShouldBeNull();
        (await SearchAsync(rebuilt, store)).ShouldHaveSingleItem().ShouldStartWith("c2");
    }

    [Theory]
    [EachJournal]
    public async Task A_contact_that_changes_while_it_is_about_to_be_deleted_stays(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Finished("c2", ContactOutcome.Abandoned));
        using var projections = await FoldAsync(database.Projections, journal);
        await projections.WriteAsync(default);
        var (c1, c2) = ((await database.Projections.FindContactAsync("sales", "c1"))!, (await database.Projections.FindContactAsync("sales", "c2"))!);

        (await database.Projections.DeleteAsync([c1, c2 with { Changed = c2.Changed - 1 }])).ShouldBe(0, "one is open, and the other has changed since");
        (await database.Projections.DeleteAsync([c2])).ShouldBe(1);
    }

    [Theory]
    [EachJournal]
    public async Task Many_are_deleted_in_small_batches_and_an_old_open_one_among_them_stays(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = new JournalScript();
        var many = (2 * ContactRetention.BatchSize) + 50;
        for (var number = 0; number < many; number++)
        {
            journal.Queue("sales", Happened.Arrived($"c{number}"));
            if (number != many / 2)
                journal.Queue("sales", Happened.Finished($"c{number}", ContactOutcome.Abandoned));
            if (number % 100 == 0)
                journal.Queue("sales", new ContactRefused(new ContactId($"r{number}"), Caller: null, Refusal.Rule("queueFull", "Full.")));
        }
        using var projections = await FoldAsync(database.Projections, journal);
        await projections.WriteAsync(default);

        (await DeleteAsync(projections, database.Projections, JournalScript.Second(60))).ShouldBe(many - 1 + 3);
        (await SearchAsync(projections, database.Projections)).ShouldHaveSingleItem().ShouldStartWith($"c{many / 2} ");
    }

    [Fact]
    public async Task It_deletes_at_the_start_and_once_an_hour_and_logs_how_many()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var clock = new ManualTimeProvider();
        var journal = new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Finished("c1", ContactOutcome.Abandoned))
            .At(1800).Queue("sales", Happened.Arrived("c2"), Happened.Finished("c2", ContactOutcome.Abandoned)).At(3000).Queue("sales", Happened.Arrived("c3"));
        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        using var projections = new StoredProjections(database.Projections, clock, batch: 1);
        using var follower = new JournalFollower(journal, [projections], clock, new Lines<JournalFollower>(_log));
        using var retention = new ContactRetention(
            projections, database.Projections, follower, new ContactRetentionSettings(KeepContactsDays: 1), clock, new Lines<ContactRetention>(_log));
        await follower.StartAsync(_limit);
        await retention.StartAsync(_limit);

        (await _log.NextAsync(_limit)).ShouldStartWith("Deleted 1 rows of contacts");
        (await projections.FindAsync(Sales, new ContactId("c1"))).ShouldBeNull();
        (await projections.FindAsync(Sales, new ContactId("c2"))).ShouldNotBeNull();
        while (!_log.Has)
        {
            await Task.Yield();
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        (await _log.NextAsync(_limit)).ShouldStartWith("Deleted 1 rows of contacts");
        (await projections.FindAsync(Sales, new ContactId("c2"))).ShouldBeNull();
        (await projections.FindAsync(Sales, new ContactId("c3"))).ShouldNotBeNull();
        await retention.StopAsync(_limit);
        await follower.StopAsync(_limit);
    }

    [Fact]
    public async Task By_default_contacts_are_kept_for_ever()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var journal = new JournalScript().Queue("sales", Happened.Arrived("c1"), Happened.Finished("c1", ContactOutcome.Abandoned));
        using var projections = await FoldAsync(database.Projections, journal);
        await projections.WriteAsync(default);
        var inAHundredYears = new StandingClock(JournalScript.Start.AddYears(100));
        using var retention = new ContactRetention(
            projections, database.Projections, Follower(projections), new ContactRetentionSettings(), inAHundredYears, new Lines<ContactRetention>(_log));

        (await retention.DeleteAsync()).ShouldBe(0);
        (await projections.FindAsync(Sales, new ContactId("c1"))).ShouldNotBeNull();
    }

    private async Task<int> DeleteAsync(StoredProjections projections, IProjectionStore store, DateTimeOffset before)
    {
        var clock = new StandingClock(before + TimeSpan.FromDays(7));
        using var retention = new ContactRetention(
            projections, store, Follower(projections), new ContactRetentionSettings(KeepContactsDays: 7), clock, new Lines<ContactRetention>(_log));
        return await retention.DeleteAsync();
    }

    private JournalFollower Follower(StoredProjections projections) => new(new JournalScript(), [projections], TimeProvider.System, new Lines<JournalFollower>(_log));

    private static async Task<StoredProjections> FoldAsync(IProjectionStore store, JournalScript journal)
    {
        var projections = new StoredProjections(store, new StandingClock(JournalScript.Second(1800)), batch: 50);
        var loaded = await projections.LoadAsync(default);
        foreach (var record in journal.Records.Where(record => record.Ordering > loaded))
        {
            projections.Fold(record);
            await projections.PaceAsync(default);
        }
        await projections.WriteAsync(default);
        return projections;
    }

    private static async Task<List<string>> SearchAsync(StoredProjections projections, IProjectionStore store) =>
        [.. (await new StoredContacts(projections, store).SearchAsync(new ContactFilter(), after: null, limit: 1000)).Contacts.Select(ContactRecount.NameOf)];

    /// <summary>What is open after a restart, and how it came there.</summary>
    private static async Task<string> OpenAsync(IProjectionStore store)
    {
        using var restarted = new StoredProjections(store, TimeProvider.System);
        await restarted.LoadAsync(default);
        return JsonSerializer.Serialize(restarted.Board.OpenContacts(states: null, queue: null, isMeant: null)!.Contacts.Select(open => new
        {
            open.Contact,
            From = ((string[])["sales", "night"]).Where(origin => restarted.Board.Contacts.CameFrom(open.Contact.QueueId, open.Contact.ContactId, from => from.Value == origin)),
        }));
    }

    private static async Task<string> FiguresAsync(StoredProjections projections, IProjectionStore store)
    {
        ReportPeriod.TryCreate(JournalScript.Start, JournalScript.Second(1800), bucketSeconds: 60, out var period).ShouldBeNull();
        var reports = new StoredReports(projections, store);
        return JsonSerializer.Serialize(new
        {
            Queues = await reports.QueuesAsync(period!), Agents = await reports.AgentsAsync(period!), Codes = await reports.CodesAsync(period!),
        });
    }

    /// <summary>Keeps the lines of a log.</summary>
    private sealed class Lines
    {
        private readonly System.Threading.Channels.Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public bool Has => _lines.Reader.TryPeek(out _);

        public void Add(string line) => _lines.Writer.TryWrite(line);

        public async Task<string> NextAsync(CancellationToken cancel) => await _lines.Reader.ReadAsync(cancel);
    }

    private sealed class Lines<T>(Lines lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception) + exception);
    }
}

using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Tests.Persistence;

/// <summary>The stored projections agree with a fold over the whole journal, also after failures, restarts and with two writers.</summary>
[IntegrationTests]
public sealed class StoredProjectionsTests : IDisposable
{
    private static readonly StandingClock Clock = new(JournalScript.Second(1800));
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [EachJournal]
    public async Task The_stored_projections_agree_with_the_journal(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(4)).Journal;
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 50);
        projections.Board.Configuration().Callers.ShouldNotBeEmpty();

        await ShouldSayWhatTheJournalSaysAsync(projections, database.Projections, journal);
    }

    [Theory]
    [EachJournal]
    public async Task A_restart_continues_at_the_position_of_the_tables(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(5)).Journal;
        var records = journal.Records;
        for (int run = 1, parts = 5; run < parts; run++)
        {
            // What had been folded after the last writing is lost with its process, and folded again by the next.
            using var earlier = await FoldAsync(database.Projections, records.Take(records.Count * run / parts), batch: 20);
        }

        using var projections = await FoldAsync(database.Projections, records, batch: 20);
        await ShouldSayWhatTheJournalSaysAsync(projections, database.Projections, journal);
    }

    [Theory]
    [EachJournal]
    public async Task With_two_concurrent_writers_each_event_is_counted_once(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(6)).Journal;
        var store = new CountingStore(database.Projections);
        using var one = new StoredProjections(store, Clock, batch: 30);
        using var other = new StoredProjections(store, Clock, batch: 70);
        await one.LoadAsync(default);
        await other.LoadAsync(default);

        await Task.WhenAll(FoldOnAsync(one), FoldOnAsync(other));
        await ShouldSayWhatTheJournalSaysAsync(one, database.Projections, journal);
        await ShouldSayWhatTheJournalSaysAsync(other, database.Projections, journal);
        store.Written.ShouldBeGreaterThan(1);
        store.Refused.ShouldBeGreaterThan(0, "the other had written what one wanted to");

        async Task FoldOnAsync(StoredProjections projections)
        {
            foreach (var record in journal.Records)
            {
                projections.Fold(record);
                await projections.PaceAsync(default);
            }
            await projections.WriteAsync(default);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_when_a_write_fails_or_its_outcome_is_unknown()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(7)).Journal;
        var store = new FailingStore(database.Projections);
        using var projections = await FoldAsync(store, journal.Records, batch: 40);

        store.Works = true;
        await ShouldSayWhatTheJournalSaysAsync(projections, database.Projections, journal);
        store.Failures.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task Tables_of_an_earlier_version_are_rebuilt_and_those_of_a_later_one_stay()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var journal = new JournalScript().Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        using (await FoldAsync(database.Projections, journal.Records, batch: 1))
            (await database.Projections.PositionAsync()).ShouldBe(new ProjectionPosition(3, StoredProjections.Version));

        await database.Projections.ResetAsync(StoredProjections.Version - 1);
        using (var again = new StoredProjections(database.Projections, Clock))
            (await again.LoadAsync(default)).ShouldBe(0L);
        (await database.Projections.PositionAsync()).ShouldBe(new ProjectionPosition(0, StoredProjections.Version));

        await database.Projections.ResetAsync(StoredProjections.Version + 1);
        using var older = new StoredProjections(database.Projections, Clock);
        await Should.ThrowAsync<EngineUnavailableException>(() => older.LoadAsync(default));
        (await database.Projections.PositionAsync()).Version.ShouldBe(StoredProjections.Version + 1);
    }

    [Theory]
    [EachJournal]
    public async Task Figures_of_past_years_are_available_and_equal_those_of_a_single_day(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var year = TimeSpan.FromDays(365).TotalSeconds;
        var journal = new JournalScript().Agent("ana", new AgentDefined("Ana"), new AgentLoggedIn()).Queue("sales", Happened.Configured(), Happened.Arrived("c1"))
            .At(90).Queue("sales", Happened.Accepted("c1", "ana")).At(3 * year).Agent("ana", new AgentLoggedOut(Forced: false)).Queue("sales", Happened.Arrived("c2"));
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 1000);
        var reports = new StoredReports(projections, database.Projections);

        (await reports.QueuesAsync(Period(0, 120, 60))).Select(row => (row.Offered, row.Answered)).ShouldBe([(1, 0), (0, 1)]);
        (await reports.AgentsAsync(Period(86_400, 2 * 86_400))).ShouldHaveSingleItem().AvailableSeconds.ShouldBe(86_400);
        (await reports.AgentsAsync(Period((int)(year + 1800), (int)(year + 5400), 1800))).Select(row => row.AvailableSeconds).ShouldBe([1800, 1800]);
    }

    [Theory]
    [EachJournal]
    public async Task Of_a_long_period_only_what_lies_across_intervals_is_read(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(9)).Journal;
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 500);
        await projections.WriteAsync(default);
        var (from, to, minute) = (JournalScript.Start.UtcTicks, JournalScript.Second(1800).UtcTicks, TimeSpan.TicksPerMinute);

        var whole = await database.Projections.SpansAsync(from, to, to - from, long.MaxValue);
        whole.Across.ShouldBeEmpty();
        whole.Within.Count.ShouldBeLessThanOrEqualTo(5 * Enum.GetValues<AgentStatus>().Length);
        var byMinute = await database.Projections.SpansAsync(from, to, minute, long.MaxValue);
        (byMinute.Within.Sum(sum => sum.Ticks) + byMinute.Across.Sum(span => span.Ended - span.Began)).ShouldBe(whole.Within.Sum(sum => sum.Ticks));
        byMinute.Across.ShouldAllBe(span => (span.Began - from) / minute != (span.Ended - 1 - from) / minute);
    }

    [Fact]
    public async Task A_contact_that_is_no_longer_in_memory_is_found_where_it_went()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var journal = new JournalScript().Queue("sales", Happened.Configured(), new ContactRedirected(new ContactId("c0"), new QueueId("night")))
            .Queue("night", Happened.Arrived("c0"), Happened.Finished("c0", ContactOutcome.Abandoned));
        for (var number = 1; number <= ContactHistory.DefaultKeepFinished; number++)
            journal.Queue("night", Happened.Arrived($"c{number}"), Happened.Finished($"c{number}", ContactOutcome.Abandoned));
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 5000);

        projections.Board.Contacts.Find(new QueueId("night"), new ContactId("c0")).ShouldBeNull();
        var found = (await projections.FindAsync(new QueueId("sales"), new ContactId("c0"))).ShouldNotBeNull();
        (found.QueueId.Value, found.Outcome).ShouldBe(("night", ContactOutcome.Abandoned));
        (await projections.FindAsync(new QueueId("sales"), new ContactId("c1"))).ShouldBeNull();
        (await projections.FindAsync(new ContactId("c0"))).ShouldNotBeNull().QueueId.ShouldBe(found.QueueId);
        (await projections.FindAsync(new ContactId("c0"), cameBy: new HashSet<QueueId> { new("sales") })).ShouldNotBeNull().QueueId.ShouldBe(found.QueueId);
        (await projections.FindAsync(new ContactId("c0"), cameBy: new HashSet<QueueId> { new("other") })).ShouldBeNull();
        (await projections.FindAsync(new ContactId("unknown"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_contact_that_is_on_its_way_to_another_queue_leaves_the_first_once_across_a_restart()
    {
        using var database = TestDatabase.New(JournalKind.Sqlite, _directory).Database.Share();
        var (sales, night) = (new QueueId("sales"), new QueueId("night"));
        var journal = new JournalScript().Queue("sales", Happened.Configured(), Happened.Arrived("c1")).At(30).Queue("sales", new ContactMoving(new ContactId("c1"), night))
            .Queue("night", Happened.Configured(), new ContactTakenOver(Happened.Contact("c1"), sales));
        using (await FoldAsync(database.Projections, journal.Records, batch: 1))
            journal.At(40).Queue("sales", new ContactMoved(new ContactId("c1"), night));
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 1);

        await ShouldSayWhatTheJournalSaysAsync(projections, database.Projections, journal);
        (await new StoredReports(projections, database.Projections).QueuesAsync(Period(0, 60))).Single(row => row.QueueId == sales)
            .ShouldSatisfyAllConditions(row => row.OverflowedOut.ShouldBe(1), row => row.LongestWaitSeconds.ShouldBe(40));
        (await projections.FindAsync(sales, new ContactId("c1")))!.QueueId.ShouldBe(night);
        (await projections.FindAsync(new ContactId("c1"), cameBy: new HashSet<QueueId> { sales }))!.QueueId.ShouldBe(night);
        projections.Board.OpenContacts(states: null, queue: null, isMeant: null)!.Contacts.ShouldHaveSingleItem().Contact.QueueId.ShouldBe(night);
    }

    [Theory]
    [EachJournal]
    public async Task An_explanation_from_checkpoints_equals_one_from_the_first_event_and_reads_fewer_events(JournalKind kind)
    {
        using var database = TestDatabase.New(kind, _directory).Database.Share();
        var journal = ProjectionsOverRandomTrafficTests.RunTraffic(new Random(16)).Journal;
        using (await FoldAsync(database.Projections, journal.Records.Take(journal.Records.Count / 2), batch: 100, checkpointEvery: 8))
        {
            // The second half goes on from the tables.
        }
        using var projections = await FoldAsync(database.Projections, journal.Records, batch: 100, checkpointEvery: 8);
        var (kept, whole) = (new ContactExplainer(journal, Clock, projections), new ContactExplainer(journal, Clock));
        var (readFromCheckpoints, readFromTheFirst, refused) = (0L, 0L, 0);
        foreach (var (queue, contact) in journal.Records.Where(record => record.Recorded.Event is IContactEvent)
            .Select(record => (new QueueId(record.Entity.Id), ((IContactEvent)record.Recorded.Event).ContactId)).Distinct())
        {
            var before = journal.EntityReads;
            var found = await kept.ExplainAsync(queue, contact);
            var between = journal.EntityReads;
            Json(found).ShouldBe(Json(await whole.ExplainAsync(queue, contact)), $"{contact} of {queue}");
            (readFromCheckpoints, readFromTheFirst) = (readFromCheckpoints + between - before, readFromTheFirst + journal.EntityReads - between);
            refused += found!.State is null ? 1 : 0;
        }
        readFromCheckpoints.ShouldBeLessThan(readFromTheFirst / 4);
        refused.ShouldBePositive("a contact was refused");
        (await kept.ExplainAsync(new QueueId("sales"), new ContactId("unknown"))).ShouldBeNull();
    }

    private static async Task<StoredProjections> FoldAsync(IProjectionStore store, IEnumerable<JournalRecord> records, int batch, int checkpointEvery = 256)
    {
        var projections = new StoredProjections(store, Clock, batch, checkpointEvery);
        var loaded = await projections.LoadAsync(default);
        foreach (var record in records.Where(record => record.Ordering > loaded))
        {
            projections.Fold(record);
            await projections.PaceAsync(default);
        }
        return projections;
    }

    private static async Task ShouldSayWhatTheJournalSaysAsync(StoredProjections projections, IProjectionStore store, JournalScript journal)
    {
        var (board, figures, reports) = (journal.FoldInto(new Board()), journal.FoldInto(new InMemoryReports(Clock)), new StoredReports(projections, store));
        foreach (var period in (ReportPeriod[])[Period(0, 1800), Period(0, 1800, 300), Period(600, 1260, 60)])
        {
            Json(await reports.QueuesAsync(period)).ShouldBe(Json(figures.Queues(period)));
            Json(await reports.AgentsAsync(period)).ShouldBe(Json(figures.Agents(period)));
            foreach (var own in figures.Agents(period).GroupBy(row => row.AgentId))
                Json(await reports.AgentAsync(own.Key, period)).ShouldBe(Json(own));
            Json(await reports.CodesAsync(period)).ShouldBe(Json(figures.Codes(period)));
        }
        using var restarted = new StoredProjections(store, Clock);
        (await restarted.LoadAsync(default)).ShouldBe(journal.Records[^1].Ordering);
        foreach (var shown in (Board[])[projections.Board, restarted.Board])
        {
            Json(shown.Queues(null, 100, 100, Clock.GetUtcNow()).Items).ShouldBe(Json(board.Queues(null, 100, 100, Clock.GetUtcNow()).Items));
            Json(shown.Agents(null, 100).Page.Items).ShouldBe(Json(board.Agents(null, 100).Page.Items));
            Json(shown.Configuration()).ShouldBe(Json(board.Configuration()));
            Json(shown.Contacts.Callbacks().Select(each => (each.Place.RequestedAt, each.Place.Ordering, each.Record)))
                .ShouldBe(Json(board.Contacts.Callbacks().Select(each => (each.Place.RequestedAt, each.Place.Ordering, each.Record))));
        }
        foreach (var (queue, contact) in journal.Records.Where(record => record.Recorded.Event is IContactEvent)
            .Select(record => (new QueueId(record.Entity.Id), ((IContactEvent)record.Recorded.Event).ContactId)).Distinct())
        {
            var expected = Json(board.Contacts.Find(queue, contact));
            Json(projections.Board.Contacts.Find(queue, contact)).ShouldBe(expected);
            Json(restarted.Board.Contacts.Find(queue, contact)).ShouldBe(expected);
            Json(await restarted.FindAsync(queue, contact)).ShouldBe(expected);
            foreach (var origin in (string[])["sales", "night"])
            {
                restarted.Board.Contacts.CameFrom(queue, contact, from => from.Value == origin)
                    .ShouldBe(board.Contacts.CameFrom(queue, contact, from => from.Value == origin), $"{contact} of {queue} from {origin}");
            }
        }
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WithFields);

    private static ReportPeriod Period(int from, int to, int? bucketSeconds = null)
    {
        ReportPeriod.TryCreate(JournalScript.Second(from), JournalScript.Second(to), bucketSeconds, out var period).ShouldBeNull();
        return period!;
    }

    /// <summary>Passes everything on.</summary>
    private abstract class PassingStore(IProjectionStore store) : IProjectionStore
    {
        public Task<ProjectionPosition> PositionAsync(CancellationToken cancel = default) => store.PositionAsync(cancel);

        public virtual Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default) => store.WriteAsync(batch, cancel);

        public Task ResetAsync(int version, int? unless = null, CancellationToken cancel = default) => store.ResetAsync(version, unless, cancel);

        public Task<IReadOnlyList<ContactRow>> ContactsAsync(int finished, CancellationToken cancel = default) => store.ContactsAsync(finished, cancel);

        public Task<IReadOnlyList<ContactRow>> SearchAsync(ContactQuery query, CancellationToken cancel = default) => store.SearchAsync(query, cancel);

        public Task<ContactRow?> FindFinishedContactAsync(string contact, CancellationToken cancel = default) => store.FindFinishedContactAsync(contact, cancel);

        public Task<ContactRow?> FindContactAsync(string queue, string contact, CancellationToken cancel = default) => store.FindContactAsync(queue, contact, cancel);

        public Task<CheckpointRow?> FindCheckpointAsync(string persistenceId, long beforeOrdering, CancellationToken cancel = default) =>
            store.FindCheckpointAsync(persistenceId, beforeOrdering, cancel);

        public Task<IReadOnlyList<ContactRow>> ContactsAfterAsync(long after, int limit, CancellationToken cancel = default) =>
            store.ContactsAfterAsync(after, limit, cancel);

        public Task<IReadOnlyList<ContactRow>> ContactsOfAsync(IReadOnlyCollection<string> contacts, CancellationToken cancel = default) =>
            store.ContactsOfAsync(contacts, cancel);

        public Task<int> DeleteAsync(IReadOnlyList<ContactRow> contacts, CancellationToken cancel = default) => store.DeleteAsync(contacts, cancel);

        public Task<IReadOnlyList<EntityRow>> EntitiesAsync(CancellationToken cancel = default) => store.EntitiesAsync(cancel);

        public Task<IReadOnlyList<MinuteRow>> QueueFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default) =>
            store.QueueFiguresAsync(firstMinute, endMinute, intervalMinutes, cancel);

        public Task<IReadOnlyList<MinuteRow>> AgentFiguresAsync(
            long firstMinute, long endMinute, int intervalMinutes, string? agent = null, CancellationToken cancel = default) =>
            store.AgentFiguresAsync(firstMinute, endMinute, intervalMinutes, agent, cancel);

        public Task<IReadOnlyList<MinuteRow>> CodeFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default) =>
            store.CodeFiguresAsync(firstMinute, endMinute, intervalMinutes, cancel);

        public Task<SpanRows> SpansAsync(
            long from, long to, long intervalTicks, long untilOrdering, string? agent = null, CancellationToken cancel = default) =>
            store.SpansAsync(from, to, intervalTicks, untilOrdering, agent, cancel);
    }

    private sealed class CountingStore(IProjectionStore store) : PassingStore(store)
    {
        private int _written;
        private int _refused;

        public int Written => _written;

        public int Refused => _refused;

        public override async Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default)
        {
            var written = await base.WriteAsync(batch, cancel);
            Interlocked.Increment(ref written ? ref _written : ref _refused);
            return written;
        }
    }

    /// <summary>Fails every third time: by turns before it has written, and after it.</summary>
    private sealed class FailingStore(IProjectionStore store) : PassingStore(store)
    {
        private int _calls;

        public int Failures { get; private set; }

        /// <summary>Whether no write fails any more.</summary>
        public bool Works { get; set; }

        public override async Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default)
        {
            var fails = !Works && ++_calls % 3 == 0;
            var after = fails && ++Failures % 2 == 0;
            var written = (!fails || after) && await base.WriteAsync(batch, cancel);
            return fails ? throw new EngineUnavailableException("The disk is away for a moment.") : written;
        }
    }
}

using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Tests.Following;

/// <summary>Following a journal that several processes write.</summary>
[IntegrationTests]
public sealed class SharedJournalFeedTests : IDisposable
{
    private const string EndListeners = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'";

    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly StorageHarness _test = new();
    private readonly List<Exception> _failures = [];
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var opened in Enumerable.Reverse(_open))
            opened.Dispose();
        _stop.Dispose();
        _test.Dispose();
    }

    [PostgresFact]
    public async Task A_commit_of_another_process_is_published_although_no_time_passes()
    {
        var feed = await ShareAsync(JournalKind.Postgres);
        await using var following = feed.FollowAsync(0, cancel: _stop.Token).GetAsyncEnumerator();
        for (var ordering = 1; ordering <= 20; ordering++)
        {
            Write($"agent{ordering}");
            await NextAsync(following, ordering);
        }
    }

    [PostgresFact]
    public async Task A_listening_connection_that_is_lost_is_replaced_and_no_event_is_missed()
    {
        var feed = await ShareAsync(JournalKind.Postgres);
        await using var following = feed.FollowAsync(0, cancel: _stop.Token).GetAsyncEnumerator();
        Write("first");
        await NextAsync(following, 1);
        await Eventually.TrueAsync(() => _test.Stored.Query<string>(EndListeners).Count > 0);
        Write("second");
        var next = following.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromMilliseconds(500));
            return next.IsCompleted;
        });
        following.Current.Ordering.ShouldBe(2);
        Write("third");
        await NextAsync(following, 3);
    }

    [Theory, EachJournal]
    public async Task A_commit_of_this_process_is_published_after_its_notification(JournalKind kind)
    {
        var feed = await ShareAsync(kind);
        await using var following = feed.FollowAsync(0, cancel: _stop.Token).GetAsyncEnumerator();
        Write("ana");
        feed.Committed();
        (await following.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        following.Current.Entity.Id.ShouldBe("ana");
    }

    [Fact]
    public async Task A_commit_without_a_notification_is_found_by_polling()
    {
        var feed = await ShareAsync(JournalKind.Sqlite, poll: TimeSpan.FromSeconds(2));
        await using var following = feed.FollowAsync(0, cancel: _stop.Token).GetAsyncEnumerator();
        Write("ana");
        var next = following.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(2));
            return next.IsCompleted;
        });
        following.Current.Entity.Id.ShouldBe("ana");
    }

    [Theory, EachJournal]
    public async Task The_newest_ordering_includes_every_commit_before_the_request(JournalKind kind)
    {
        var feed = await ShareAsync(kind);
        for (var ordering = 1; ordering <= 50; ordering++)
        {
            Write($"agent{ordering}");
            (await feed.LastOrderingAsync()).ShouldBe(ordering);
        }
        var read = new List<long>();
        await foreach (var record in feed.ReadAsync(40))
            read.Add(record.Ordering);
        read.ShouldBe(Enumerable.Range(41, 10).Select(ordering => (long)ordering));
    }

    [Fact]
    public async Task Many_requests_at_once_are_answered_by_few_reads()
    {
        _test.On(JournalKind.Sqlite);
        _open.Add(_test.Database.Share());
        var reads = new CountedReads(((SqliteDatabase)_test.Database).OpenSource);
        var gate = new ManualResetEventSlim();
        var feed = Keep(new SharedJournalFeed(() => new Gated(reads, gate).Open(), listen: null, Never, _failures.Add, _test.Time));
        var asking = Enumerable.Range(0, 1000).Select(_ => feed.LastOrderingAsync()).ToList();
        gate.Set();
        await Task.WhenAll(asking);
        reads.Pages.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task After_a_failure_the_feed_reads_again_and_requests_fail_meanwhile()
    {
        _test.On(JournalKind.Sqlite);
        _open.Add(_test.Database.Share());
        var reads = new CountedReads(((SqliteDatabase)_test.Database).OpenSource);
        var feed = Keep(new SharedJournalFeed(reads.Open, listen: null, Never, _failures.Add, _test.Time));
        await feed.LastOrderingAsync();
        await using var following = feed.FollowAsync(0, cancel: _stop.Token).GetAsyncEnumerator();
        reads.Fail(1);
        Write("ana");
        (await Should.ThrowAsync<EngineUnavailableException>(() => feed.LastOrderingAsync())).Message.ShouldContain("away for a moment");
        var next = following.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() =>
        {
            _test.Time.Advance(TimeSpan.FromSeconds(1));
            return next.IsCompleted;
        });
        following.Current.Ordering.ShouldBe(1);
        _failures.ShouldHaveSingleItem();
    }

    [Theory, EachJournal]
    public async Task The_entities_with_events_are_known_without_reading_the_journal_again(JournalKind kind)
    {
        _test.On(kind);
        using (var storage = _test.Claim())
            await storage.NameAsync("before", "Before");
        var feed = await ShareAsync(kind, isThere: true);
        (await feed.EntitiesAsync(EntityKind.Agent)).Select(agent => agent.Id).ShouldBe(["before"]);
        Write("after");
        await feed.LastOrderingAsync();
        await Eventually.TrueAsync(() => feed.Position == 2);
        (await feed.EntitiesAsync(EntityKind.Agent)).Select(agent => agent.Id).ShouldBe(["after", "before"]);
        (await feed.EntitiesAsync(EntityKind.Queue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_its_disposal_requests_fail_at_once()
    {
        var feed = await ShareAsync(JournalKind.Sqlite);
        feed.Dispose();
        feed.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => feed.LastOrderingAsync());
    }

    private static async Task NextAsync(IAsyncEnumerator<JournalRecord> following, long ordering)
    {
        (await following.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        following.Current.Ordering.ShouldBe(ordering);
    }

    /// <summary>Starts a feed. It is ready only when the transactions have ended that were writing at its start, which it checks again after a pause: the tests' clock
    /// stands still, so that the pause would not end.</summary>
    private async Task<SharedJournalFeed> ShareAsync(JournalKind kind, TimeSpan? poll = null, bool isThere = false)
    {
        if (!isThere)
            _test.On(kind);
        var shared = _test.Database.Share();
        _open.Add(shared);
        var feed = Keep(shared.Follow(poll ?? Never, _failures.Add, _test.Time));
        await feed.LastOrderingAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return feed;
    }

    private SharedJournalFeed Keep(SharedJournalFeed feed)
    {
        _open.Add(feed);
        return feed;
    }

    /// <summary>Journals the first event of an agent, as another process does.</summary>
    private void Write(string agent) => _test.Stored.Execute($$$"""
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (
            0, {{{(_test.Database is SqliteDatabase ? "0" : "false")}}}, 'agent-{{{agent}}}', 1,
            CAST('{"at":"2026-05-04T09:00:00Z","data":{"name":"{{{agent}}}"}}' AS blob), 'agent-defined', 7110, 'test')
        """);

    /// <summary>A journal whose reads can be blocked.</summary>
    private sealed class Gated(CountedReads reads, ManualResetEventSlim gate)
    {
        private static int _opened;

        public IJournalSource Open()
        {
            if (Interlocked.Increment(ref _opened) > 1)
                gate.Wait();
            return reads.Open();
        }
    }
}

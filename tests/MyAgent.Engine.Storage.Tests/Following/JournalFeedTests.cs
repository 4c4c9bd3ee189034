using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage.Tests.Following;

/// <summary>Following a journal within the process that writes it.</summary>
[IntegrationTests]
public sealed class JournalFeedTests : IDisposable
{
    private static readonly EntityAddress Ana = new(EntityKind.Agent, "ana");
    private static readonly EntityAddress Ben = new(EntityKind.Agent, "ben");

    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
    private readonly StorageHarness _test = new();
    private readonly KnownEntities _known = new();
    private readonly CommittedTail _tail;
    private CountedReads? _reads;
    private ClaimedStorage? _storage;
    private JournalReaders? _readers;

    public JournalFeedTests() => _tail = new CommittedTail(_known);

    public void Dispose()
    {
        _readers?.Dispose();
        _storage?.Dispose();
        _test.Dispose();
    }

    [Theory, EachJournal]
    public async Task A_follower_receives_old_and_new_events_in_order_and_without_a_gap(JournalKind kind)
    {
        var feed = Open(kind);
        await WriteAsync("ana", 300);
        var following = TakeAsync(feed, after: 100, count: 500);
        await WriteAsync("ana", 300);
        (await following).ShouldBe(From(101, 500));
    }

    [Theory, EachJournal]
    public async Task A_follower_of_one_agent_receives_only_its_events_from_disk_from_memory_and_as_they_happen(JournalKind kind)
    {
        var feed = Open(kind);
        for (var round = 0; round < 10; round++)
        {
            await WriteAsync("ana", 300);
            await WriteAsync("ben", 300);
        }
        var bens = From(1, 6000).Where(ordering => (ordering - 1) / 300 % 2 == 1).ToList();
        foreach (var after in (long[])[0, 1000, 5700])
        {
            var next = _tail.LastOrdering + 2;
            bens.Add(next);
            var following = TakeAsync(feed, after, bens.Count(ordering => ordering > after), Ben);
            await Eventually.TrueAsync(() => _tail.Subscriptions == 1);
            await WriteAsync("ana", 1);
            await WriteAsync("ben", 1);
            (await following).ShouldBe(bens.Where(ordering => ordering > after));
        }
    }

    [Fact]
    public async Task A_slow_follower_has_a_bounded_queue_and_receives_every_event()
    {
        var feed = Open(JournalKind.Sqlite);
        await using var slow = feed.FollowAsync(0, new HashSet<EntityAddress> { Ana }, _limit).GetAsyncEnumerator(_limit);
        await WriteAsync("ana", 1);
        (await slow.MoveNextAsync()).ShouldBeTrue();
        for (var round = 0; round < 10; round++)
            await WriteAsync("ana", 600);

        var seen = new List<long> { slow.Current.Ordering };
        while (seen.Count < 6001)
        {
            (await slow.MoveNextAsync()).ShouldBeTrue();
            seen.Add(slow.Current.Ordering);
        }
        seen.ShouldBe(From(1, 6001));
    }

    [Fact]
    public async Task Many_followers_of_new_events_read_nothing_from_disk()
    {
        var feed = Open(JournalKind.Sqlite);
        await WriteAsync("ana", 10);
        var following = Enumerable.Range(0, 500)
            .Select(number => TakeAsync(feed, after: 10, count: 20, number % 2 == 0 ? null : Ana)).ToList();
        await Eventually.TrueAsync(() => _tail.Subscriptions == 250);
        await WriteAsync("ana", 20);
        (await Task.WhenAll(following)).ShouldAllBe(orderings => orderings.SequenceEqual(From(11, 20)));
        _reads!.Pages.ShouldBe(0);
    }

    [Fact]
    public async Task After_a_failure_of_the_journal_followers_read_on_from_disk()
    {
        var feed = Open(JournalKind.Sqlite);
        await WriteAsync("ana", 1);
        var following = TakeAsync(feed, after: 0, count: 3, Ana);
        await Eventually.TrueAsync(() => _tail.Subscriptions == 1);

        // These are on disk and were not published: the outcome of their write was unknown.
        _storage!.Journal.Append([_storage.Next(Ana, "2"), _storage.Next(Ana, "3")], []);
        _tail.Restart(3);
        (await following).ShouldBe([1, 2, 3]);
    }

    [Theory, EachJournal]
    public void A_journal_keeps_its_id_in_every_way_of_opening_it_and_another_journal_has_another_id(JournalKind kind)
    {
        var first = Open(kind).JournalId;
        first.ShouldMatch("^[0-9a-f]{32}$");
        Close();
        using (var store = EngineStore.Open(_test.Database, _ => { }))
            store.Journal.JournalId.ShouldBe(first);
        using (var shared = _test.Database.Share())
        using (var feed = shared.Follow(TimeSpan.FromDays(1), _ => { }))
            feed.JournalId.ShouldBe(first);
        using var other = new StorageHarness();
        other.On(kind);
        using var another = EngineStore.Open(other.Database, _ => { });
        another.Journal.JournalId.ShouldNotBe(first);
    }

    private static IEnumerable<long> From(long first, long count) => Enumerable.Range(0, (int)count).Select(number => first + number);

    private JournalFeed Open(JournalKind kind)
    {
        _test.On(kind);
        _storage = new ClaimedStorage(_test.Database, _test.Time, _tail);
        _reads = new CountedReads(_storage.Journal.OpenSource);
        _readers = new JournalReaders(_reads.Open, 2);
        using var source = _storage.Journal.OpenSource();
        return new JournalFeed(source.JournalId(), _tail, _known, _readers);
    }

    private void Close()
    {
        _readers!.Dispose();
        _storage!.Dispose();
        (_readers, _storage) = (null, null);
    }

    private async Task WriteAsync(string agent, int count) =>
        await _storage!.NameAsync(agent, [.. Enumerable.Range(0, count).Select(number => $"{number}")]);

    private async Task<List<long>> TakeAsync(IJournalFeed feed, long after, int count, EntityAddress? only = null)
    {
        var orderings = new List<long>();
        await foreach (var record in feed.FollowAsync(after, only is { } one ? new HashSet<EntityAddress> { one } : null, _limit))
        {
            orderings.Add(record.Ordering);
            if (orderings.Count == count)
                break;
        }
        return orderings;
    }
}

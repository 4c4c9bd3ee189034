using System.Runtime.CompilerServices;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Storage.Tests;

public sealed class GapWaitingReaderTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedJournal _journal = new();
    private readonly List<long> _seen = [];

    [Fact]
    public async Task An_event_that_becomes_visible_late_is_neither_skipped_nor_seen_after_the_one_behind_it()
    {
        using var stop = new CancellationTokenSource();
        _journal.Show(1, _time.GetUtcNow());
        _journal.Show(3, _time.GetUtcNow());
        var following = FollowAsync(stop.Token);
        await LookAsync();
        _seen.ShouldBe([1]);

        _journal.Show(2, _time.GetUtcNow());
        await LookAsync();
        _seen.ShouldBe([1, 2, 3]);
        await EndAsync(stop, following);
    }

    [Fact]
    public async Task A_gap_that_stays_was_rolled_back_and_is_passed_over()
    {
        using var stop = new CancellationTokenSource();
        _journal.Show(1, _time.GetUtcNow());
        _journal.Show(4, _time.GetUtcNow().AddHours(1));
        var following = FollowAsync(stop.Token);
        for (var seconds = 0; seconds < 9; seconds++)
            await LookAsync(TimeSpan.FromSeconds(1));
        _seen.ShouldBe([1]);

        for (var seconds = 0; seconds < 2; seconds++)
            await LookAsync(TimeSpan.FromSeconds(1));
        _seen.ShouldBe([1, 4]);
        await EndAsync(stop, following);
    }

    [Fact]
    public async Task An_old_gap_is_not_waited_for()
    {
        using var stop = new CancellationTokenSource();
        _journal.Show(3, _time.GetUtcNow().AddMinutes(-1));
        _journal.Show(7, _time.GetUtcNow().AddMinutes(-1));
        var following = FollowAsync(stop.Token);
        await LookAsync();
        _seen.ShouldBe([3, 7]);
        await EndAsync(stop, following);
    }

    [Fact]
    public async Task Reading_to_the_end_waits_for_the_gap_too()
    {
        _journal.Show(1, _time.GetUtcNow());
        _journal.Show(3, _time.GetUtcNow());
        var reading = Task.Run(async () =>
        {
            await foreach (var record in new GapWaitingReader(_journal, _time).ReadAsync(0))
                _seen.Add(record.Ordering);
        });
        await LookAsync();
        reading.IsCompleted.ShouldBeFalse();

        _journal.Show(2, _time.GetUtcNow());
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            return reading.IsCompleted;
        });
        await reading;
        _seen.ShouldBe([1, 2, 3]);
    }

    private Task FollowAsync(CancellationToken stop) => Task.Run(async () =>
    {
        await foreach (var record in new GapWaitingReader(_journal, _time).FollowAsync(0, stop))
            _seen.Add(record.Ordering);
    }, CancellationToken.None);

    /// <summary>Lets the reader look once more and come to rest.</summary>
    private async Task LookAsync(TimeSpan? later = null)
    {
        var looks = _journal.Looks;
        await Eventually.TrueAsync(() =>
        {
            if (_time.SetTimers > 0)
                _time.Advance(later ?? TimeSpan.FromMilliseconds(50));
            later = null;
            return _journal.Looks > looks + 1;
        });
    }

    private static async Task EndAsync(CancellationTokenSource stop, Task following)
    {
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    /// <summary>A journal whose events become visible when a test says so.</summary>
    private sealed class SharedJournal : IJournalReader
    {
        private readonly SortedDictionary<long, JournalRecord> _visible = [];
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public void Show(long ordering, DateTimeOffset at)
        {
            var entity = new EntityAddress(EntityKind.Caller, "+33123456789");
            lock (_visible)
                _visible.Add(ordering, new JournalRecord(ordering, entity, ordering,
                    new Recorded(at, Cause.Deadline, new CallerConfigured([], Priority: 0))));
        }

        public Task<long> LastOrderingAsync(CancellationToken cancel = default)
        {
            lock (_visible)
                return Task.FromResult(_visible.Keys.LastOrDefault());
        }

        public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) =>
            Task.FromResult<IReadOnlyList<EntityAddress>>([]);

        public async IAsyncEnumerable<JournalRecord> ReadAsync(
            long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            await Task.CompletedTask;
            Interlocked.Increment(ref _looks);
            List<JournalRecord> visible;
            lock (_visible)
                visible = [.. _visible.Values.Where(record => record.Ordering > afterOrdering)];
            foreach (var record in visible)
                yield return record;
        }

        public IAsyncEnumerable<JournalRecord> FollowAsync(long afterOrdering, CancellationToken cancel = default) =>
            throw new NotSupportedException("It is the gap-waiting reader that follows.");
    }
}

using MyAgent.Engine.Entities;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class FollowTests : IDisposable
{
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task A_follower_gets_what_is_there_and_then_what_comes_without_gap_and_in_order(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await SendAsync(engine, 300);
        var following = TakeAsync(engine.Journal, after: 100, count: 500);
        await SendAsync(engine, 300);
        (await following).ShouldBe(Enumerable.Range(101, 500).Select(ordering => (long)ordering));
    }

    [Theory, EachJournal]
    public async Task A_follower_that_has_fallen_far_behind_reads_on_from_disk(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await SendAsync(engine, 6000);
        (await TakeAsync(engine.Journal, after: 0, count: 6000)).ShouldBe(Enumerable.Range(1, 6000).Select(ordering => (long)ordering));
    }

    [Theory, EachJournal]
    public async Task A_follower_goes_on_across_a_restart(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await SendAsync(engine, 10);
        await engine.DisposeAsync();
        await using var again = await _test.OpenAsync();
        var following = TakeAsync(again.Journal, after: 5, count: 10);
        await SendAsync(again, 5);
        (await following).ShouldBe(Enumerable.Range(6, 10).Select(ordering => (long)ordering));
    }

    [Theory, EachJournal]
    public async Task One_entity_s_events_are_read_on_their_own(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await SendAsync(engine, 30);
        var found = new List<JournalRecord>();
        await foreach (var record in engine.Journal.ReadAsync(10, TestEngine.Agent("a1")))
            found.Add(record);
        found.Select(record => record.SequenceNr).ShouldBe(found.Select((_, index) => index + found[0].SequenceNr));
        found.ShouldAllBe(record => record.Entity == TestEngine.Agent("a1") && record.Ordering > 10);
        found.Count.ShouldBeGreaterThan(0);
    }

    private static Task SendAsync(EmbeddedEngine engine, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => TestEngine.NameAsync(engine, "a" + (number % 3), "name")));

    private static async Task<List<long>> TakeAsync(IJournalFeed journal, long after, int count)
    {
        var orderings = new List<long>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var record in journal.FollowAsync(after, cancel: patience.Token))
        {
            orderings.Add(record.Ordering);
            if (orderings.Count == count)
                break;
        }
        return orderings;
    }
}

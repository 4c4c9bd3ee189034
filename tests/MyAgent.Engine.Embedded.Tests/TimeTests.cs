using MyAgent.Engine.Agents;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Embedded.Tests;

public sealed class TimeTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory, EachJournal]
    public async Task A_deadline_acts_at_its_time_without_any_message(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await TestEngine.SendAsync(engine, "ana", new TakeBreak("lunch", 60));
        await Eventually.TrueAsync(() => _test.Time.SetTimers == 1);

        _test.Time.Advance(59 * Second);
        await TestEngine.NamesAsync(engine, "ana");
        (await engine.Journal.LastOrderingAsync()).ShouldBe(1);

        _test.Time.Advance(Second);
        await WaitForAsync(engine, events: 2);
        (await TestEngine.ReadAllAsync(engine.Journal))[1].Recorded.Event.ShouldBe(new AgentBecameAvailable(AgentStatus.Break, AtDeadline: true));
    }

    [Theory, EachJournal]
    public async Task A_deadline_that_passed_while_the_engine_was_down_acts_at_its_start(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await TestEngine.SendAsync(engine, "ana", new TakeBreak("lunch", 60));
        engine.Abandon();
        _test.Time.Advance(3600 * Second);
        await using var again = await _test.OpenAsync();
        await WaitForAsync(again, events: 2);
    }

    [Theory, EachJournal]
    public async Task A_clock_that_steps_back_neither_fires_nor_blocks_anything(JournalKind journal)
    {
        _test.On(journal);
        await using var engine = await _test.OpenAsync();
        await TestEngine.SendAsync(engine, "ana", new TakeBreak("lunch", 60));
        await Eventually.TrueAsync(() => _test.Time.SetTimers == 1);
        _test.Time.SetWallClock(_test.Time.GetUtcNow().AddHours(-1));
        await TestEngine.NameAsync(engine, "ben", "Ben");
        (await engine.Journal.LastOrderingAsync()).ShouldBe(2);
        _test.Time.Advance(60 * Second);
        await WaitForAsync(engine, events: 3);
        (await TestEngine.ReadAllAsync(engine.Journal)).Select(record => record.Recorded.At).ShouldBeInOrder();
    }

    [Theory, EachJournal]
    public async Task After_a_restart_time_does_not_begin_before_the_newest_event(JournalKind journal)
    {
        _test.On(journal);
        var engine = await _test.OpenAsync();
        await TestEngine.NameAsync(engine, "ana", "Ana");
        await engine.DisposeAsync();
        var newest = _test.Time.GetUtcNow();
        _test.Time.SetWallClock(newest.AddDays(-1));
        await using var again = await _test.OpenAsync();
        await TestEngine.NameAsync(again, "ben", "Ben");
        (await TestEngine.ReadAllAsync(again.Journal))[1].Recorded.At.ShouldBeGreaterThanOrEqualTo(newest);
    }

    private static Task WaitForAsync(EmbeddedEngine engine, long events) =>
        Eventually.TrueAsync(() => engine.Journal.LastOrderingAsync().Result >= events);
}

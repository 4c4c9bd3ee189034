using MyAgent.Engine.Agents;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>Deadlines and the clock of an engine in one process.</summary>
[IntegrationTests]
public sealed class TimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _time = new();

    [Theory, EachJournal]
    public async Task A_deadline_that_passed_while_the_engine_was_down_acts_at_its_start(JournalKind kind)
    {
        await using var solo = await OnBreakAsync(kind, seconds: 600);
        await solo.Engine.DisposeAsync();
        _time.Advance(Hour);
        await solo.StartAsync();
        await BackFromBreakAsync(solo);
    }

    [Theory, EachJournal]
    public async Task A_clock_that_steps_back_neither_fires_nor_blocks_anything(JournalKind kind)
    {
        await using var solo = await OnBreakAsync(kind, seconds: 1);
        _time.SetWallClock(_time.GetUtcNow() - Hour);
        await solo.NameAsync("ben", "Ben");
        (await solo.JournalAsync()).ShouldNotContain(record => record.Recorded.Event is AgentBecameAvailable);

        _time.Advance(TimeSpan.FromSeconds(2));
        await BackFromBreakAsync(solo);
        (await solo.JournalAsync()).Select(record => record.Recorded.At).ShouldBeInOrder();
    }

    [Theory, EachJournal]
    public async Task After_a_restart_time_does_not_begin_before_the_newest_event(JournalKind kind)
    {
        await using var solo = await OnBreakAsync(kind, seconds: 600);
        var newest = (await solo.JournalAsync())[^1].Recorded.At;
        await solo.Engine.DisposeAsync();
        _time.SetWallClock(newest.AddDays(-1));
        await solo.StartAsync();
        await solo.NameAsync("ben", "Ben");
        (await solo.JournalAsync())[^1].Recorded.At.ShouldBeGreaterThanOrEqualTo(newest);
    }

    private async Task<SoloHarness> OnBreakAsync(JournalKind kind, double seconds)
    {
        var solo = new SoloHarness(kind) { Time = _time };
        await solo.StartAsync();
        await solo.NameAsync("ana", "Ana");
        await solo.SendAsync("ana", new LogIn());
        (await solo.SendAsync("ana", new TakeBreak("lunch", seconds))).ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Break);
        return solo;
    }

    private static Task BackFromBreakAsync(SoloHarness solo) => Eventually.TrueAsync(async () =>
        (await solo.JournalAsync()).Any(record => record.Recorded.Event is AgentBecameAvailable { AtDeadline: true }));
}

namespace MyAgent.Engine.Storage.Tests;

/// <summary>The engine's clock follows a correct wall clock, and does not follow an incorrect one (law 18).</summary>
[UnitTests]
public sealed class EngineClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void It_follows_the_wall_clock_forwards_in_whole_milliseconds()
    {
        var clock = Started();
        var start = clock.Now;
        _time.Advance(TimeSpan.FromMicroseconds(1500));
        clock.Now.ShouldBe(start.AddMilliseconds(1));
        _time.Advance(TimeSpan.FromMicroseconds(500));
        clock.Now.ShouldBe(start.AddMilliseconds(2));
        StepWallClock(TimeSpan.FromSeconds(10));
        clock.Now.ShouldBe(start.AddMilliseconds(10_002));
        clock.Notice.ShouldBeNull();
    }

    [Fact]
    public void A_jump_forwards_that_is_corrected_has_no_effect()
    {
        var clock = Started();
        var start = clock.Now;
        StepWallClock(Day);
        for (var seconds = 1; seconds < EngineClock.Confirmation.TotalSeconds; seconds++)
        {
            _time.Advance(Second);
            clock.Now.ShouldBe(start.AddSeconds(seconds));
        }
        clock.Notice.ShouldNotBeNull().ShouldContain("jumped ahead by 1.00:00:00");
        StepWallClock(-Day);
        clock.Now.ShouldBe(_time.GetUtcNow());
        clock.Notice.ShouldBeNull();
        Started(notBefore: clock.Now).Now.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public void A_jump_forwards_that_lasts_is_followed()
    {
        var clock = Started();
        StepWallClock(Day);
        _ = clock.Now;
        _time.Advance(EngineClock.Confirmation);
        clock.Now.ShouldBe(_time.GetUtcNow());
        clock.Notice.ShouldBeNull();
    }

    [Fact]
    public void A_second_jump_starts_the_confirmation_again()
    {
        var clock = Started();
        var start = clock.Now;
        StepWallClock(Day);
        _ = clock.Now;
        _time.Advance(EngineClock.Confirmation - Second);
        StepWallClock(Day);
        _ = clock.Now;
        _time.Advance(Second);
        clock.Now.ShouldBe(start + EngineClock.Confirmation);
    }

    [Fact]
    public void While_the_wall_clock_is_behind_the_clock_runs_a_tenth_slower_until_both_agree()
    {
        var clock = Started();
        var start = clock.Now;
        StepWallClock(-Second);
        clock.Now.ShouldBe(start);
        _time.Advance(TimeSpan.FromSeconds(5));
        clock.Now.ShouldBe(start.AddSeconds(4.5));
        _time.Advance(TimeSpan.FromSeconds(10));
        clock.Now.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public void From_a_day_ahead_it_returns_in_ten_days_with_a_notice_until_then()
    {
        var clock = Started(notBefore: _time.GetUtcNow() + Day);
        clock.Notice.ShouldNotBeNull().ShouldContain("1.00:00:00 ahead of the wall clock");
        var last = clock.Now;
        for (var day = 1; day <= 10; day++)
        {
            _time.Advance(Day);
            clock.Now.ShouldBe(last + (0.9 * Day));
            last = clock.Now;
        }
        last.ShouldBe(_time.GetUtcNow());
        clock.Notice.ShouldBeNull();
    }

    [Fact]
    public void A_watcher_receives_each_change_although_no_code_reads_the_clock()
    {
        var clock = Started();
        var told = new List<string?>();
        using (clock.Watch(told.Add))
        {
            _time.Advance(Second);
            told.ShouldBeEmpty();
            StepWallClock(Day);
            _time.Advance(Second);
            _time.Advance(Second);
            told.ShouldHaveSingleItem().ShouldNotBeNull();
            for (var seconds = 0; seconds <= EngineClock.Confirmation.TotalSeconds; seconds++)
                _time.Advance(Second);
            told.Count.ShouldBe(2);
            told[1].ShouldBeNull();
            StepWallClock(-Day);
            _time.Advance(Second);
            told[2].ShouldNotBeNull().ShouldContain("ahead of the wall clock");
        }
        StepWallClock(Day);
        _time.Advance(Second);
        told.Count.ShouldBe(3);
    }

    private EngineClock Started(DateTimeOffset notBefore = default) => new(_time, notBefore);

    private void StepWallClock(TimeSpan by) => _time.SetWallClock(_time.GetUtcNow() + by);
}

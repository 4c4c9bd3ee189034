using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Storage.Tests;

public sealed class EngineClockTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_engine_s_clock_follows_the_wall_clock_forwards_in_whole_milliseconds()
    {
        var clock = new EngineClock(_time, DateTimeOffset.MinValue);
        var start = clock.Now;
        _time.Advance(TimeSpan.FromMicroseconds(1500));
        clock.Now.ShouldBe(start.AddMilliseconds(1));
        _time.Advance(TimeSpan.FromMicroseconds(500));
        clock.Now.ShouldBe(start.AddMilliseconds(2));
        _time.SetWallClock(start.AddHours(1));
        clock.Now.ShouldBe(start.AddHours(1));
        _time.SetWallClock(start);
        _time.Advance(TimeSpan.FromSeconds(1));
        clock.Now.ShouldBe(start.AddHours(1).AddSeconds(1));
    }
}

using MyAgent.Engine.Akka.Entities;

namespace MyAgent.Engine.Akka.Tests.Entities;

/// <summary>An entity that comes from a node whose clock is ahead goes on (law 18).</summary>
[IntegrationTests]
public sealed class EntityTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _clock = Start;

    [Fact]
    public void It_is_the_node_s_clock_where_the_newest_event_is_earlier()
    {
        var time = new EntityTime(() => _clock);
        time.NotBefore(Start.AddSeconds(-1)).ShouldBe(TimeSpan.Zero);
        time.Now.ShouldBe(Start);
        _clock = Start.AddHours(1);
        time.Now.ShouldBe(Start.AddHours(1));
    }

    [Fact]
    public void It_goes_on_from_a_newest_event_that_is_later_and_a_tenth_slower_until_the_clock_has_caught_up()
    {
        var time = new EntityTime(() => _clock);
        time.NotBefore(Start.AddMinutes(1)).ShouldBe(TimeSpan.FromMinutes(1));
        time.Now.ShouldBe(Start.AddMinutes(1));
        _clock = Start.AddSeconds(20);
        time.Now.ShouldBe(Start.AddMinutes(1).AddSeconds(18));
        _clock = Start.AddMinutes(10);
        time.Now.ShouldBe(_clock);
        _clock = Start.AddMinutes(11);
        time.Now.ShouldBe(_clock);
    }
}

using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Tests.Primitives;

[UnitTests]
public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly RetrySchedule<string> _schedule = new(TimeSpan.FromSeconds(2));

    [Fact]
    public void A_new_message_is_due_at_once_and_again_after_each_interval()
    {
        _schedule.Add("a");
        Due(0).ShouldBe(["a"]);
        Attempt(0, "a");
        _schedule.NextAt.ShouldBe(Start.AddSeconds(2));
        Due(1.999).ShouldBeEmpty();
        Due(2).ShouldBe(["a"]);
    }

    [Fact]
    public void New_messages_are_first_and_then_those_attempted_the_longest_ago()
    {
        foreach (var key in (string[])["a", "b", "c"])
            _schedule.Add(key);
        Attempt(1, "b");
        Attempt(2, "a");
        Due(10).ShouldBe(["c", "b", "a"]);
        _schedule.NextAt.ShouldBe(Start.AddSeconds(3));
    }

    [Fact]
    public void An_attempt_at_an_earlier_instant_because_the_clock_was_set_back_is_due_earlier()
    {
        Attempt(5, "a");
        Attempt(1, "b");
        Due(3).ShouldBe(["b"]);
    }

    [Fact]
    public void A_message_that_is_confirmed_is_not_due()
    {
        _schedule.Add("new");
        Attempt(0, "sent");
        _schedule.Remove("new");
        _schedule.Remove("sent");
        _schedule.Remove("unknown");
        Due(10).ShouldBeEmpty();
        _schedule.NextAt.ShouldBeNull();
    }

    [Fact]
    public void Adding_a_message_that_was_sent_does_not_send_it_earlier()
    {
        Attempt(0, "a");
        _schedule.Add("a");
        _schedule.Contains("a").ShouldBeTrue();
        Due(1).ShouldBeEmpty();
    }

    private IEnumerable<string> Due(double seconds) => _schedule.Due(Start.AddSeconds(seconds));

    private void Attempt(double seconds, string key) => _schedule.Attempted(key, Start.AddSeconds(seconds));
}

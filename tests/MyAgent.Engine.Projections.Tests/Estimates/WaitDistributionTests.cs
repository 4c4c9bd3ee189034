using MyAgent.Engine.Projections.Estimates;

namespace MyAgent.Engine.Projections.Tests.Estimates;

/// <summary>The estimate of waits (rule 35) against what can be computed by hand.</summary>
[UnitTests]
public sealed class WaitDistributionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 12)]
    [InlineData(1_000_000, 500)]
    [Rule("35")]
    public void Exponential_talks_give_the_sum_of_exponential_times(int services, int agents)
    {
        var (mean, low, high) = Of(services, [new FreeingAgents(agents, 0, 180)]);
        mean.ShouldBe(180.0 * services / agents, 0.03 * mean);
        if (services == 1)
        {
            low.ShouldBe(-mean * Math.Log(0.9), 0.02 * mean);
            high.ShouldBe(-mean * Math.Log(0.1), 0.06 * mean);
        }
        (low < mean && mean < high).ShouldBeTrue();
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(30, 12)]
    [Rule("35")]
    public void Callers_ahead_who_give_up_shorten_the_wait(int services, int agents)
    {
        var wait = Of(services, [new FreeingAgents(agents, 0, 180)], abandonment: 1.0 / 180);
        var exact = Enumerable.Range(0, services).Sum(ahead => 1 / ((agents / 180.0) + (ahead / 180.0)));
        wait.Mean.ShouldBe(exact, 0.03 * exact);
    }

    [Fact]
    [Rule("35")]
    public void Contacts_that_come_in_ahead_lengthen_the_wait() =>
        Of(10, [new FreeingAgents(10, 0, 180)], ahead: 0.2 * 10 / 180).Mean.ShouldBe(180 / 0.8, 8);

    [Fact]
    [Rule("35")]
    public void The_end_of_a_wrap_up_is_known()
    {
        var (mean, low, high) = Of(1, [new FreeingAgents(1, 40, 0)]);
        (mean, low, high).ShouldSatisfyAllConditions(() => mean.ShouldBe(40, 6), () => low.ShouldBe(40, 6), () => high.ShouldBe(40, 6));
        Of(1, [new FreeingAgents(1, 60, 0), new FreeingAgents(1, 0, 180)]).High.ShouldBe(60, 6);
    }

    [Fact]
    [Rule("35")]
    public void Without_agents_there_is_no_end() => WaitDistribution.Of(new WaitInput(1, [], 180, 0, 0, 0, 0)).ShouldBeNull();

    private static (double Mean, double Low, double High) Of(double services, IReadOnlyList<FreeingAgents> agents, double abandonment = 0, double ahead = 0) =>
        WaitDistribution.Of(new WaitInput(services, agents, 180, 0, abandonment, ahead, Uncertainty: 0)).ShouldNotBeNull();
}

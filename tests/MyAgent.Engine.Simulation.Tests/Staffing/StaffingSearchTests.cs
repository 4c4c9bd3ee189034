using MyAgent.Engine.Simulation.Staffing;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Staffing;

/// <summary>The fewest agents for a service level.</summary>
[ChaosTests]
public sealed class StaffingSearchTests
{
    private static readonly SimulationParameters Centre = new() { WarmUpHours = 1, Hours = 50 };

    /// <summary>The published service levels of Erlang C: a little less is reached by that number of agents, a little more by one more.</summary>
    [Theory]
    [InlineData(200, 180, 20, 12, .640158)]
    [InlineData(200, 180, 20, 14, .888350)]
    [InlineData(720, 240, 15, 55, .845883)]
    [InlineData(210, 180, 20, 13, .720612)]
    public void Erlang_C_needs_the_published_number_of_agents(double arrivals, double handle, double within, int agents, double serviceLevel)
    {
        var traffic = Centre with { ArrivalsPerHour = arrivals, HandleSeconds = handle, ServiceLevelSeconds = within };
        new StaffingSearch(traffic, serviceLevel - 1e-6).ByTheory().ShouldBe(agents);
        new StaffingSearch(traffic, serviceLevel + 1e-6).ByTheory().ShouldBe(agents + 1);
    }

    /// <summary>The published probabilities of waiting of Erlang A: the others are served within 0 s.</summary>
    [Theory]
    [InlineData(210, 180, 300, 13, .28125)]
    [InlineData(200, 180, 180, 10, .54207)]
    public void Erlang_A_needs_the_published_number_of_agents(double arrivals, double handle, double patience, int agents, double waiting)
    {
        var traffic = Centre with { ArrivalsPerHour = arrivals, HandleSeconds = handle, PatienceSeconds = patience, ServiceLevelSeconds = 0 };
        new StaffingSearch(traffic, 1 - waiting - 1e-5).ByTheory().ShouldBe(agents);
        new StaffingSearch(traffic, 1 - waiting + 1e-5).ByTheory().ShouldBe(agents + 1);
    }

    [Fact]
    public void The_rules_need_as_many_agents_as_theory_says()
    {
        var plan = new StaffingSearch(Centre, 0.85).Find().ShouldNotBeNull();
        (plan.Model, plan.TheoryAgents, plan.Agents, plan.Certain).ShouldBe(("Erlang C", 14, 14, true));
        plan.Rows.Select(row => row.Agents).ShouldBe([13, 14, 15]);
        foreach (var row in plan.Rows)
        {
            var simulated = row.Simulated.ShouldNotBeNull();
            Math.Abs(simulated.ServiceLevel!.Value - row.Theory.ServiceLevel!.Value).ShouldBeLessThan(1.5 * simulated.HalfWidth95.ServiceLevel!.Value);
        }
        plan.Runs.ShouldAllBe(run => run.Outcome.Violations.Count == 0 && run.Outcome.Figures.LawsChecked > 0);
    }

    [Fact]
    public void Callbacks_that_keep_their_place_need_no_more_agents()
    {
        var centre = Centre with { Hours = 10 };
        var without = new StaffingSearch(centre, 0.85).Find().ShouldNotBeNull();
        var with = new StaffingSearch(centre with { CallbackShare = 0.5 }, 0.85).Find().ShouldNotBeNull();
        with.Rows.Select(row => (row.Agents, row.Simulated!.ServiceLevel)).ShouldBe(without.Rows.Select(row => (row.Agents, row.Simulated!.ServiceLevel)));
        with.Rows.ShouldAllBe(row => row.Simulated!.Callback.Contacts > 0);
    }

    [Fact]
    public void Agents_who_cannot_cope_are_not_simulated()
    {
        var plan = new StaffingSearch(Centre with { Hours = 10 }, 0.01).Find().ShouldNotBeNull();
        (plan.TheoryAgents, plan.Agents).ShouldBe((11, 11));
        plan.Rows.Select(row => (row.Agents, row.Theory.Model, row.Simulated is null)).ShouldBe([(10, null, true), (11, "Erlang C", false), (12, "Erlang C", false)]);
    }

    [Fact]
    public void One_agent_has_no_fewer()
    {
        var plan = new StaffingSearch(Centre with { ArrivalsPerHour = 1, HandleSeconds = 60, Hours = 500 }, 0.5).Find().ShouldNotBeNull();
        plan.Rows.Select(row => row.Agents).ShouldBe([1, 2]);
    }

    /// <summary>In a quiet quarter of an hour far fewer agents are enough than theory says, in a rush far more are needed.</summary>
    [Theory]
    [InlineData(6, 92)]
    [InlineData(4, 111)]
    public void A_number_far_from_theory_is_found_in_few_simulations(long seed, int agents)
    {
        var plan = new StaffingSearch(Centre with { ArrivalsPerHour = 2000, PatienceSeconds = 3600, WarmUpHours = 0.3, Hours = 0.1, Seed = seed }, 0.8).Find().ShouldNotBeNull();
        (plan.TheoryAgents, plan.Agents).ShouldBe((106, agents));
        plan.Rows.Select(row => row.Agents).ShouldBe(((int[])[agents - 1, agents, agents + 1, 106]).Order());
        plan.Rows.Single(row => row.Agents == agents).Simulated!.ServiceLevel!.Value.ShouldBeGreaterThanOrEqualTo(0.8);
        plan.Rows.Single(row => row.Agents == agents - 1).Simulated!.ServiceLevel!.Value.ShouldBeLessThan(0.8);
        plan.Runs.Count.ShouldBeLessThan(12);
    }

    [Theory]
    [InlineData(null, 0.0)]
    [InlineData(60.0, 1.0)]
    [InlineData(60.0, 0.0)]
    public void More_traffic_than_the_most_agents_can_serve_has_no_number(double? patience, double callbacks) =>
        new StaffingSearch(Centre with { ArrivalsPerHour = 30_000, PatienceSeconds = patience, CallbackShare = callbacks }, 0.8).Find().ShouldBeNull();

    [Fact]
    public void Too_few_contacts_measure_nothing() =>
        Should.Throw<TooFewContactsException>(() => new StaffingSearch(Centre with { Hours = 0.05 }, 0.8).Find());

    [Fact]
    public void A_service_level_near_the_target_is_not_certain() =>
        new StaffingSearch(Centre with { Hours = 10 }, 0.8).Find().ShouldNotBeNull().Certain.ShouldBeFalse();
}

using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Theory;

/// <summary>The formulas give the published figures, to the last digit printed.</summary>
[ChaosTests]
public sealed class QueueingFormulaTests
{
    [Theory]
    [InlineData(200, 180, 12, 20, .449388, 40.4449, .640158, 2.24694)]
    [InlineData(200, 180, 14, 20, .174132, 7.8359, .888350, .43533)]
    [InlineData(720, 240, 55, 15, .238701, 8.1840, .845883, 1.63681)]
    [InlineData(210, 180, 13, 20, .368846, 26.5569, .720612, 1.54915)]
    public void Erlang_C_gives_the_published_figures(
        double arrivals, double handle, int agents, double within, double waiting, double wait, double serviceLevel, double queueLength)
    {
        var erlang = new ErlangC(new OfferedTraffic(arrivals, handle, agents));
        Math.Round(erlang.ProbabilityOfWaiting, 6).ShouldBe(waiting);
        Math.Round(erlang.MeanWaitSeconds, 4).ShouldBe(wait);
        Math.Round(erlang.ServiceLevel(within), 6).ShouldBe(serviceLevel);
        Math.Round(erlang.MeanQueueLength, 5).ShouldBe(queueLength);
    }

    [Theory]
    [InlineData(210, 180, 300, 13, .28125, .03304, 9.9128, .57825)]
    [InlineData(200, 180, 180, 10, .54207, .12511, 22.5198, 1.25110)]
    public void Erlang_A_gives_the_published_figures(
        double arrivals, double handle, double patience, int agents, double waiting, double abandoned, double wait, double queueLength)
    {
        var erlang = new ErlangA(new OfferedTraffic(arrivals, handle, agents), patience);
        Math.Round(erlang.ProbabilityOfWaiting, 5).ShouldBe(waiting);
        Math.Round(erlang.Abandonment, 5).ShouldBe(abandoned);
        Math.Round(erlang.MeanWaitSecondsOfAll, 4).ShouldBe(wait);
        Math.Round(erlang.MeanQueueLength, 5).ShouldBe(queueLength);
    }

    [Fact]
    public void Two_priorities_give_the_published_waits_and_their_mean_is_Erlang_C()
    {
        var traffic = new OfferedTraffic(200, 180, 12);
        var priorities = new TwoPriorities(traffic, 0.2);
        Math.Round(priorities.HighMeanWaitSeconds, 3).ShouldBe(8.089);
        Math.Round(priorities.LowMeanWaitSeconds, 3).ShouldBe(48.534);
        ((0.2 * priorities.HighMeanWaitSeconds) + (0.8 * priorities.LowMeanWaitSeconds))
            .ShouldBe(new ErlangC(traffic).MeanWaitSeconds, 1e-9);
    }

    [Theory]
    [InlineData(210, 180, 300, 13)]
    [InlineData(200, 180, 180, 10)]
    [InlineData(200, 180, 60, 4)]
    [InlineData(200, 180, 100_000, 11)]
    [InlineData(1, 180, 60, 1)]
    public void Integrating_the_wait_agrees_with_counting_the_states(double arrivals, double handle, double patience, int agents)
    {
        var traffic = new OfferedTraffic(arrivals, handle, agents);
        var states = new ErlangA(traffic, patience);
        var wait = new ImpatientCallers(traffic, patience, patientShare: 0);
        wait.ProbabilityOfWaiting.ShouldBe(states.ProbabilityOfWaiting, 1e-9);
        wait.Abandonment.ShouldBe(states.Abandonment, 1e-9);
        wait.MeanWaitSecondsOfAll.ShouldBe(states.MeanWaitSecondsOfAll, 1e-6);
        wait.ServiceLevel(1e9).ShouldBe(1 - states.Abandonment, 1e-9);
    }

    [Fact]
    public void Where_all_are_patient_integrating_the_wait_agrees_with_Erlang_C()
    {
        var traffic = new OfferedTraffic(200, 180, 12);
        var erlang = new ErlangC(traffic);
        var wait = new ImpatientCallers(traffic, patienceSeconds: 60, patientShare: 1);
        wait.Abandonment.ShouldBe(0);
        wait.ProbabilityOfWaiting.ShouldBe(erlang.ProbabilityOfWaiting, 1e-9);
        wait.MeanWaitSeconds.ShouldBe(erlang.MeanWaitSeconds, 1e-6);
        wait.ServiceLevel(20).ShouldBe(erlang.ServiceLevel(20), 1e-9);
    }

    [Fact]
    public void One_agent_with_a_fixed_wrap_up_follows_Pollaczek_and_Khinchine()
    {
        // λ = 1/100, E[S] = 60, Var[S] = 45²: W = λ·E[S²]/(2(1 − ρ)).
        new FixedWrapUp(new OfferedTraffic(36, 60, 1), wrapUpSeconds: 15).MeanWaitSeconds
            .ShouldBe(0.01 * ((60 * 60) + (45 * 45)) / (2 * 0.4), 1e-9);
    }

    [Theory]
    [InlineData("Erlang C", null, 0, 0, 0)]
    [InlineData("Erlang C", null, 0.5, 1, 0)]
    [InlineData("Erlang C", 60.0, 1, 0, 0)]
    [InlineData("Erlang A", 60.0, 0, 0, 0)]
    [InlineData("M/M/n+G (Baccelli-Hebuterne)", 60.0, 0.5, 0, 0)]
    [InlineData("two priorities (Cobham)", null, 0.5, 0.2, 0)]
    [InlineData("M/G/n (Lee-Longton approximation)", null, 0.5, 0, 30)]
    [InlineData(null, null, 0, 0.2, 30)]
    [InlineData(null, 60.0, 0, 0.2, 0)]
    [InlineData(null, 60.0, 0, 0, 30)]
    public void The_formula_follows_from_the_centre(string? model, double? patience, double callbacks, double vips, double wrapUp) =>
        QueueingModels.For(new SimulationParameters { PatienceSeconds = patience, CallbackShare = callbacks, VipShare = vips, WrapUpSeconds = wrapUp })
            .Model.ShouldBe(model);

    [Fact]
    public void Too_few_agents_have_no_formula_unless_callers_give_up()
    {
        var centre = new SimulationParameters { Agents = 9 };
        QueueingModels.For(centre).Model.ShouldBeNull();
        QueueingModels.For(centre with { PatienceSeconds = 60 }).Model.ShouldBe("Erlang A");
        QueueingModels.For(centre with { PatienceSeconds = 60, CallbackShare = 1 }).Model.ShouldBeNull();
    }

    [Fact]
    public void Where_no_contact_waits_each_figure_is_a_number()
    {
        var figures = QueueingModels.For(new SimulationParameters { Agents = 5000, PatienceSeconds = 60, CallbackShare = 0.5 });
        figures.ProbabilityOfWaiting.ShouldBe(0);
        figures.Classes!.Callback.ShouldBeNull();
        figures.Classes.Call.ShouldBe(0);
    }
}

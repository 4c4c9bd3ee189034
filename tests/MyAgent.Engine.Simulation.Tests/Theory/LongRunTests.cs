using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Theory;

/// <summary>What holds for each long run of any centre.</summary>
[ChaosTests]
public sealed class LongRunTests
{
    private static readonly SimulationParameters Busy = new() { Agents = 11, Hours = 100, Seed = 7 };

    public static TheoryData<double?, double, double, double> Centres => new()
    {
        { null, 0, 0, 60 }, { 120, 0, 0, 0 }, { 120, 0.5, 0.3, 30 }, { null, 1, 0.5, 0 },
    };

    /// <summary>Little's law. A difference remains by the contacts that wait when the measured time begins and when it ends.</summary>
    [Theory]
    [MemberData(nameof(Centres))]
    public void The_mean_queue_length_is_the_arrival_rate_times_the_mean_wait(double? patience, double callbacks, double vips, double wrapUp)
    {
        var run = MeasuredRun.Run(Busy with { PatienceSeconds = patience, CallbackShare = callbacks, VipShare = vips, WrapUpSeconds = wrapUp });
        var perSecond = run.Figures.Contacts / (run.Centre.Hours * 3600);
        run.Figures.MeanQueueLength.ShouldBe(perSecond * run.Figures.MeanWaitSecondsOfAll!.Value, 0.01 * run.Figures.MeanQueueLength);
    }

    /// <summary>Each contact served keeps one agent busy for one handle time, whose exponential part alone is left to chance.</summary>
    [Theory]
    [MemberData(nameof(Centres))]
    public void Agents_are_busy_for_as_long_as_the_contacts_they_serve_take(double? patience, double callbacks, double vips, double wrapUp)
    {
        var run = MeasuredRun.Run(Busy with { PatienceSeconds = patience, CallbackShare = callbacks, VipShare = vips, WrapUpSeconds = wrapUp });
        var agentSeconds = run.Centre.Agents * run.Centre.Hours * 3600;
        var talk = run.Centre.HandleSeconds - wrapUp;
        MeasuredRun.ShouldAgree(
            run.Figures.Occupancy,
            talk * Math.Sqrt(run.Figures.Served + (2 * run.Centre.Agents)) / agentSeconds,
            run.Figures.Served * run.Centre.HandleSeconds / agentSeconds,
            "occupancy");
    }

    /// <summary>Everybody in line gives up at the same rate, so as many do as time is spent in line.</summary>
    [Fact]
    public void As_many_give_up_as_their_waiting_and_their_patience_make()
    {
        var run = MeasuredRun.Run(Busy with { PatienceSeconds = 120 });
        MeasuredRun.ShouldAgree(
            run.Figures.Abandonment, Math.Sqrt(run.Figures.Abandoned) / run.Figures.Contacts, run.Figures.MeanWaitSecondsOfAll / 120, "abandonment");
    }

    [Fact]
    public void Every_contact_is_served_or_abandoned_and_in_one_class_of_each_pair()
    {
        var figures = MeasuredRun.Run(Busy with { PatienceSeconds = 120, CallbackShare = 0.5, VipShare = 0.3, Hours = 20 }).Figures;
        (figures.Served + figures.Abandoned).ShouldBe(figures.Contacts);
        (figures.Classes.Normal.Contacts + figures.Classes.Vip.Contacts).ShouldBe(figures.Contacts);
        (figures.Classes.Call.Contacts + figures.Classes.Callback.Contacts).ShouldBe(figures.Contacts);
        figures.Classes.Callback.Contacts.ShouldBe(figures.Callbacks);
        figures.Callbacks.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_centre_that_cannot_cope_is_simulated_all_the_same()
    {
        var figures = MeasuredRun.Run(Busy with { Agents = 5, Hours = 20 }).Figures;
        figures.Theory.Model.ShouldBeNull();
        figures.Served.ShouldBe(figures.Contacts);
        figures.Occupancy.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Hours_without_any_contact_have_no_mean()
    {
        var figures = MeasuredRun.Run(Busy with { ArrivalsPerHour = 0.001, Hours = 0.01 }).Figures;
        figures.Contacts.ShouldBe(0);
        figures.MeanWaitSeconds.ShouldBeNull();
        figures.HalfWidth95.MeanWaitSeconds.ShouldBeNull();
    }
}

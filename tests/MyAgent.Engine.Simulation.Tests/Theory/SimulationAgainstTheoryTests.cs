using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests.Theory;

/// <summary>The real rules reproduce what theory says, within three standard errors.</summary>
[ChaosTests]
public sealed class SimulationAgainstTheoryTests
{
    [Theory]
    [InlineData(200, 180, 12, 20, 200, .449388, 40.4449, .640158, 2.24694)]
    [InlineData(200, 180, 14, 20, 200, .174132, 7.8359, .888350, .43533)]
    [InlineData(720, 240, 55, 15, 60, .238701, 8.1840, .845883, 1.63681)]
    [InlineData(210, 180, 13, 20, 200, .368846, 26.5569, .720612, 1.54915)]
    public void Patient_callers_follow_Erlang_C(
        double arrivals, double handle, int agents, double within, double hours, double waiting, double wait, double serviceLevel, double queueLength)
    {
        var run = MeasuredRun.Run(new SimulationParameters
        {
            ArrivalsPerHour = arrivals, HandleSeconds = handle, Agents = agents, ServiceLevelSeconds = within, Hours = hours,
        });
        MeasuredRun.ShouldAgree(run.Of.HadToWait.Estimate(), waiting, "probability of waiting");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAnswered.Estimate(), wait, "mean wait");
        MeasuredRun.ShouldAgree(run.Of.InTime.Estimate(), serviceLevel, "service level");
        var perSecond = arrivals / 3600;
        MeasuredRun.ShouldAgree(run.Figures.MeanQueueLength, run.Of.WaitOfAll.Estimate().StandardError * perSecond, queueLength, "mean queue length");
        run.Figures.Abandoned.ShouldBe(0);
    }

    [Theory]
    [InlineData(210, 180, 300, 13, 200, .28125, .03304, 9.9128, .57825)]
    [InlineData(200, 180, 180, 10, 200, .54207, .12511, 22.5198, 1.25110)]
    public void Impatient_callers_follow_Erlang_A(
        double arrivals, double handle, double patience, int agents, double hours, double waiting, double abandoned, double wait, double queueLength)
    {
        var run = MeasuredRun.Run(new SimulationParameters
        {
            ArrivalsPerHour = arrivals, HandleSeconds = handle, Agents = agents, PatienceSeconds = patience, Hours = hours,
        });
        MeasuredRun.ShouldAgree(run.Of.HadToWait.Estimate(), waiting, "probability of waiting");
        MeasuredRun.ShouldAgree(run.Of.Abandonment.Estimate(), abandoned, "abandonment");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAll.Estimate(), wait, "mean wait of all");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAnswered.Estimate(), run.Figures.Theory.MeanWaitSeconds, "mean wait");
        MeasuredRun.ShouldAgree(run.Of.InTime.Estimate(), run.Figures.Theory.ServiceLevel, "service level");
        MeasuredRun.ShouldAgree(run.Figures.MeanQueueLength, run.Of.WaitOfAll.Estimate().StandardError * arrivals / 3600, queueLength, "mean queue length");
    }

    [Fact]
    public void Callers_with_priority_wait_less_and_the_others_more()
    {
        var run = MeasuredRun.Run(new SimulationParameters { Agents = 12, VipShare = 0.2, Hours = 200 });
        MeasuredRun.ShouldAgree(run.Of.Vip.Wait.Estimate(), 8.089, "mean wait with priority");
        MeasuredRun.ShouldAgree(run.Of.Normal.Wait.Estimate(), 48.534, "mean wait without");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAnswered.Estimate(), 40.445, "mean wait");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Callbacks_do_not_change_the_mean_wait(double share)
    {
        var run = MeasuredRun.Run(new SimulationParameters { Agents = 12, CallbackShare = share, Hours = 200 });
        var (wait, waiting) = (run.Of.WaitOfAnswered.Estimate(), run.Of.HadToWait.Estimate());
        MeasuredRun.ShouldAgree(wait, 40.4449, "mean wait");
        MeasuredRun.ShouldAgree(waiting, .449388, "probability of waiting");
        MeasuredRun.ShouldAgree(run.Of.InTime.Estimate(), .640158, "service level");

        // Of those who have to wait chance alone made some callbacks, so both kinds wait equally long: 90 s, exponentially spread.
        var (call, callback) = (run.Figures.Classes.Call, run.Figures.Classes.Callback);
        var callsThatWaited = Math.Round(waiting.Value!.Value * run.Figures.Contacts) - callback.Contacts;
        var whenWaiting = 40.4449 / .449388;
        if (callback.Contacts > 0)
            MeasuredRun.ShouldAgree(callback.MeanWaitSeconds, Precision(callback.Contacts), whenWaiting, "wait of callbacks");
        if (callsThatWaited > 0)
            MeasuredRun.ShouldAgree(call.MeanWaitSeconds * call.Contacts / callsThatWaited, Precision(callsThatWaited), whenWaiting, "wait of callers");
        if (share is > 0 and < 1)
        {
            MeasuredRun.ShouldAgree(
                callback.Contacts, Math.Sqrt(callback.Contacts + callsThatWaited) / 2, callsThatWaited + ((callback.Contacts - callsThatWaited) / 2),
                "half of them");
            MeasuredRun.ShouldAgree(
                call.MeanWaitSeconds * call.Contacts / callsThatWaited, whenWaiting * Math.Sqrt((1 / callsThatWaited) + (1.0 / callback.Contacts)),
                callback.MeanWaitSeconds, "callers and callbacks");
        }

        double Precision(double count) => double.Hypot(wait.StandardError!.Value / waiting.Value!.Value, whenWaiting / Math.Sqrt(count));
    }

    [Fact]
    public void Callbacks_change_the_wait_of_no_single_contact()
    {
        var centre = new SimulationParameters { Agents = 12, Hours = 30 };
        var without = MeasuredRun.Run(centre).Figures;
        foreach (var share in (double[])[0.5, 1])
        {
            var with = MeasuredRun.Run(centre with { CallbackShare = share }).Figures;
            with.Callbacks.ShouldBeGreaterThan(0);
            (with.MeanWaitSeconds, with.ProbabilityOfWaiting, with.ServiceLevel, with.MeanQueueLength)
                .ShouldBe((without.MeanWaitSeconds, without.ProbabilityOfWaiting, without.ServiceLevel, without.MeanQueueLength));
        }
    }

    [Fact]
    public void Callbacks_with_impatient_callers_follow_the_general_formula()
    {
        var run = MeasuredRun.Run(new SimulationParameters { Agents = 11, PatienceSeconds = 120, CallbackShare = 0.5, Hours = 200 });
        var theory = run.Figures.Theory;
        MeasuredRun.ShouldAgree(run.Of.HadToWait.Estimate(), theory.ProbabilityOfWaiting, "probability of waiting");
        MeasuredRun.ShouldAgree(run.Of.Abandonment.Estimate(), theory.Abandonment, "abandonment");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAll.Estimate(), theory.MeanWaitSecondsOfAll, "mean wait of all");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAnswered.Estimate(), theory.MeanWaitSeconds, "mean wait");
        MeasuredRun.ShouldAgree(run.Of.InTime.Estimate(), theory.ServiceLevel, "service level");
        MeasuredRun.ShouldAgree(run.Of.Call.Wait.Estimate(), theory.Classes!.Call, "mean wait of callers");
        MeasuredRun.ShouldAgree(run.Of.Callback.Wait.Estimate(), theory.Classes.Callback, "mean wait of callbacks");
    }

    [Fact]
    public void One_agent_with_a_fixed_wrap_up_follows_Pollaczek_and_Khinchine()
    {
        var run = MeasuredRun.Run(new SimulationParameters { ArrivalsPerHour = 36, HandleSeconds = 60, WrapUpSeconds = 45, Agents = 1, Hours = 1000 });
        MeasuredRun.ShouldAgree(run.Of.HadToWait.Estimate(), 0.6, "probability of waiting");
        MeasuredRun.ShouldAgree(run.Of.WaitOfAnswered.Estimate(), run.Figures.Theory.MeanWaitSeconds, "mean wait");
    }
}

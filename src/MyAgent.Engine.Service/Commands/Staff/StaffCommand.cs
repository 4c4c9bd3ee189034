using System.CommandLine;
using System.Globalization;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Commands.Simulate;
using MyAgent.Engine.Simulation.Staffing;
using MyAgent.Engine.Simulation.Theory;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Service.Commands.Staff;

/// <summary><c>myagent staff</c>: how many agents a service level needs, by queueing theory and by simulation of the real rules.</summary>
internal static class StaffCommand
{
    private static readonly Option<double> ArrivalsPerHour = new("--arrivals-per-hour") { Description = "The rate of the Poisson arrivals.", Required = true };

    private static readonly Option<double> HandleSeconds = new("--handle-seconds")
    {
        Description = "The mean handle time, including wrap-up. The time before the wrap-up is exponential.",
        Required = true,
    };

    private static readonly Option<string> Target = new("--target")
    {
        Description = "The service level, as percent/seconds: 80/20 means that 80 % of all contacts get an agent within 20 s.",
        DefaultValueFactory = _ => "80/20",
    };

    private static readonly Option<double?> PatienceSeconds = new("--patience-seconds")
    {
        Description = "The mean of the exponential patience of callers; without it no caller gives up.",
    };

    private static readonly Option<double> WrapUpSeconds = new("--wrap-up-seconds") { Description = "The fixed wrap-up at the end of each handle time. Default: 0." };

    private static readonly Option<double> CallbackShare = new("--callback-share")
    {
        Description = "The share of waiting callers who request a callback at once, 0 to 1. Default: 0.",
    };

    private static readonly Option<double?> Hours = new("--hours")
    {
        Description = "The length of the measurement of each simulation, in hours of virtual time. Default: that of 10000 contacts, or 100 handle times if that is longer.",
    };

    private static readonly Option<double?> WarmUpHours = new("--warm-up-hours")
    {
        Description = "The length of the warm-up before the measurement, in hours of virtual time. Default: 10 handle times.",
    };

    private static readonly Option<long> Seed = new("--seed") { Description = "The seed of all random numbers.", DefaultValueFactory = _ => 1 };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var staff = new Command("staff", "Says how many agents a service level needs, by queueing theory and by simulation of the real rules.")
        {
            ArrivalsPerHour, HandleSeconds, Target, PatienceSeconds, WrapUpSeconds, CallbackShare, Hours, WarmUpHours, Seed, ApiCommand.Json,
        };
        staff.SetAction(Run);
        return staff;
    }

    private static int Run(ParseResult call)
    {
        var target = StaffTarget.Parse(call.GetValue(Target)!);
        var (arrivals, handle) = (call.GetValue(ArrivalsPerHour), call.GetValue(HandleSeconds));
        var traffic = new SimulationParameters
        {
            ArrivalsPerHour = arrivals,
            HandleSeconds = handle,
            PatienceSeconds = call.GetValue(PatienceSeconds),
            WrapUpSeconds = call.GetValue(WrapUpSeconds),
            CallbackShare = call.GetValue(CallbackShare),
            ServiceLevelSeconds = target.Seconds,
            Hours = call.GetValue(Hours) ?? StaffingSearch.DefaultHours(arrivals, handle),
            WarmUpHours = call.GetValue(WarmUpHours) ?? StaffingSearch.DefaultWarmUpHours(handle),
            Seed = call.GetValue(Seed),
        };
        if (traffic.Trouble() is { } trouble)
            throw new WrongCallException(trouble);
        var plan = Find(traffic, target);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(StaffDocument.Of(target, traffic, plan));
        else
            StaffTable.Write(terminal, target, traffic, plan);
        if (plan.Runs.FirstOrDefault(run => run.Outcome.Violations.Count > 0) is not { } broken)
            return ExitCode.Done;
        BrokenLawsText.Write(new Terminal(call.InvocationConfiguration.Error), broken.Parameters, broken.Outcome);
        return ExitCode.CheckFailed;
    }

    private static StaffingPlan Find(SimulationParameters traffic, StaffTarget target)
    {
        try
        {
            if (new StaffingSearch(traffic, target.ServiceLevel).Find() is { } plan)
                return plan;
        }
        catch (TooFewContactsException)
        {
            throw new WrongCallException("--hours is too short: too few contacts arrive to measure a service level.");
        }
        var erlangs = new OfferedTraffic(traffic.ArrivalsPerHour, traffic.HandleSeconds, Agents: 1).Load;
        throw new CommandFailedException(
            ExitCode.CheckFailed,
            "targetNotReached",
            string.Create(CultureInfo.InvariantCulture, $"No number of agents up to {StaffingSearch.MaxAgents} gives {target}: the traffic is {erlangs:0.#} erlangs."));
    }
}

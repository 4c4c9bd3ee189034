using System.CommandLine;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Simulation;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Service.Commands.Simulate;

/// <summary><c>myagent simulate</c>: runs the rules in virtual time and compares the figures with queueing theory.</summary>
internal static class SimulateCommand
{
    private static readonly SimulationParameters Defaults = new();

    private static readonly Option<double> ArrivalsPerHour = Number("--arrivals-per-hour", "The rate of the Poisson arrivals.", Defaults.ArrivalsPerHour);

    private static readonly Option<double> HandleSeconds = Number(
        "--handle-seconds", "The mean handle time, including wrap-up. The time before the wrap-up is exponential.", Defaults.HandleSeconds);

    private static readonly Option<int> Agents = new("--agents") { Description = "The number of agents who are logged in.", DefaultValueFactory = _ => Defaults.Agents };

    private static readonly Option<double> WrapUpSeconds = Number(
        "--wrap-up-seconds", "The fixed wrap-up at the end of each handle time.", Defaults.WrapUpSeconds);

    private static readonly Option<double?> PatienceSeconds = new("--patience-seconds")
    {
        Description = "The mean of the exponential patience of callers; without it no caller gives up.",
    };

    private static readonly Option<double> CallbackShare = Number(
        "--callback-share", "The share of waiting callers who request a callback at once, 0 to 1.", Defaults.CallbackShare);

    private static readonly Option<double> VipShare = Number("--vip-share", "The share of callers with priority 1, 0 to 1.", Defaults.VipShare);

    private static readonly Option<double> ServiceLevelSeconds = Number(
        "--service-level-seconds", "An answer within this time counts as in time. The service level is the share of contacts answered in time.", Defaults.ServiceLevelSeconds);

    private static readonly Option<double> Hours = Number("--hours", "The length of the measurement, in hours of virtual time.", Defaults.Hours);

    private static readonly Option<double> WarmUpHours = Number(
        "--warm-up-hours", "The length of the warm-up before the measurement, in hours of virtual time.", Defaults.WarmUpHours);

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "The seed of all random numbers.",
        DefaultValueFactory = _ => Defaults.Seed,
    };

    private static readonly Option<bool> Faults = new("--faults")
    {
        Description = "Injects faults that follow from the seed: messages between entities are lost, duplicated, delayed and reordered, commits fail, the host restarts "
            + "from its journal, and the wall clock steps back. In four queues, callers, agents and supervisors do all that they may. Stops at the first broken "
            + "law or failed rule, and prints the shortest history that shows it.",
    };

    private static readonly Option<bool> Day = new("--day")
    {
        Description = "Working days in place of constant traffic: calls from 8 to 18 o'clock at a rate that changes by the hour (--arrivals-per-hour is its mean), and "
            + "agents (--agents is all of them) who come in three shifts, take breaks and go. --hours counts whole days of 24 hours.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var simulate = new Command("simulate", "Runs the real rules in virtual time and compares the figures with queueing theory.")
        {
            ArrivalsPerHour, HandleSeconds, Agents, WrapUpSeconds, PatienceSeconds, CallbackShare, VipShare, ServiceLevelSeconds, Hours, WarmUpHours,
            Seed, Day, Faults, ApiCommand.Json,
        };
        simulate.SetAction(Run);
        return simulate;
    }

    private static int Run(ParseResult call)
    {
        var centre = new SimulationParameters
        {
            ArrivalsPerHour = call.GetValue(ArrivalsPerHour),
            HandleSeconds = call.GetValue(HandleSeconds),
            Agents = call.GetValue(Agents),
            WrapUpSeconds = call.GetValue(WrapUpSeconds),
            PatienceSeconds = call.GetValue(PatienceSeconds),
            CallbackShare = call.GetValue(CallbackShare),
            VipShare = call.GetValue(VipShare),
            ServiceLevelSeconds = call.GetValue(ServiceLevelSeconds),
            Hours = call.GetValue(Hours),
            WarmUpHours = call.GetValue(WarmUpHours),
            Seed = call.GetValue(Seed),
            Day = call.GetValue(Day),
            Faults = call.GetValue(Faults),
        };
        if (centre.Trouble() is { } trouble)
            throw new WrongCallException(trouble);
        var outcome = Simulator.Run(centre, TimeProvider.System);
        var terminal = Terminal.Of(call);
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(outcome.Figures);
        else
            SimulationTable.Write(terminal, outcome.Figures);
        if (outcome is { Violations.Count: 0, Failure: null })
            return ExitCode.Done;
        BrokenLawsText.Write(new Terminal(call.InvocationConfiguration.Error), centre, outcome);
        return ExitCode.CheckFailed;
    }

    private static Option<double> Number(string name, string description, double defaultValue) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
}

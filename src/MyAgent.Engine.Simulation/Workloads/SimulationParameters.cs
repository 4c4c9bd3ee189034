namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>The parameters of a simulation. It has one queue, or four with faults.</summary>
internal sealed record SimulationParameters
{
    /// <summary>The rate of the Poisson arrivals; default 200.</summary>
    public double ArrivalsPerHour { get; init; } = 200;

    /// <summary>The mean handle time, the wrap-up included, in seconds; default 180. What is not wrap-up is exponential.</summary>
    public double HandleSeconds { get; init; } = 180;

    /// <summary>How many agents are logged in; default 14.</summary>
    public int Agents { get; init; } = 14;

    /// <summary>The fixed wrap-up at the end of each handle time, in seconds; default 0.</summary>
    public double WrapUpSeconds { get; init; }

    /// <summary>The mean of the exponential patience, in seconds; null (the default) for callers who never give up.</summary>
    public double? PatienceSeconds { get; init; }

    /// <summary>The share of the callers who have to wait who turn into callback requests at once, from 0 (the default) to 1.</summary>
    public double CallbackShare { get; init; }

    /// <summary>The share of the callers who have priority 1, from 0 (the default) to 1; the others have 0.</summary>
    public double VipShare { get; init; }

    /// <summary>An answer within this counts as in time, in seconds; default 20.</summary>
    public double ServiceLevelSeconds { get; init; } = 20;

    /// <summary>The measured period, in hours; default 1 000.</summary>
    public double Hours { get; init; } = 1000;

    /// <summary>The warm-up before the measured period, in hours; default 50.</summary>
    public double WarmUpHours { get; init; } = 50;

    /// <summary>Everything random follows from it; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether messages between entities are lost, doubled, late and overtaken, commits fail, the host stops and takes up again from its
    /// journal, and the wall clock steps back or jumps ahead, while people do all that they may in four queues; default false. The other figures are means then, and the
    /// wrap-ups go up to twice theirs. The simulation ends where a law is broken for the first time or a rule fails.</summary>
    public bool Faults { get; init; }

    /// <summary>Whether traffic and agents change over a working day; default false. The rate of arrivals is then the mean of the hours from 8 to 18, and none call at
    /// other hours; agents come in three shifts of 8 hours, each with three breaks.</summary>
    public bool Day { get; init; }

    /// <summary>Whether the quality of estimated waits is measured; default true. Without it a simulation takes about two thirds of the time.</summary>
    public bool MeasuresEstimates { get; init; } = true;

    /// <summary>What is wrong with the first value that cannot be simulated, as a sentence that begins with the option's name; null where all is well.</summary>
    public string? Trouble() => this switch
    {
        { ArrivalsPerHour: not (>= 0.001 and <= 1_000_000) } => "--arrivals-per-hour is from 0.001 to 1000000.",
        { HandleSeconds: not (>= 0.001 and <= 1_000_000) } => "--handle-seconds is from 0.001 to 1000000.",
        { Agents: not (>= 1 and <= 10_000) } => "--agents is from 1 to 10000.",
        { WrapUpSeconds: not >= 0 } => "--wrap-up-seconds is not negative.",
        _ when WrapUpSeconds >= HandleSeconds => "--wrap-up-seconds is part of --handle-seconds, and so less than that.",
        { PatienceSeconds: not (null or (>= 0.001 and <= 1_000_000_000)) } => "--patience-seconds is from 0.001 to 1000000000; leave it out for callers who never give up.",
        { CallbackShare: not (>= 0 and <= 1) } => "--callback-share is from 0 to 1.",
        { VipShare: not (>= 0 and <= 1) } => "--vip-share is from 0 to 1.",
        { ServiceLevelSeconds: not (>= 0 and <= 1_000_000_000) } => "--service-level-seconds is from 0 to 1000000000.",
        { Hours: not (> 0 and <= 1_000_000) } => "--hours is more than 0 and at most 1000000.",
        { WarmUpHours: not (>= 0 and <= 1_000_000) } => "--warm-up-hours is from 0 to 1000000.",
        { Day: true, Faults: true } => "--day does not go with --faults, which has a workload of its own.",
        _ => null,
    };
}

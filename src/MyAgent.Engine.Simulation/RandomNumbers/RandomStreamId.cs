namespace MyAgent.Engine.Simulation.RandomNumbers;

/// <summary>What a stream of random numbers is for.</summary>
public enum RandomStreamId
{
    /// <summary>The times between arrivals.</summary>
    Arrivals = 1,

    /// <summary>What one contact will do.</summary>
    Contact = 2,

    /// <summary>When the host stops.</summary>
    Stops = 3,

    /// <summary>When the wall clock steps back.</summary>
    ClockSteps = 4,

    /// <summary>The faults of one message or step.</summary>
    Fault = 5,

    /// <summary>The topology of a randomized workload: queues, agents and regular callers.</summary>
    Topology = 6,

    /// <summary>What one caller does there.</summary>
    Caller = 7,

    /// <summary>What an agent does about one offer there.</summary>
    Offer = 8,

    /// <summary>What a supervisor does there after one call.</summary>
    Supervisor = 9,

    /// <summary>Whether, and when, a connector repeats an arrival.</summary>
    RepeatedArrival = 10,

    /// <summary>When the wall clock jumps ahead.</summary>
    ClockJumps = 11,

    /// <summary>Who ends a caller's call at the caller's side.</summary>
    EndedBy = 12,
}

namespace MyAgent.Engine.Simulation.RandomNumbers;

/// <summary>What a stream of random numbers is for.</summary>
internal enum RandomStreamId
{
    /// <summary>The times between arrivals.</summary>
    Arrivals = 1,

    /// <summary>The attributes of one customer.</summary>
    Contact = 2,

    /// <summary>When the host stops.</summary>
    Stops = 3,

    /// <summary>When the wall clock steps back.</summary>
    ClockSteps = 4,

    /// <summary>The faults of one message or step.</summary>
    Fault = 5,

    /// <summary>The topology of a randomized workload: queues, agents and regular callers.</summary>
    Topology = 6,

    /// <summary>The behaviour of one caller in a randomized workload.</summary>
    Caller = 7,

    /// <summary>The behaviour of an agent for one offer in a randomized workload.</summary>
    Offer = 8,

    /// <summary>The behaviour of a supervisor after one call in a randomized workload.</summary>
    Supervisor = 9,

    /// <summary>Whether, and when, a connector repeats an arrival.</summary>
    RepeatedArrival = 10,

    /// <summary>When the wall clock jumps ahead.</summary>
    ClockJumps = 11,

    /// <summary>Who ends a caller's call at the caller's side.</summary>
    EndedBy = 12,

    /// <summary>Whether a customer of a randomized workload requests a callback without calling, and how.</summary>
    DirectCallback = 13,

    /// <summary>Which connector brings a contact of a randomized workload, and whether it falls silent a little later.</summary>
    Connector = 14,

    /// <summary>Which wrap-up codes an agent sets for one offer in a randomized workload.</summary>
    WrapUpCode = 15,

    /// <summary>What the connector knows of one contact in a randomized workload, and when that changes.</summary>
    ContactData = 16,

    /// <summary>When the telephones of a randomized workload cannot ring.</summary>
    Endpoint = 17,

    /// <summary>Which callback windows are booked for one contact of a randomized workload.</summary>
    CallbackWindow = 19,

    /// <summary>When the call of one offer of a randomized workload is held and resumed.</summary>
    Hold = 21,

    /// <summary>Whether an agent asks for advice about a contact of a randomized workload, and how that ends.</summary>
    Consultation = 22,

    /// <summary>Whether, when and where an agent of a randomized workload transfers the contact of one offer.</summary>
    Transfer = 18,

    /// <summary>When an agent of a randomized workload falls silent, and for how long.</summary>
    AgentLease = 20,

    /// <summary>When the trainee of a randomized workload comes, and leaves.</summary>
    Turnover = 23,

    /// <summary>When an agent comes, goes and has breaks on a working day.</summary>
    WorkingDay = 35,
}

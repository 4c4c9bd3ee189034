using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Projections.Estimates;

/// <summary>Why there is no estimate of a wait (rule 35).</summary>
[JsonConverter(typeof(CamelCaseEnum<NoEstimateReason>))]
internal enum NoEstimateReason
{
    /// <summary>No agent who could take the contact is logged in and working, or is expected back.</summary>
    NoAgent,

    /// <summary>The queue is closed, and takes no contact now.</summary>
    Closed,

    /// <summary>The queue is full, and takes no contact now.</summary>
    Full,

    /// <summary>Too few contacts were handled to know how long that takes.</summary>
    TooLittleSeen,
}

/// <summary>How long a contact will presumably wait for an agent, in whole seconds; or why that is not known.</summary>
/// <param name="Seconds">The expected wait from now on, in seconds; null where there is a reason.</param>
/// <param name="Low">The start of the band that is meant to hold four waits out of five: one wait in ten is shorter. In seconds; null where there is a reason.</param>
/// <param name="High">The end of that band: one wait in ten is longer. In seconds; null where there is a reason.</param>
/// <param name="Reason">Why there is no estimate; null where there is one.</param>
internal sealed record WaitEstimate(double? Seconds, double? Low, double? High, NoEstimateReason? Reason = null)
{
    /// <summary>No estimate.</summary>
    public static WaitEstimate None(NoEstimateReason reason) => new(Seconds: null, Low: null, High: null, reason);
}

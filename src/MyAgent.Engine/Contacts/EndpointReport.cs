using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>Whether an endpoint can ring (rule 29).</summary>
[JsonConverter(typeof(CamelCaseEnum<EndpointState>))]
public enum EndpointState
{
    /// <summary>It can ring. So can an endpoint that no connector has reported on.</summary>
    Ready,

    /// <summary>It is in use, other than for a contact of the engine.</summary>
    Busy,

    /// <summary>It cannot be reached.</summary>
    Unreachable,
}

/// <summary>What was last reported of an endpoint (rule 29).</summary>
/// <param name="State">Whether it can ring.</param>
/// <param name="Reason">Why, for people; null for none.</param>
/// <param name="Revision">The endpoint's revision with the report: of two reports the one with the higher revision is newer.</param>
public sealed record EndpointReport(EndpointState State, string? Reason, long Revision)
{
    /// <summary>What an agent knows after a reject (rule 33b): <see cref="RejectReason.Busy"/> and <see cref="RejectReason.Unreachable"/> say how the telephone is.</summary>
    internal EndpointReport After(RejectReason? reason) => reason switch
    {
        RejectReason.Busy => With(EndpointState.Busy),
        RejectReason.Unreachable => With(EndpointState.Unreachable),
        _ => this,
    };

    private EndpointReport With(EndpointState state) => State == state ? this : this with { State = state, Reason = null };
}

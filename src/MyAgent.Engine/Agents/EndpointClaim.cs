using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Agents;

/// <summary>What an agent last wanted of an endpoint (rule 28).</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Number">Names the claim: the agent's revision with which it began.</param>
/// <param name="State">How it stands.</param>
/// <param name="Request">The command that logs the agent in, while the endpoint has not decided; else null.</param>
/// <param name="Report">What the agent knows of the endpoint's state, while it is logged in there; null for nothing.</param>
/// <param name="IsFound">Whether a reject has shown that state, and the endpoint has not confirmed it (rule 33b).</param>
internal sealed record EndpointClaim(
    EndpointId Endpoint, long Number, ClaimState State, Cause? Request = null, EndpointReport? Report = null, bool IsFound = false)
{
    /// <summary>The claim after the log-out, or after the log-in was taken back.</summary>
    internal EndpointClaim Release() => new(Endpoint, Number, ClaimState.Released);

    /// <summary>The claim after an offer of a call ended: a reject may say how the telephone is.</summary>
    internal EndpointClaim After(RejectReason? reason) =>
        State == ClaimState.Held && Report?.After(reason) is { } report && report != Report ? this with { Report = report, IsFound = true } : this;
}

/// <summary>How an agent's claim to an endpoint stands.</summary>
[JsonConverter(typeof(CamelCaseEnum<ClaimState>))]
internal enum ClaimState
{
    /// <summary>The endpoint has not decided; the agent is not logged in.</summary>
    Requested,

    /// <summary>The agent is logged in there.</summary>
    Held,

    /// <summary>The agent has logged out, or has taken the log-in back.</summary>
    Released,
}

using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Agents;

/// <summary>What follows for an agent instead of available (rule 5).</summary>
[JsonConverter(typeof(CamelCaseEnum<NextStatus>))]
public enum NextStatus
{
    /// <summary>A break.</summary>
    Break,

    /// <summary>A log-out.</summary>
    LogOut,
}

/// <summary>A break or log-out that waits until the current contact is finished.</summary>
/// <param name="Status">What follows.</param>
/// <param name="Reason">A break's reason.</param>
/// <param name="Seconds">A break's length, in seconds; null for open.</param>
public sealed record NextRequest(NextStatus Status, string? Reason = null, double? Seconds = null);

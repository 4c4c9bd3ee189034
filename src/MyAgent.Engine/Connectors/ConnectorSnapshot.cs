using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Connectors;

/// <summary>A connector's journaled state.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="Lease">Its lease; null for none.</param>
/// <param name="LostAt">Since when it is lost; null while it is not.</param>
/// <param name="ClaimUntil">Until when it is to claim its calls; null where it need not.</param>
/// <param name="EndsCallsBefore">The calls that it has not claimed: those that arrived before; null for none.</param>
/// <param name="Round">How many times it was lost and returned, counted together.</param>
/// <param name="Queues">The queues that watch it, in the order of their ids.</param>
internal sealed record ConnectorSnapshot(
    ConnectorId Connector,
    long Revision,
    DateTimeOffset LastEventAt,
    ConnectorLease? Lease,
    DateTimeOffset? LostAt,
    DateTimeOffset? ClaimUntil,
    DateTimeOffset? EndsCallsBefore,
    long Round,
    IReadOnlyList<QueueId> Queues) : ISnapshot;

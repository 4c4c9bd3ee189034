using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>One connector, folded from its own events. Immutable: each event gives a new instance.</summary>
/// <param name="Connector">The connector.</param>
internal sealed record ConnectorProjection(ConnectorId Connector)
{
    /// <summary>Its lease; null for none.</summary>
    public ConnectorLease? Lease { get; init; }

    /// <summary>Since when it is lost; null while it is not.</summary>
    public DateTimeOffset? LostAt { get; init; }

    /// <summary>Until when it is to claim its calls; null where it need not.</summary>
    public DateTimeOffset? ClaimBy { get; init; }

    /// <summary>The connector after an event.</summary>
    public ConnectorProjection After(RecordedEvent recorded) => recorded.Event switch
    {
        ConnectorLeased leased => this with { Lease = leased.Lease },
        ConnectorLost => this with { LostAt = LostAt ?? recorded.At, ClaimBy = null },
        ConnectorClaimAwaited awaited => this with { ClaimBy = awaited.Until },
        ConnectorReturned => this with { LostAt = null, ClaimBy = null },
        _ => this,
    };

    /// <summary>The connector as clients see it.</summary>
    public ConnectorAnswer ToAnswer() => ConnectorAnswer.Of(Connector, Lease, LostAt, ClaimBy);
}

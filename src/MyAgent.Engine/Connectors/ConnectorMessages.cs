using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Connectors;

/// <summary>The lease of a connector (rule 30).</summary>
/// <param name="LeaseSeconds">How long the connector may be silent before it counts as lost, in seconds, 2 to 300. Default 15.</param>
/// <param name="GraceSeconds">How long it may be lost and go on as if nothing had happened, in seconds, 0 to 3600. Default 60.</param>
public sealed record ConnectorLease(
    [property: SettingRange(2, Max = 300)] double LeaseSeconds = ConnectorLease.DefaultLeaseSeconds,
    [property: SettingRange(0, Max = 3600)] double GraceSeconds = ConnectorLease.DefaultGraceSeconds)
{
    /// <summary>The lease where none is given, in seconds.</summary>
    public const double DefaultLeaseSeconds = 15;

    /// <summary>The grace where none is given, in seconds.</summary>
    public const double DefaultGraceSeconds = 60;
}

/// <summary>Whether a connector is there.</summary>
[JsonConverter(typeof(CamelCaseEnum<ConnectorState>))]
public enum ConnectorState
{
    /// <summary>It has never had a lease, and cannot be lost.</summary>
    WithoutLease,

    /// <summary>Its lease runs.</summary>
    Alive,

    /// <summary>It was not heard of within its lease: its calls are not offered.</summary>
    Lost,

    /// <summary>It is back after its grace, and has yet to say which calls it still has: none is offered.</summary>
    Claiming,
}

/// <summary>The connector is there: its lease begins again. The first time gives it a lease. It journals only the first time, a change of the lease, and the
/// return of a lost connector. It is never remembered under a command id: to repeat it is to be there again. Answered with a
/// <see cref="ConnectorAnswer"/>.</summary>
/// <param name="LeaseSeconds">The lease from now on; null for the one that it has, or the default.</param>
/// <param name="GraceSeconds">The grace from now on; null for the one that it has, or the default.</param>
public sealed record KeepConnectorAlive(double? LeaseSeconds = null, double? GraceSeconds = null) : ICommand;

/// <summary>The connector has said which calls it still has, and the others have been ended: it goes on with these. It is there, too. Answered with a
/// <see cref="ConnectorAnswer"/>.</summary>
public sealed record ClaimCalls : ICommand;

/// <summary>Asks for a connector. Answered with a <see cref="ConnectorAnswer"/>.</summary>
public sealed record GetConnector : IQuery;

/// <summary>A connector, as a command is answered.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Lease">Its lease; null where it has none.</param>
/// <param name="LostAt">Since when it is lost, or until its claim; null while it is not.</param>
/// <param name="ClaimBy">Until when it is to claim its calls; null where it need not.</param>
public sealed record ConnectorAnswer(ConnectorId Connector, ConnectorState State, ConnectorLease? Lease, DateTimeOffset? LostAt, DateTimeOffset? ClaimBy) : IAnswer
{
    /// <summary>The answer for what the connector itself, or a projection of its events, knows.</summary>
    internal static ConnectorAnswer Of(ConnectorId connector, ConnectorLease? lease, DateTimeOffset? lostAt, DateTimeOffset? claimBy) => new(
        connector,
        lease is null ? ConnectorState.WithoutLease
        : lostAt is null ? ConnectorState.Alive
        : claimBy is null ? ConnectorState.Lost
        : ConnectorState.Claiming,
        lease, lostAt, claimBy);
}

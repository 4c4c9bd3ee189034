using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Connectors;

/// <summary>Something that happened to a connector.</summary>
public interface IConnectorEvent : IEvent;

/// <summary>A queue has the first call of the connector: it is to be told when the connector is lost and returns.</summary>
public sealed record ConnectorWatched(QueueId QueueId) : IConnectorEvent;

/// <summary>The connector has a lease, or another one.</summary>
public sealed record ConnectorLeased(ConnectorLease Lease) : IConnectorEvent;

/// <summary>The connector was not heard of within its lease, or not again after it came back too late: its calls are not offered (rule 30).</summary>
public sealed record ConnectorLost : IConnectorEvent;

/// <summary>A lost connector is back after its grace: until it has claimed its calls, they are not offered.</summary>
/// <param name="Until">When calls that it has not claimed are ended.</param>
public sealed record ConnectorClaimAwaited(DateTimeOffset Until) : IConnectorEvent;

/// <summary>The connector is back: its calls are offered again.</summary>
/// <param name="EndsCallsBefore">It has not claimed its calls in time: those that arrived before this instant are ended. Null where it goes on with all
/// that are open.</param>
public sealed record ConnectorReturned(DateTimeOffset? EndsCallsBefore = null) : IConnectorEvent;

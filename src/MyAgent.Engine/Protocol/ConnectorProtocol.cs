using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>What a queue says to a connector.</summary>
internal interface IConnectorMessage : IEntityMessage;

/// <summary>A queue has calls of the connector and wants to know whether it is lost, now and from now on. Repeated until it is answered with
/// <see cref="ConnectorNews"/>, and again after the queue was read from its journal.</summary>
/// <param name="QueueId">The queue.</param>
internal sealed record WatchConnector(QueueId QueueId) : IConnectorMessage;

/// <summary>The queue has heard the news of a round, or newer ones.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Round">The newest round that it has heard of.</param>
internal sealed record ConnectorNewsSeen(QueueId QueueId, long Round) : IConnectorMessage;

/// <summary>All that a queue needs to know of a connector, in one message, so that a lost one is mended by the next. Repeated until the queue has answered
/// with <see cref="ConnectorNewsSeen"/>.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Round">Counts the times that it was lost and returned: a queue does not go back to an older one.</param>
/// <param name="IsLost">Whether its calls are not to be offered.</param>
/// <param name="EndsCallsBefore">Its calls that arrived before this instant are to be ended; null for none.</param>
internal sealed record ConnectorNews(ConnectorId Connector, long Round, bool IsLost, DateTimeOffset? EndsCallsBefore) : IQueueMessage;

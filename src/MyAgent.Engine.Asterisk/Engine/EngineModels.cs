using System.Text.Json.Serialization;

namespace MyAgent.Engine.Asterisk.Engine;

/// <summary>A contact that is not done, as the engine lists it.</summary>
internal sealed record OpenContact(
    string ContactId, string QueueId, string State, string Kind, string? Caller, string? Number, string? AgentId, string? OfferId, DateTimeOffset? ExpiresAt, string? MessageUrl,
    string? Connector, DateTimeOffset OriginAt, DateTimeOffset? AnsweredAt, AboutContact? Consultation);

/// <summary>What a consultation is about.</summary>
internal sealed record AboutContact(string ContactId);

/// <summary>The contacts that are not done, and the event up to which they are.</summary>
internal sealed record OpenContacts(long AsOf, IReadOnlyList<OpenContact> Contacts);

/// <summary>An offer that has reached its agent.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Kind">call, callback, consult, fax or email.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Connector">The connector that brought the contact.</param>
/// <param name="Endpoint">The telephone that rings; null where none does.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation.</param>
internal sealed record Offer(
    string OfferId, string ContactId, string QueueId, string AgentId, string Kind, string? Caller, string? Number, string? MessageUrl, DateTimeOffset ExpiresAt, string? Connector,
    string? Endpoint, AboutContact? Consultation);

/// <summary>An event of the engine, as far as the connector reads it.</summary>
internal sealed record EngineEvent(long Ordering, string Type, string? QueueId, string? AgentId, string? ContactId, Offer? Offer, EngineEventData? Data);

/// <summary>The fields of events that the connector reads.</summary>
internal sealed record EngineEventData(string? OfferId = null, string? Outcome = null, string? InPlaceOf = null);

/// <summary>An agent, as far as the connector reads it.</summary>
internal sealed record Agent(string AgentId, string Status, string? Endpoint, bool AutoClosePopUp);

/// <summary>A connector, as far as the connector reads it.</summary>
internal sealed record ConnectorState(string State);

/// <summary>A telephone, as far as the connector reads it.</summary>
internal sealed record EndpointHolder(string? AgentId);

/// <summary>A link to a voice message, as far as the connector reads it: without scheme and host.</summary>
internal sealed record MessageLink(string Url);

/// <summary>What a waiting caller may be told.</summary>
internal sealed record Wait(string State, int? PositionToSay, Estimate? EstimatedWait);

/// <summary>An estimated wait; <paramref name="Seconds"/> is null where there is none.</summary>
internal sealed record Estimate(double? Seconds);

/// <summary>Why the engine refused.</summary>
internal sealed record EngineProblem(string? Code, string? Detail);

/// <summary>The JSON of the engine's HTTP API: members that are not named are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpenContacts))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(Agent))]
[JsonSerializable(typeof(ConnectorState))]
[JsonSerializable(typeof(EndpointHolder))]
[JsonSerializable(typeof(MessageLink))]
[JsonSerializable(typeof(Wait))]
[JsonSerializable(typeof(EngineProblem))]
internal sealed partial class EngineJson : JsonSerializerContext;

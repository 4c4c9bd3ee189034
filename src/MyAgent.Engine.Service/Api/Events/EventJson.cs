using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>An event as clients see it: <c>{ordering, at, entity, sequenceNr, type, by, command, via, queueId, agentId, contactId, data}</c>, and of an offer that
/// reaches its agent <c>offer</c> too.</summary>
internal static class EventJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = EngineJson.Strict.Encoder };

    /// <summary>Appends an event, on one line.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> buffer)
    {
        var (happened, cause) = (record.Recorded.Event, record.Recorded.Cause);
        var manifest = Manifests.Of(happened.GetType());
        var subject = EventSubject.Of(record);
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteNumber("ordering", record.Ordering);
        json.WriteString("at", record.Recorded.At.UtcDateTime);
        json.WriteString("entity", record.Entity.PersistenceId);
        json.WriteNumber("sequenceNr", record.SequenceNr);
        json.WriteString("type", manifest);
        json.WriteString("by", cause.By);
        json.WriteString("command", cause.CommandId);
        json.WriteString("via", cause.Via);
        json.WriteString("queueId", subject.Queue?.Value);
        json.WriteString("agentId", subject.Agent?.Value);
        json.WriteString("contactId", subject.Contact?.Value);
        if (happened is OfferReceived received)
        {
            json.WritePropertyName("offer");
            JsonSerializer.Serialize(json, OfferDetails.Of(received, new AgentId(record.Entity.Id)), ApiJson.Options);
        }
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, happened, Manifests.Json(manifest)!);
        json.WriteEndObject();
    }

    /// <summary>An offer that has reached its agent, with what is needed to act on it.</summary>
    /// <param name="OfferId">The offer.</param>
    /// <param name="ContactId">The contact.</param>
    /// <param name="QueueId">The queue it comes from.</param>
    /// <param name="AgentId">The agent.</param>
    /// <param name="Kind">What the contact is.</param>
    /// <param name="Caller">Who it is from; null where the number is withheld.</param>
    /// <param name="Number">A callback's number to call; null for others.</param>
    /// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
    /// <param name="ExpiresAt">When it counts as missed.</param>
    /// <param name="Connector">The connector that brought the contact; null where that did not say its name.</param>
    /// <param name="Called">The number or address that was reached; null where it is not known.</param>
    /// <param name="Subject">What the contact is about; null where it is not known.</param>
    /// <param name="Link">An http or https address about it; null for none.</param>
    /// <param name="Attributes">What else is known of it; null for nothing.</param>
    /// <param name="Endpoint">The telephone that rings; null where none does.</param>
    /// <param name="Consultation">What the contact asks advice about, where it is a consultation; else null.</param>
    private sealed record OfferDetails(
        OfferId OfferId,
        ContactId ContactId,
        QueueId QueueId,
        AgentId AgentId,
        ContactKind Kind,
        CallerAddress? Caller,
        string? Number,
        string? MessageUrl,
        DateTimeOffset ExpiresAt,
        ConnectorId? Connector,
        string? Called,
        string? Subject,
        string? Link,
        ContactAttributes? Attributes,
        EndpointId? Endpoint,
        Consultation? Consultation)
    {
        public static OfferDetails Of(OfferReceived received, AgentId agent)
        {
            var (offer, contact) = (received.Offer, received.Offer.Contact);
            return new OfferDetails(
                offer.OfferId, contact.ContactId, offer.QueueId, agent, contact.Kind, contact.Caller, contact.Callback?.Number,
                contact.Message is null ? null : ContactUrl.OfMessage(offer.QueueId, contact.ContactId), received.ExpiresAt,
                contact.Connector?.Name,
                contact.Data?.Called, contact.Data?.Subject, contact.Data?.Link, contact.Data?.Attributes, received.Endpoint,
                contact.Consultation);
        }
    }
}

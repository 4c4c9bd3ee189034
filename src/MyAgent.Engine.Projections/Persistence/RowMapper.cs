using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>Maps contacts, agents, queues and checkpoints to rows and back.</summary>
internal static class RowMapper
{
    /// <summary>Named in the state of a contact that has gone on to another queue.</summary>
    private const string Moved = "moved";

    /// <summary>Named in the state of a contact that was not let in.</summary>
    private const string Refused = "refused";

    private static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>A contact's row.</summary>
    public static ContactRow Of(StoredContact stay)
    {
        var row = new ContactRow
        {
            Arrived = stay.Arrived,
            Changed = stay.Changed,
            Queue = stay.Place.QueueId.Value,
            Contact = stay.Place.ContactId.Value,
            State = stay.HasLeft ? Moved : stay.WasRefused ? Refused : NameOf(stay.Record!.State),
            MovedTo = stay.MovedTo?.Value,
            EnteredAt = stay.At?.UtcTicks,
        };
        return stay.Record is not { } record ? row : row with
        {
            Kind = NameOf(record.Kind),
            Media = NameOf(record.Contact.Media),
            Caller = record.Caller?.Value,
            Number = record.Number,
            Agent = record.AgentId?.Value,
            Connector = record.Connector?.Value,
            Agents = [.. record.ServedBy.Select(agent => agent.Value)],
            Path = [.. record.CameThrough.Select(queue => queue.Value)],
            Outcome = record.Outcome is { } outcome ? NameOf(outcome) : null,
            EndedBy = record.EndedBy is { } by ? NameOf(by) : null,
            OriginAt = record.OriginAt.UtcTicks,
            EnteredAt = record.EnteredAt.UtcTicks,
            RequestedAt = record.RequestedAt?.UtcTicks,
            FirstAnsweredAt = record.FirstAcceptedAt?.UtcTicks,
            FinishedAt = record.FinishedAt?.UtcTicks,
            TalkSeconds = record.TalkSeconds,
            WrapUpSeconds = record.WrapUpSeconds,
            Code = record.Code?.Value,
            Note = record.Note,
            Attempts = record.Attempts,
            CallbackOrdering = record.RequestedAt is null ? null : stay.CallbackOrdering,
            Record = JsonSerializer.Serialize(record, Json),
        };
    }

    /// <summary>The contact of a row.</summary>
    public static StoredContact ToContact(ContactRow row) => new(
        row.Arrived, row.Changed, new ContactKey(new QueueId(row.Queue), new ContactId(row.Contact)),
        row.Record is { } record ? JsonSerializer.Deserialize<ContactRecord>(record, Json) : null, row.CallbackOrdering ?? row.Arrived)
    {
        At = row is { Record: null, EnteredAt: { } at } ? new DateTimeOffset(at, TimeSpan.Zero) : null,
        MovedTo = row.MovedTo is { } queue ? new QueueId(queue) : null,
        HasLeft = row.State == Moved,
        WasRefused = row.State == Refused,
    };

    /// <summary>An agent's row.</summary>
    public static EntityRow Of(AgentProjection agent, long changed) => new(agent.AgentId.Address.PersistenceId, changed, JsonSerializer.Serialize(agent, Json));

    /// <summary>A queue's row.</summary>
    public static EntityRow Of(StoredQueue queue, long changed) => new(queue.QueueId.Address.PersistenceId, changed, JsonSerializer.Serialize(queue, Json));

    /// <summary>A connector's row.</summary>
    public static EntityRow Of(ConnectorProjection connector, long changed) =>
        new(connector.Connector.Address.PersistenceId, changed, JsonSerializer.Serialize(connector, Json));

    /// <summary>The connector of a row; null where it is another entity's.</summary>
    public static ConnectorProjection? ToConnector(EntityRow row) =>
        EntityAddress.Parse(row.PersistenceId).Kind == EntityKind.Connector ? JsonSerializer.Deserialize<ConnectorProjection>(row.Record, Json) : null;

    /// <summary>A caller's row.</summary>
    public static EntityRow Of(CallerProjection caller, long changed) => new(caller.Caller.Address.PersistenceId, changed, JsonSerializer.Serialize(caller, Json));

    /// <summary>The caller of a row; null where it is another entity's.</summary>
    public static CallerProjection? ToCaller(EntityRow row) =>
        EntityAddress.Parse(row.PersistenceId).Kind == EntityKind.Caller ? JsonSerializer.Deserialize<CallerProjection>(row.Record, Json) : null;

    /// <summary>The agent of a row; null where it is another entity's.</summary>
    public static AgentProjection? ToAgent(EntityRow row)
    {
        if (EntityAddress.Parse(row.PersistenceId).Kind != EntityKind.Agent)
            return null;
        var agent = JsonSerializer.Deserialize<AgentProjection>(row.Record, Json)!;
        return agent with { Assignments = agent.Assignments.WithComparers(StringComparer.Ordinal) };
    }

    /// <summary>The queue of a row; null where it is another entity's.</summary>
    public static StoredQueue? ToQueue(EntityRow row) =>
        EntityAddress.Parse(row.PersistenceId).Kind == EntityKind.Queue ? JsonSerializer.Deserialize<StoredQueue>(row.Record, Json) : null;

    /// <summary>The rows of a status span.</summary>
    public static IEnumerable<SpanRow> Of(string agent, StatusSpan span, long ordering) =>
        span.ByDays().Select(part => new SpanRow(agent, NameOf(part.Status), part.From.UtcTicks, part.To.UtcTicks, ordering));

    /// <summary>The status span of a row.</summary>
    public static StatusSpan ToSpan(SpanRow row) => new(
        ToStatus(row.Status), new DateTimeOffset(row.Began, TimeSpan.Zero), new DateTimeOffset(row.Ended, TimeSpan.Zero));

    /// <summary>The status that a row names.</summary>
    public static AgentStatus ToStatus(string name) => Enum.Parse<AgentStatus>(name, ignoreCase: true);

    /// <summary>A checkpoint's row.</summary>
    public static CheckpointRow Of<T>(EntityAddress entity, long ordering, long sequenceNr, T state)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packing, state, Json);
        return new CheckpointRow(entity.PersistenceId, ordering, sequenceNr, packed.ToArray());
    }

    /// <summary>The state in a checkpoint.</summary>
    public static T ToState<T>(CheckpointRow row)
    {
        using var unpacking = new BrotliStream(new MemoryStream(row.Record), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(unpacking, Json)!;
    }

    /// <summary>The name of a value in a row, as the API names it.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonSerializerOptions MakeJson()
    {
        var options = StrictJson.For(JsonTypeInfoResolver.Combine(EngineJson.Strict.TypeInfoResolver, new DefaultJsonTypeInfoResolver()));
        options.IgnoreReadOnlyProperties = true;
        return options;
    }
}

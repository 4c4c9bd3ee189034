using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Catalogue;

/// <summary>Fills in every member that a type with JSON writes, the same way each time.</summary>
internal static class JsonSample
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Values that cannot be made up from their type alone.</summary>
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = true,
        [typeof(int)] = 7,
        [typeof(long)] = 70_000_000_000,
        [typeof(double)] = 45.5,
        [typeof(DateTimeOffset)] = Noon,
        [typeof(TimeSpan)] = TimeSpan.FromSeconds(90),
        [typeof(AgentId)] = new AgentId("ana"),
        [typeof(QueueId)] = new QueueId("sales"),
        [typeof(EndpointId)] = new EndpointId("PJSIP/2001"),
        [typeof(ContactId)] = new ContactId("c1"),
        [typeof(OfferId)] = new OfferId(new QueueId("sales"), 17),
        [typeof(ArrivalId)] = new ArrivalId(new QueueId("sales"), 1017),
        [typeof(ConnectorId)] = new ConnectorId("pbx-1"),
        [typeof(WrapUpCodeId)] = new WrapUpCodeId("sold"),
        [typeof(CallerAddress)] = new CallerAddress("+33123456789"),
        [typeof(MergePatch)] = new MergePatch(new JsonObject { ["name"] = "Sales", ["maxWaiting"] = null, ["callbacks"] = new JsonObject { ["horizonDays"] = 7 } }),
        [typeof(ContactAttributes)] = ContactAttributes.From(JsonElement.Parse("""{"customer": "4711", "items": 3, "vip": true}""")),
        [typeof(WeeklyOpening)] = new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(18, 0)),
        [typeof(OpeningHours)] = new OpeningHours(
            "Europe/Paris",
            [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(18, 0))],
            [new OpeningException(new DateOnly(2026, 12, 24), Closed: false, new TimeOnly(8, 30), new TimeOnly(12, 0))]),
    };

    /// <summary>A value of a type, as it is written.</summary>
    public static string Of(Type type) => Make(EngineJson.Strict.GetTypeInfo(type)).ToJsonString(EngineJson.Strict);

    private static JsonNode Make(JsonTypeInfo json)
    {
        var type = Nullable.GetUnderlyingType(json.Type) ?? json.Type;
        if (Known.TryGetValue(type, out var value))
            return JsonSerializer.SerializeToNode(value, type, EngineJson.Strict)!;
        if (type.IsEnum)
            return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!, type, EngineJson.Strict)!;
        switch (json.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                return new JsonArray(Make(EngineJson.Strict.GetTypeInfo(json.ElementType!)));
            case JsonTypeInfoKind.Dictionary:
                var key = JsonSerializer.SerializeToNode(Known[json.KeyType!], json.KeyType!, EngineJson.Strict)!.ToString();
                return new JsonObject { [key] = Make(EngineJson.Strict.GetTypeInfo(json.ElementType!)) };
            case JsonTypeInfoKind.Object when json.PolymorphismOptions?.DerivedTypes is [var first, ..]:
                var derived = (JsonObject)Make(EngineJson.Strict.GetTypeInfo(first.DerivedType));
                derived.Insert(0, "$type", JsonValue.Create((string)first.TypeDiscriminator!));
                return derived;
            case JsonTypeInfoKind.Object:
                return new JsonObject(json.Properties.Where(IsWritten)
                    .Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Make(EngineJson.Strict.GetTypeInfo(property.PropertyType)))));
            default:
                throw new NotSupportedException($"{type} has no sample: give it one in {nameof(JsonSample)}.");
        }
    }

    /// <summary>Whether a member is written: one of an earlier version may be read only.</summary>
    private static bool IsWritten(JsonPropertyInfo property) => property.Get is not null
        && property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is not [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWriting }];
}

using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>The event catalogue has every event that a journal can hold, under who writes it, with its fields and the example that freezes its format.</summary>
[UnitTests]
public sealed partial class EventsDocumentTests
{
    private const string Path = "deploy/events.md";

    public static TheoryData<string> EventManifests => [.. Manifests.EventTypes.Select(Manifests.Of)];

    public static TheoryData<string> PartNames => [.. Parts().Keys];

    [Theory]
    [InlineData("Events of agents", typeof(IAgentEvent))]
    [InlineData("Events of queues", typeof(IQueueEvent))]
    [InlineData("Events of callers", null)]
    [InlineData("Events of connectors", typeof(IConnectorEvent))]
    [InlineData("Events of endpoints", typeof(IEndpointEvent))]
    public void Every_event_stands_under_who_writes_it(string heading, Type? kind) =>
        Document.Subheadings(Path, heading).ShouldBe(Manifests.EventTypes.Where(type => KindOf(type) == kind).Select(Manifests.Of));

    [Theory]
    [MemberData(nameof(EventManifests))]
    public void Every_field_of_an_event_is_described_and_no_other(string manifest) =>
        Document.Rows(Path, manifest).Select(row => row[0]).ShouldBe(MembersOf(Manifests.Json(manifest)!));

    [Theory]
    [MemberData(nameof(EventManifests))]
    public void The_example_of_an_event_is_its_golden_file(string manifest)
    {
        var golden = Document.Read($"tests/MyAgent.Engine.Tests/Golden/{manifest}.json").TrimEnd();

        Example().Match(Document.Section(Path, manifest)).Groups["json"].Value.ShouldBe(golden);
    }

    [Theory]
    [MemberData(nameof(PartNames))]
    public void Every_object_inside_an_event_is_described_too(string part) =>
        Document.Rows(Path, part).Select(row => row[0]).ShouldBe(MembersOf(Parts()[part]));

    [Fact]
    public void Nothing_is_described_that_no_event_holds() => Document.Subheadings(Path, "Parts").ShouldBe(Parts().Keys, ignoreOrder: true);

    private static Type? KindOf(Type type) => new[] { typeof(IAgentEvent), typeof(IQueueEvent), typeof(IConnectorEvent), typeof(IEndpointEvent) }
        .SingleOrDefault(kind => kind.IsAssignableFrom(type));

    private static IEnumerable<string> MembersOf(JsonTypeInfo type) => type.Properties.Where(property => property.Get is not null).Select(property => property.Name);

    /// <summary>The objects inside events, by the name of the member that holds them.</summary>
    private static Dictionary<string, JsonTypeInfo> Parts()
    {
        var parts = new Dictionary<string, JsonTypeInfo>();
        foreach (var type in Manifests.EventTypes)
            AddParts(Manifests.Json(Manifests.Of(type))!, parts);
        return parts;
    }

    private static void AddParts(JsonTypeInfo whole, Dictionary<string, JsonTypeInfo> parts)
    {
        foreach (var property in whole.Properties.Where(property => property.Get is not null))
        {
            var type = whole.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
                type = whole.Options.GetTypeInfo(element);
            if (type.Kind != JsonTypeInfoKind.Object)
                continue;
            if (parts.TryAdd(property.Name, type))
                AddParts(type, parts);
            parts[property.Name].Type.ShouldBe(type.Type, $"Two kinds of object are called {property.Name}.");
        }
    }

    [GeneratedRegex("```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

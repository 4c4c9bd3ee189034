using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;

namespace MyAgent.Engine.Tests.Catalogue;

/// <summary>Messages between machines and snapshots may grow by members that need not be there, so that nodes of two versions understand each other
/// and a new version reads old snapshots. How each looked when it was new is kept in <c>Golden/messages</c> and <c>Golden/snapshots</c>, as
/// <c>MANIFEST.json</c> and, with members that came later, <c>MANIFEST.N.json</c>. A test that fails here means that such files can no longer be read. For a new type
/// or member, run the tests once with <c>UPDATE_GOLDEN=1</c> in the environment, which writes the files that are not there and never changes
/// one that is.</summary>
[UnitTests]
public sealed class GrowingFormatTests
{
    /// <summary>Members of earlier versions that are read, and written as another one that is true.</summary>
    private static readonly Dictionary<string, string> Replaced = new() { ["messageUrl"] = "hasMessage" };

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = EngineJson.Strict.Encoder };

    public static IEnumerable<object[]> All =>
    [
        .. Manifests.MessageTypes.Select(type => new object[] { "messages", Manifests.Of(type) }),
        .. Manifests.SnapshotTypes.Select(type => new object[] { "snapshots", Manifests.Of(type) }),
    ];

    public static TheoryData<string> Messages => [.. Manifests.MessageTypes.Select(Manifests.Of)];

    [Theory]
    [MemberData(nameof(All))]
    public void What_an_older_version_wrote_is_read_without_loss(string folder, string manifest)
    {
        foreach (var golden in GoldenOf(folder, manifest))
            ShouldHaveAllOf(Written(folder, Read(folder, manifest, golden.ToJsonString())), golden, manifest);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_member_stands_in_a_golden_file(string folder, string manifest)
    {
        var sample = JsonNode.Parse(JsonSample.Of(Manifests.Json(manifest)!.Type))!;
        var known = GoldenOf(folder, manifest).SelectMany(Members).ToHashSet();
        var unknown = Members(sample).Where(member => !known.Contains(member)).ToList();
        if ((unknown.Count > 0 || GoldenOf(folder, manifest).Count == 0) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            var count = GoldenOf(folder, manifest).Count;
            var name = count == 0 ? $"{manifest}.json" : $"{manifest}.{count + 1}.json";
            File.WriteAllText(Path.Combine(Folder(folder), name), sample.ToJsonString(Readable) + "\n");
            return;
        }
        GoldenOf(folder, manifest).ShouldNotBeEmpty($"{manifest} has no golden file.");
        unknown.ShouldBeEmpty($"{manifest} has members that stand in no golden file.");
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Members_that_a_newer_version_added_to_a_message_are_ignored(string manifest)
    {
        var type = Manifests.Json(manifest)!.Type;
        var known = JsonNode.Parse(JsonSample.Of(type))!;
        var newer = known.DeepClone();
        Grow(newer);
        newer.ToJsonString().ShouldContain("addedLater");
        Written("messages", Read("messages", manifest, newer.ToJsonString())).ToJsonString().ShouldBe(
            Written("messages", Read("messages", manifest, known.ToJsonString())).ToJsonString());
    }

    [Fact]
    public void On_disk_unknown_members_are_refused()
    {
        SnapshotSerializer.TryRead("caller-snapshot-1", AsBytes(JsonSample.Of(typeof(CallerSnapshot)))).ShouldNotBeNull();
        var newer = JsonNode.Parse(JsonSample.Of(typeof(CallerSnapshot)))!;
        Grow(newer);
        SnapshotSerializer.TryRead("caller-snapshot-1", AsBytes(newer.ToJsonString())).ShouldBeNull();
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<OfferClosed>("""{"offerId":"sales:1","reason":"moonstruck"}""", EngineJson.Strict));
    }

    [Fact]
    public void An_optional_name_of_a_newer_version_counts_as_none_and_one_that_must_be_known_is_refused()
    {
        var rejected = (JsonObject)JsonNode.Parse(JsonSample.Of(typeof(RejectOffer)))!;
        rejected["reason"] = "moonstruck";
        rejected.Deserialize<RejectOffer>(EngineJson.Wire).ShouldNotBeNull().Reason.ShouldBeNull();

        var answer = (JsonObject)JsonNode.Parse(JsonSample.Of(typeof(AgentAnswer)))!;
        answer["status"] = "meditating";
        Should.Throw<JsonException>(() => answer.Deserialize<AgentAnswer>(EngineJson.Wire));
    }

    [Fact]
    public void The_voice_message_of_an_answer_is_a_fact_and_the_address_that_earlier_versions_wrote_is_read_as_that_fact()
    {
        var older = (JsonObject)JsonNode.Parse(JsonSample.Of(typeof(AgentAnswer)))!;
        var contact = older["contact"]!.AsObject();
        contact.Remove("hasMessage");
        contact["messageUrl"] = "/v1/queues/sales/contacts/c1/message";
        older.Deserialize<AgentAnswer>(EngineJson.Wire)!.Contact!.HasMessage.ShouldBeTrue();
        older.Deserialize<AgentAnswer>(EngineJson.Strict)!.Contact!.HasMessage.ShouldBeTrue();

        contact.Remove("messageUrl");
        var without = older.Deserialize<AgentAnswer>(EngineJson.Strict)!;
        without.Contact!.HasMessage.ShouldBeFalse();
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(without, EngineJson.Strict), older).ShouldBeTrue();
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("snapshots")]
    public void No_manifest_was_removed(string folder) => Directory.GetFiles(Folder(folder), "*.json")
        .Select(file => Path.GetFileName(file).Split('.')[0]).Distinct().Where(manifest => Manifests.Json(manifest) is null).ShouldBeEmpty();

    private static void ShouldHaveAllOf(JsonNode? written, JsonNode? golden, string where)
    {
        switch (golden)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    var (today, kept) = Replaced.TryGetValue(name, out var other) ? (other, JsonValue.Create(true)) : (name, value);
                    ShouldHaveAllOf(written.ShouldBeOfType<JsonObject>()[today], kept, $"{where}.{today}");
                }
                break;
            case JsonArray elements:
                written.ShouldBeOfType<JsonArray>().Count.ShouldBe(elements.Count, where);
                for (var index = 0; index < elements.Count; index++)
                    ShouldHaveAllOf(written[index], elements[index], $"{where}[{index}]");
                break;
            default:
                (written?.ToJsonString()).ShouldBe(golden?.ToJsonString(), where);
                break;
        }
    }

    /// <summary>The paths of all members within.</summary>
    private static IEnumerable<string> Members(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value).Select(inner => $".{member.Key}{inner}").Append($".{member.Key}")),
        JsonArray elements => elements.SelectMany(Members),
        _ => [],
    };

    /// <summary>Adds a member to every object within, but for changes, whose unknown members must be refused and not passed over, and for the attributes of a
    /// contact, whose names are the connector's own: each is kept.</summary>
    private static void Grow(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Grow(name is "changes" or "attributes" ? null : value);
                members["addedLater"] = new JsonObject { ["by"] = "a newer version" };
                break;
            case JsonArray elements:
                foreach (var element in elements)
                    Grow(element);
                break;
        }
    }

    private static object Read(string folder, string manifest, string json) => folder == "snapshots"
        ? SnapshotSerializer.TryRead(manifest, AsBytes(json)).ShouldNotBeNull()
        : JsonSerializer.Deserialize(json, Manifests.Json(manifest)!.Type, EngineJson.Wire).ShouldNotBeNull();

    private static JsonNode Written(string folder, object read) =>
        JsonSerializer.SerializeToNode(read, read.GetType(), folder == "snapshots" ? EngineJson.Strict : EngineJson.Wire)!;

    private static List<JsonNode> GoldenOf(string folder, string manifest) =>
        [.. Directory.GetFiles(Folder(folder), "*.json").Where(file => Path.GetFileName(file).Split('.')[0] == manifest).Order()
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    private static byte[] AsBytes(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    private static string Folder(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden", name);
}

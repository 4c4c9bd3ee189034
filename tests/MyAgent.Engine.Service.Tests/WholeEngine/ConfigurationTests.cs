using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Everything that is configured is read and applied as one document.</summary>
[IntegrationTests]
public sealed class ConfigurationTests
{
    private const string Path = "/v1/configuration";

    private const string Centre = """
        {
          "queues": [
            {"queueId": "sales", "name": "Sales", "overflowQueue": "night", "maxWaitSeconds": 600, "preferLastAgentDays": 30,
             "openingHours": {"timeZone": "Europe/Paris", "weekly": [{"day": "monday", "from": "08:00:00", "to": "18:00:00"}],
                              "exceptions": [{"date": "2026-12-25", "closed": true}]},
             "wrapUpCodes": {"codes": [{"code": "sold", "name": "Sold"}], "default": "sold", "required": true}},
            {"queueId": "night", "name": "Night", "callbacks": {"enabled": false}}
          ],
          "agents": [
            {"agentId": "ana", "name": "Ana", "endpoint": "PJSIP/2001", "autoClosePopUp": true,
             "assignments": [{"queueId": "sales", "wrapUpSeconds": 60}, {"queueId": "night", "kind": "overflow", "skill": 10}]},
            {"agentId": "ben", "name": "Ben", "leaseSeconds": 60}
          ],
          "callers": [{"caller": "+33123456789", "preferredAgents": ["ana"], "priority": 5}]
        }
        """;

    [Theory]
    [EveryHost]
    public async Task A_centre_is_set_up_by_one_document_which_can_be_read_and_applied_again(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        (await ChangesAsync(admin, Centre, "?dryRun=true")).Count.ShouldBe(7);
        (await Answers.OkAsync(admin.GetAsync(Path))).GetProperty("queues").GetArrayLength().ShouldBe(0);

        (await ChangesAsync(admin, Centre)).ShouldBe(
        [
            "added queues/sales", "added queues/night", "added agents/ana", "added agents/ana/assignments/sales", "added agents/ana/assignments/night", "added agents/ben",
            "added callers/+33123456789",
        ]);
        (await ChangesAsync(admin, Centre)).ShouldBeEmpty();
        (await Answers.OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("assignments").GetArrayLength().ShouldBe(2);
        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        var known = (await Answers.OkAsync(admin.GetAsync(Path))).GetRawText();
        (await ChangesAsync(admin, known)).ShouldBeEmpty("what is read is what is there");

        await using var other = await EngineOnDisk.StartAsync(host);
        var elsewhere = await other.AsAsync(Role.Admin);
        (await ChangesAsync(elsewhere, known)).Count.ShouldBe(7);
        (await Answers.OkAsync(elsewhere.GetAsync(Path))).GetRawText().ShouldBe(known);
    }

    [Fact]
    public async Task Changes_name_the_fields_with_their_values_before_and_after()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        await ChangesAsync(admin, Centre);
        const string changed = """
            {"queues": [{"queueId": "night", "name": "At night", "callbacks": {"horizonDays": 3}}], "agents": [{"agentId": "ana", "name": "Ana", "assignments": []}]}
            """;

        var changes = (await Answers.OkAsync(admin.PutAsync(Path, changed))).GetProperty("changes");
        changes[0].GetProperty("fields").EnumerateArray().Select(field => $"{field.GetProperty("field")}: {field.GetProperty("before")} -> {field.GetProperty("after")}").ShouldBe(
            ["name: Night -> At night", "callbacks.enabled: False -> True", "callbacks.horizonDays: 30 -> 3"], ignoreOrder: true);
        changes.EnumerateArray().Select(Line).ShouldBe(
            ["changed queues/night", "changed agents/ana", "removed agents/ana/assignments/night", "removed agents/ana/assignments/sales"]);
    }

    [Fact]
    public async Task Prune_removes_what_the_document_does_not_name_of_the_kinds_that_it_has()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        await ChangesAsync(admin, Centre);

        (await ChangesAsync(admin, """{"callers": []}""", "?prune=true")).ShouldBe(["removed callers/+33123456789"]);
        (await ChangesAsync(admin, """{"queues": [{"queueId": "sales", "name": "Sales"}], "agents": []}""", "?prune=true&dryRun=true")).ShouldBe(
            ["changed queues/sales", "removed agents/ana", "removed agents/ben", "removed queues/night"]);
        (await (await admin.PutAsync($"{Path}?prune=true", """{"queues": [{"queueId": "sales", "name": "Sales", "overflowQueue": "night"}]}""")).ProblemAsync())
            .ShouldBe((422, "unknownQueue", "queues[0].overflowQueue"));
        (await (await admin.PutAsync($"{Path}?prune=true", """{"queues": [{"queueId": "sales", "name": "Sales"}]}""")).ProblemAsync())
            .ShouldBe((409, "queueInUse", "queues/night"));
        var left = await Answers.OkAsync(admin.GetAsync(Path));
        left.GetProperty("queues").GetArrayLength().ShouldBe(2);
        left.GetProperty("queues")[1].GetProperty("overflowQueue").ValueKind.ShouldBe(JsonValueKind.Null, "what was changed before the refusal stays");
    }

    [Theory]
    [InlineData("""{"queues": [{"queueId": "sales", "name": "Sales", "offerTimeoutSeconds": 0}]}""", 400, "outOfRange", "queues[0].offerTimeoutSeconds")]
    [InlineData("""{"queues": [{"queueId": "sales", "name": "A"}, {"queueId": "sales", "name": "B"}]}""", 400, "givenTwice", "queues[1]")]
    [InlineData("""{"queues": [{"name": "Sales"}]}""", 400, "badBody", "queues[0].queueId")]
    [InlineData("""{"agents": [{"agentId": "a b", "name": "A"}]}""", 400, "badId", "agents[0].agentId")]
    [InlineData("""{"agents": [{"agentId": "ana", "name": "A", "assignments": [{"queueId": "nowhere"}]}]}""", 422, "unknownQueue", "agents[0].assignments[0].queueId")]
    [InlineData("""{"agents": [{"agentId": "ana", "name": "A", "assignments": [{"queueId": "q", "skill": 101}]}]}""", 400, "outOfRange", "agents[0].assignments[0].skill")]
    [InlineData("""{"callers": [{"caller": "+331", "priority": 100}]}""", 400, "outOfRange", "callers[0].priority")]
    [InlineData("""{"lines": []}""", 400, "badBody", "lines")]
    public async Task A_document_that_is_wrong_anywhere_changes_nothing_and_the_place_is_named(string body, int status, string code, string field)
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        var sound = JsonNode.Parse(body)!.AsObject();
        if (!sound.ContainsKey("callers"))
            sound["callers"] = JsonNode.Parse("""[{"caller": "+33123456789", "priority": 1}]""");

        (await (await admin.PutAsync(Path, sound.ToJsonString())).ProblemAsync()).ShouldBe((status, code, field));
        (await Answers.OkAsync(admin.GetAsync(Path))).GetProperty("callers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Changes_that_are_based_on_an_earlier_state_are_not_made()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        var tag = (await admin.GetAsync(Path)).Headers.ETag!.ToString();
        await ChangesAsync(admin, Centre);

        (await (await ApplyAsync(tag)).ProblemAsync()).ShouldBe((409, "configurationChanged", null));
        (await ApplyAsync((await admin.GetAsync(Path)).Headers.ETag!.ToString())).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<HttpResponseMessage> ApplyAsync(string basedOn)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new StringContent("""{"callers": []}""", null, "application/json") };
            request.Headers.IfMatch.ParseAdd(basedOn);
            return await admin.SendAsync(request);
        }
    }

    private static async Task<IReadOnlyList<string>> ChangesAsync(HttpClient admin, string body, string query = "") =>
        [.. (await Answers.OkAsync(admin.PutAsync(Path + query, body))).GetProperty("changes").EnumerateArray().Select(Line)];

    private static string Line(JsonElement change) => $"{change.GetProperty("change").GetString()} {change.GetProperty("path").GetString()}";
}

using System.Net;
using System.Text;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>PATCH changes what it names and nothing else.</summary>
[IntegrationTests]
public sealed class MergePatchTests : IAsyncLifetime
{
    private const string Sales = "/v1/queues/sales";

    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync(Sales, """{"name": "Sales", "serviceLevelSeconds": 600}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana", """{"name": "Ana"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana/assignments/sales", """{"skill": 10, "wrapUpSeconds": 30}"""));
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Renaming_a_queue_keeps_its_service_level_and_answers_with_the_whole_policy()
    {
        var changed = await Answers.OkAsync(_admin.PatchAsync(Sales, """{"name": "Sales and service"}"""));
        (changed.GetProperty("name").GetString(), changed.GetProperty("serviceLevelSeconds").GetDouble()).ShouldBe(("Sales and service", 600));
        changed.GetProperty("offerTimeoutSeconds").GetDouble().ShouldBe(20);
        (await Answers.OkAsync(_admin.PatchAsync(Sales, """{"serviceLevelSeconds": null}"""))).GetProperty("serviceLevelSeconds").GetDouble().ShouldBe(20);
        var replaced = await Answers.OkAsync(_admin.PutAsync(Sales, """{"name": "Sales", "maxWaiting": 5}"""));
        (replaced.GetProperty("maxWaiting").GetInt32(), replaced.GetProperty("serviceLevelSeconds").GetDouble()).ShouldBe((5, 20));
    }

    [Fact]
    public async Task Changes_of_different_fields_that_come_at_once_all_last_also_over_a_restart()
    {
        string[] fields =
        [
            "offerTimeoutSeconds", "rejectCoolDownSeconds", "rejectRepeatSeconds", "preferredHoldSeconds", "maxWaitSeconds", "popUpLimitSeconds",
            "recordingLimitSeconds",
        ];
        for (var round = 10; round < 20; round++)
            await Task.WhenAll(fields.Select(field => Answers.OkAsync(_admin.PatchAsync(Sales, $$"""{"{{field}}": {{round}}}"""))));
        await Task.WhenAll(
            Answers.OkAsync(_admin.PatchAsync("/v1/agents/ana", """{"name": "Ana Lopez"}""")),
            Answers.OkAsync(_admin.PatchAsync("/v1/agents/ana/assignments/sales", """{"skill": 80}""")),
            Answers.OkAsync(_admin.PatchAsync("/v1/agents/ana/assignments/sales", """{"maxWrapUpSeconds": 90}""")));

        await _engine.RestartAsync();
        _admin = await _engine.AsAsync(Role.Admin);
        var queue = await Answers.OkAsync(_admin.GetAsync(Sales));
        fields.ShouldAllBe(field => queue.GetProperty(field).GetDouble() == 19);
        queue.GetProperty("serviceLevelSeconds").GetDouble().ShouldBe(600);
        var agent = await Answers.OkAsync(_admin.GetAsync("/v1/agents/ana"));
        var assignment = agent.GetProperty("assignments")[0];
        (agent.GetProperty("name").GetString(), assignment.GetProperty("skill").GetInt32(), assignment.GetProperty("wrapUpSeconds").GetDouble(),
            assignment.GetProperty("maxWrapUpSeconds").GetDouble()).ShouldBe(("Ana Lopez", 80, 30, 90));
    }

    [Fact]
    public async Task Opening_hours_can_be_given_and_then_changed_in_part()
    {
        (await (await _admin.PatchAsync(Sales, """{"openingHours": {"timeZone": "Europe/Paris"}}""")).ProblemAsync()).ShouldBe((400, "badBody", "openingHours"));
        await Answers.OkAsync(_admin.PatchAsync(Sales, """{"openingHours": {"timeZone": "Europe/Paris", "weekly": [{"day": "monday", "from": "08:00", "to": "00:00"}]}}"""));
        var hours = (await Answers.OkAsync(_admin.PatchAsync(Sales, 
            """{"openingHours": {"exceptions": [{"date": "2026-12-24", "from": "08:00", "to": "12:00"}, {"date": "2026-12-25", "closed": true}]}}"""))).GetProperty("openingHours");
        (hours.GetProperty("timeZone").GetString(), hours.GetProperty("weekly").GetArrayLength(), hours.GetProperty("exceptions").GetArrayLength())
            .ShouldBe(("Europe/Paris", 1, 2));
        (await Answers.OkAsync(_admin.PatchAsync(Sales, """{"openingHours": null}"""))).GetProperty("openingHours").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    [Law(17), Rule("33h")]
    public async Task A_key_makes_repeating_a_change_harmless()
    {
        var first = await Answers.OkAsync(_admin.PatchAsync(Sales, """{"maxWaiting": 7}""", key: "k"));
        await Answers.OkAsync(_admin.PatchAsync(Sales, """{"maxWaiting": 9}"""));
        (await Answers.OkAsync(_admin.PatchAsync(Sales, """{"maxWaiting": 7}""", key: "k"))).GetRawText().ShouldBe(first.GetRawText());
        (await Answers.OkAsync(_admin.GetAsync(Sales))).GetProperty("maxWaiting").GetInt32().ShouldBe(9);
        (await (await _admin.PatchAsync(Sales, """{"maxWaiting": 8}""", key: "k")).ProblemAsync()).ShouldBe((422, "keyReused", "Idempotency-Key"));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_made_by_a_change()
    {
        (await (await _admin.PatchAsync("/v1/queues/mail", """{"name": "Mail"}""")).ProblemAsync()).Code.ShouldBe("unknownQueue");
        (await (await _admin.PatchAsync("/v1/agents/ben", """{"name": "Ben"}""")).ProblemAsync()).Code.ShouldBe("unknownAgent");
        (await (await _admin.PatchAsync("/v1/agents/ana/assignments/mail", """{"skill": 1}""")).ProblemAsync()).Code.ShouldBe("unknownAssignment");
        (await (await _admin.PatchAsync(Sales, """{"overflowQueue": "mail"}""")).ProblemAsync()).ShouldBe((422, "unknownQueue", "overflowQueue"));
        (await (await _admin.PatchAsync("/v1/agents/ana/assignments/sales", """{"maxWrapUpSeconds": 29}""")).ProblemAsync()).ShouldBe((400, "outOfRange", "maxWrapUpSeconds"));
        (await Answers.OkAsync(_admin.GetAsync("/v1/queues"))).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    [InlineData("application/json-patch+json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Changes_come_as_a_merge_patch_or_as_plain_json(string mediaType, HttpStatusCode status) =>
        (await _admin.PatchAsync(Sales, new StringContent("""{"maxWaiting": 7}""", Encoding.UTF8, mediaType))).StatusCode.ShouldBe(status);
}

using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 32 over HTTP: from the settings of a queue to the report by code.</summary>
[IntegrationTests]
public sealed class WrapUpCodesTests : IAsyncLifetime
{
    private const string Sales = "/v1/queues/sales", Ana = "/v1/agents/ana";

    private const string Codes =
        """{"required": true, "default": "other", "codes": [{"code": "sold", "name": "Sold", "group": "Sales"}, {"code": "other", "name": "Other"}]}""";

    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync(Sales, $$"""{"name": "Sales", "wrapUpCodes": {{Codes}}}"""));
        await Answers.OkAsync(_admin.PutAsync(Ana, """{"name": "Ana"}"""));
        await Answers.OkAsync(_admin.PutAsync($"{Ana}/assignments/sales", """{"wrapUpSeconds": 3600}"""));
        await Answers.OkAsync(_admin.PostAsync($"{Ana}/log-in"));
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    [Rule("32")]
    public async Task A_code_is_chosen_shown_counted_and_explained_also_after_a_restart()
    {
        await ServeAsync("c1");
        await Answers.OkAsync(_admin.PostAsync($"{Ana}/end-contact"));
        var choice = (await Answers.OkAsync(_admin.PostAsync($"{Ana}/close-pop-up"))).GetProperty("wrapUpCode");
        choice.GetProperty("contactId").GetString().ShouldBe("c1");
        choice.GetProperty("code").ValueKind.ShouldBe(JsonValueKind.Null);
        (choice.GetProperty("codeRequired").GetBoolean(), choice.GetProperty("default").GetString()).ShouldBe((true, "other"));
        choice.GetProperty("choices").EnumerateArray()
            .Select(code => (code.GetProperty("code").GetString(), code.GetProperty("name").GetString(), code.GetProperty("group").GetString()))
            .ShouldBe([("sold", "Sold", "Sales"), ("other", "Other", null)]);
        (await (await _admin.PostAsync($"{Ana}/available")).ProblemAsync()).ShouldBe((422, "wrapUpCodeRequired", null));

        using var agent = await _engine.AsAsync(Role.Agent, "ana");
        await Answers.OkAsync(agent.PostAsync($"{Ana}/code", """{"code": "sold", "note": "Two of them.\nBy Monday."}"""));
        var contact = await Answers.OkAsync(_admin.GetAsync($"{Sales}/contacts/c1"));
        (contact.GetProperty("code").GetString(), contact.GetProperty("note").GetString()).ShouldBe(("sold", "Two of them.\nBy Monday."));

        await _engine.RestartAsync();
        _admin = await _engine.AsAsync(Role.Admin);
        (await Answers.OkAsync(_admin.GetAsync(Ana))).GetProperty("wrapUpCode").GetProperty("code").GetString().ShouldBe("sold");
        (await Answers.OkAsync(_admin.PostAsync($"{Ana}/available"))).GetProperty("wrapUpCode").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Answers.OkAsync(_admin.GetAsync("/v1/contacts/c1"))).GetProperty("code").GetString().ShouldBe("sold");

        var row = (await Answers.OkAsync(_admin.GetAsync("/v1/reports/codes?queue=sales"))).EnumerateArray().ShouldHaveSingleItem();
        (row.GetProperty("code").GetString(), row.GetProperty("name").GetString(), row.GetProperty("group").GetString()).ShouldBe(("sold", "Sold", "Sales"));
        (row.GetProperty("contacts").GetInt32(), row.GetProperty("byDefault").GetInt32()).ShouldBe((1, 0));
        (await Answers.OkAsync(_admin.GetAsync("/v1/reports/codes?queue=support"))).GetArrayLength().ShouldBe(0);
        (await (await _admin.GetAsync($"{Sales}/contacts/c1/explain")).Content.ReadAsStringAsync()).ShouldContain("ana gave it the wrap-up code sold");
    }

    [Fact]
    [Rule("32")]
    public async Task The_choices_are_those_of_the_offer_with_the_names_that_the_queue_has_now()
    {
        await ServeAsync("c1");
        await Answers.OkAsync(_admin.PatchAsync(
            Sales, """{"wrapUpCodes": {"default": "lost", "codes": [{"code": "sold", "name": "Sold it"}, {"code": "lost", "name": "Lost"}]}}"""));
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(_admin.GetAsync(Ana))).GetProperty("wrapUpCode").GetProperty("choices").EnumerateArray()
            .Select(code => code.GetProperty("name").GetString()).SequenceEqual(["Sold it", "other"]));
        var (status, code, field) = await (await _admin.PostAsync($"{Ana}/code", """{"code": "lost"}""")).ProblemAsync();
        (status, code, field).ShouldBe((422, "unknownWrapUpCode", "code"));
        await Answers.OkAsync(_admin.PostAsync($"{Ana}/code", """{"code": "other", "contactId": "c1"}"""));
        (await (await _admin.PostAsync($"{Ana}/code", """{"code": "other", "contactId": "c2"}""")).ProblemAsync()).ShouldBe((409, "otherContactInHand", null));
    }

    [Fact]
    [Rule("32")]
    public async Task What_is_wrong_with_codes_is_refused_by_name()
    {
        async Task<(int, string, string?)> PutAsync(string codes) =>
            await (await _admin.PutAsync(Sales, $$"""{"name": "Sales", "wrapUpCodes": {{codes}}}""")).ProblemAsync();

        (await PutAsync("""{"required": true, "codes": [{"code": "a", "name": "A"}]}""")).ShouldBe((400, "defaultCodeMissing", "wrapUpCodes.default"));
        (await PutAsync("""{"default": "b", "codes": [{"code": "a", "name": "A"}]}""")).ShouldBe((400, "unknownWrapUpCode", "wrapUpCodes.default"));
        (await PutAsync("""{"codes": [{"code": "a", "name": "A"}, {"code": "a", "name": "B"}]}""")).ShouldBe((400, "givenTwice", "wrapUpCodes.codes[1].code"));
        (await (await _admin.PatchAsync(Sales, """{"wrapUpCodes": {"codes": []}}""")).ProblemAsync()).ShouldBe((400, "unknownWrapUpCode", "wrapUpCodes.default"));
        (await (await _admin.PostAsync($"{Ana}/code", """{"code": "sold"}""")).ProblemAsync()).ShouldBe((409, "noContactToCode", null));
        (await (await _admin.PostAsync($"{Ana}/code", """{"code": ""}""")).ProblemAsync()).ShouldBe((400, "badId", "code"));
        (await (await _admin.PostAsync($"{Ana}/code", $$"""{"code": "sold", "note": "{{new string('n', 2001)}}"}""")).ProblemAsync()).ShouldBe((400, "badText", "note"));
        (await (await _admin.GetAsync("/v1/reports/codes?queue=a%20b")).ProblemAsync()).ShouldBe((400, "badId", "queue"));
    }

    private async Task ServeAsync(string contact)
    {
        await Answers.OkAsync(_admin.PostAsync($"{Sales}/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "+33123456789"}"""), HttpStatusCode.Created);
        var offer = (await _admin.OfferAsync("ana")).GetProperty("offerId").GetString();
        await Answers.OkAsync(_admin.PostAsync($"{Ana}/accept", $$"""{"offerId": "{{offer}}"}"""));
    }
}

using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>One caller, from the first call to the promise of a callback.</summary>
[IntegrationTests]
public sealed class CallerStoryTests
{
    private const string Caller = "+33123456789";

    [Theory]
    [EveryHost]
    [Rule("27", "32", "33", "37", "39", "40")]
    public async Task A_call_with_data_is_consulted_about_transferred_coded_and_called_back_after_a_busy_attempt_in_a_promised_window(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await ConfigureAsync(admin);
        await ServeAsync(admin, "ana", "c0", "An earlier order");
        await ArriveAsync(admin, "c1", "Order 17");
        var ana = await engine.AsAsync(Role.Agent, "ana");

        var offer = await ana.OfferAsync("ana");
        (offer.GetProperty("subject").GetString(), offer.GetProperty("caller").GetString()).ShouldBe(("Order 17", Caller));
        var history = (await Answers.OkAsync(ana.GetAsync($"/v1/contacts?caller={Uri.EscapeDataString(Caller)}&state=done"))).GetProperty("contacts");
        history.EnumerateArray().Select(each => (each.GetProperty("contactId").GetString(), each.GetProperty("code").GetString())).ShouldBe([("c0", "sold")]);
        await ana.AcceptAsync("ana");

        var consult = (await DoAsync(ana, "ana", "consult", """{"queueId": "experts", "agentId": "eva"}""")).GetProperty("consultation").GetProperty("contactId").GetString();
        (await admin.OfferAsync("eva")).GetProperty("contactId").GetString().ShouldBe(consult);
        await admin.AcceptAsync("eva");
        await DoAsync(ana, "ana", "end-consult");
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(admin.GetAsync("/v1/agents/eva"))).GetProperty("status").GetString() == "postProcessing");
        await DoAsync(admin, "eva", "close-pop-up");

        var transferred = await DoAsync(ana, "ana", "transfer", """{"queueId": "experts", "agentId": "eva"}""");
        (transferred.GetProperty("status").GetString(), transferred.GetProperty("contact").GetProperty("transferredTo").GetString()).ShouldBe(("postProcessing", "experts"));
        await DoAsync(ana, "ana", "code", """{"code": "other"}""");
        await DoAsync(ana, "ana", "close-pop-up");
        offer = await admin.OfferAsync("eva");
        (offer.GetProperty("contactId").GetString(), offer.GetProperty("subject").GetString(), offer.GetProperty("transferredBy").GetString())
            .ShouldBe(("c1", "Order 17", "ana"));
        await admin.AcceptAsync("eva");
        await DoAsync(admin, "eva", "end-contact");
        await DoAsync(admin, "eva", "close-pop-up");

        await Answers.OkAsync(
            admin.PostAsync("/v1/queues/experts/contacts", $$"""{"contactId": "c2", "kind": "callback", "number": "{{Caller}}"}"""), HttpStatusCode.Created);
        (await admin.OfferAsync("eva")).GetProperty("contactId").GetString().ShouldBe("c2");
        await admin.AcceptAsync("eva");
        await DoAsync(admin, "eva", "fail-callback", """{"cause": "busy"}""");
        await DoAsync(admin, "eva", "close-pop-up");
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(admin.GetAsync("/v1/agents/eva"))).GetProperty("offer").ValueKind == JsonValueKind.Object);
        await admin.AcceptAsync("eva");
        var window = (await Answers.OkAsync(admin.GetAsync("/v1/queues/experts/callback-windows?limit=1"))).GetProperty("windows")[0].GetProperty("from").GetString();
        await DoAsync(admin, "eva", "schedule-callback", $$"""{"window": "{{window}}"}""");

        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        var callback = await Answers.OkAsync(admin.GetAsync("/v1/queues/experts/contacts/c2"));
        (callback.GetProperty("state").GetString(), callback.GetProperty("attempts").GetInt32(), callback.GetProperty("window").GetProperty("from").GetString())
            .ShouldBe(("scheduled", 2, window));
        var rows = (await Answers.OkAsync(admin.GetAsync("/v1/reports/queues?bucketSeconds=86400"))).EnumerateArray()
            .ToLookup(row => row.GetProperty("queueId").GetString(), row => row);
        long Sum(string queue, string figure) => rows[queue].Sum(row => row.GetProperty(figure).GetInt64());
        (Sum("sales", "offered"), Sum("sales", "answered"), Sum("sales", "transfersOut"), Sum("sales", "abandoned")).ShouldBe((2, 2, 1, 0));
        (Sum("experts", "offered"), Sum("experts", "transfersIn"), Sum("experts", "attemptsBusy"), Sum("experts", "callbacksPromised")).ShouldBe((0, 1, 1, 1));
    }

    private static async Task ConfigureAsync(HttpClient admin)
    {
        var days = string.Join(',', Enum.GetNames<DayOfWeek>().Select(day => $$"""{"day": "{{day.ToLowerInvariant()}}", "from": "00:00", "to": "00:00"}"""));
        await Answers.OkAsync(admin.PutAsync("/v1/queues/sales", """
            {"name": "Sales", "wrapUpCodes": {"required": true, "default": "other", "codes": [{"code": "sold", "name": "Sold"}, {"code": "other", "name": "Other"}]}}
            """));
        await Answers.OkAsync(admin.PutAsync("/v1/queues/experts", $$"""
            {"name": "Experts", "callbacks": {"retry": {"busy": {"delaySeconds": 1, "attempts": 3} }, "windows": {"capacity": 1, "weekly": [{{days}}]} } }
            """));
        foreach (var (agent, queue) in new[] { ("ana", "sales"), ("eva", "experts") })
        {
            await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
            await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}/assignments/{queue}", "{}"));
            await DoAsync(admin, agent, "log-in");
        }
    }

    private static async Task ServeAsync(HttpClient admin, string agent, string contact, string subject)
    {
        await ArriveAsync(admin, contact, subject);
        await admin.AcceptAsync(agent);
        await DoAsync(admin, agent, "code", """{"code": "sold"}""");
        await DoAsync(admin, agent, "end-contact");
        await DoAsync(admin, agent, "close-pop-up");
    }

    private static Task ArriveAsync(HttpClient admin, string contact, string subject) => Answers.OkAsync(
        admin.PostAsync("/v1/queues/sales/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "{{Caller}}", "subject": "{{subject}}"}"""),
        HttpStatusCode.Created);

    private static Task<JsonElement> DoAsync(HttpClient client, string agent, string button, string? body = null) =>
        Answers.OkAsync(client.PostAsync($"/v1/agents/{agent}/{button}", body));
}

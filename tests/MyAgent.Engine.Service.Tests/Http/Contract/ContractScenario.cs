using System.Net.Http.Headers;
using System.Text.Json;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

/// <summary>A contact centre in which every agent is in another status and every contact in another state, told step by step.</summary>
/// <param name="admin">May everything.</param>
/// <param name="look">Called whenever something has changed.</param>
internal sealed class ContractScenario(HttpClient admin, Func<Task> look)
{
    /// <summary>The agents.</summary>
    public static readonly string[] Agents = ["out", "free", "rung", "busy", "after", "wrap", "tea", "lost", "back"];

    /// <summary>The queues.</summary>
    public static readonly string[] Queues = ["sales", "night", "closed"];

    /// <summary>The contacts.</summary>
    public static readonly string[] Contacts = [.. Enumerable.Range(1, 16).Select(number => $"c{number}")];

    /// <summary>Lets everything happen.</summary>
    public async Task PlayAsync()
    {
        await look();
        await ConfigureAsync();
        await look();
        await ServeAsync();
        await look();
        await CallBackAsync();
        await look();
        await WaitAsync();
        await look();
    }

    private async Task ConfigureAsync()
    {
        await PutAsync("queues/night", """{"name": "Night", "media": ["call", "email"], "selection": "highestSkill"}""");
        await PutAsync("queues/closed", """
            {"name": "Closed", "closedQueue": "night", "maxWaiting": 3, "maxWaitSeconds": 600, "overflowQueue": "night", "popUpLimitSeconds": 0,
             "openingHours": {"timeZone": "Europe/Paris", "weekly": [],
              "exceptions": [{"date": "2000-01-01", "closed": true}, {"date": "2000-01-02", "from": "09:00", "to": "17:00"}]},
             "callbacks": {"enabled": true, "reentry": "due", "horizonDays": 7, "maxAttempts": 2, "forbiddenNumbers": ["+33 800 000 000"]},
             "alarms": {"waiting": 9, "longestWaitSeconds": 900}}
            """);
        await PutAsync(
            "queues/sales",
            """
            {"name": "Sales", "offerTimeoutSeconds": 3600, "missedLimit": 1, "popUpLimitSeconds": 0,
             "callbacks": {"maxAttempts": 2, "retry": {"busy": {"delaySeconds": 3600, "attempts": 3}},
              "windows": {"capacity": 1, "slotMinutes": 30, "timeZone": "Europe/Paris", "weekly": [{"day": "monday", "from": "09:00", "to": "12:00"}]}}, "alarms": {"waiting": 1},
             "wrapUpCodes": {"codes": [{"code": "sold", "name": "Sold", "group": "Sales"}, {"code": "other", "name": "Other"}], "default": "other"}}
            """);
        foreach (var agent in Agents)
        {
            await PutAsync($"agents/{agent}", $$"""{"name": "{{agent}}"}""");
            await PutAsync(
                $"agents/{agent}/assignments/{(agent == "free" ? "night" : "sales")}", """{"wrapUpSeconds": 3600, "wrapUpExtensionSeconds": 60, "maxWrapUpSeconds": 7200}""");
        }
        await PutAsync("agents/free/assignments/closed", """{"kind": "overflow", "skill": 10, "callbacks": false, "overflowAfterSeconds": 10, "overflowAfterContacts": 2}""");
        await PutAsync("agents/out/assignments/night", "{}");
        (await admin.DeleteAsync("/v1/agents/out/assignments/night")).EnsureSuccessStatusCode();
        await PutAsync("queues/gone", """{"name": "Gone"}""");
        await PutAsync("agents/gone", """{"name": "Gone"}""");
        (await admin.DeleteAsync("/v1/agents/gone")).EnsureSuccessStatusCode();
        (await admin.DeleteAsync("/v1/queues/gone")).EnsureSuccessStatusCode();
        await PatchAsync("queues/night", """{"name": "Night shift", "maxWaiting": null, "openingHours": null, "callbacks": {"horizonDays": null}, "alarms": {"waiting": 50}}""");
        await PatchAsync("queues/closed", """{"wrapUpCodes": {"codes": [{"code": "closed", "name": "Closed"}], "required": true, "default": "closed"}}""");
        await PatchAsync("queues/closed", """{"openingHours": {"timeZone": "Europe/Berlin"}}""");
        await PatchAsync("agents/free", """{"name": "Free"}""");
        await PatchAsync("agents/free/assignments/closed", """{"skill": 20, "overflowAfterSeconds": null}""");
        await PutAsync("callers/+33100000001", """{"preferredAgents": ["busy"], "priority": 3}""");
        (await admin.GetAsync("/v1/configuration")).EnsureSuccessStatusCode();
        await PutAsync("configuration?dryRun=true&prune=true", """{"queues": [{"queueId": "night", "name": "At night"}], "agents": [], "callers": []}""");
        await PostAsync("tokens", """{"role": "agent", "agent": "out"}""");
        await PostAsync("connectors/pbx-1/alive", """{"leaseSeconds": 300}""");
        (await admin.GetAsync("/v1/connectors")).EnsureSuccessStatusCode();
        await PutAsync("connectors/pbx-1/calls", """{"asOf": 1, "live": ["c99"]}""");
        await PatchAsync("agents/free", """{"endpoint": "PJSIP/2001"}""");
        await PostAsync("agents/free/log-in");
        (await admin.GetAsync("/v1/endpoints/PJSIP%2F2001")).EnsureSuccessStatusCode();
        await PutAsync("endpoints/PJSIP%2F2001", """{"state": "busy", "reason": "in a call of its own"}""");
        await PutAsync("endpoints/PJSIP%2F2001", """{"state": "ready"}""");
    }

    /// <summary>Calls that are served, rejected, missed and sent on.</summary>
    private async Task ServeAsync()
    {
        await ArriveAsync("c1", "closed");
        await OfferedAsync("free", "c1");
        await PostAsync("agents/free/accept", $$"""{"offerId": "{{await OfferAsync("free")}}"}""");
        await PostAsync("queues/night/contacts/c1/hang-up", """{"by": "connector"}""");
        await PostAsync("agents/free/close-pop-up");
        await BecomesAsync("free", "wrapUp", "available");
        foreach (var (agent, contact) in new[] { ("busy", "c2"), ("after", "c3"), ("wrap", "c4") })
        {
            await AcceptAsync(agent, contact);
            await look();
        }
        await PatchAsync("queues/sales/contacts/c2", """
            {"called": "+33199000000", "subject": "Order 17", "link": "https://shop.example/17", "attributes": {"vip": true, "orders": 3, "city": "Köln"}}
            """);
        await PatchAsync("queues/sales/contacts/c2", """{"called": null, "attributes": {"orders": null}}""");
        await PostAsync("agents/busy/hold", """{"contactId": "c2"}""");
        await PostAsync("agents/after/hold");
        await PostAsync("agents/after/resume");
        await PostAsync("agents/busy/break", """{"reason": "Lunch", "seconds": 1800}""");
        await PostAsync("agents/after/code", """{"contactId": "c3", "code": "sold", "note": "Calls again\non Monday"}""");
        await PostAsync("agents/after/end-contact");
        await PostAsync("agents/wrap/end-contact");
        await PostAsync("agents/wrap/close-pop-up");
        await PostAsync("agents/wrap/code", """{"code": "other"}""");
        await PostAsync("agents/wrap/wrap-up");
        await PostAsync("agents/tea/log-in");
        await PostAsync("agents/tea/break", """{"reason": "Tea"}""");
        await PostAsync("agents/lost/log-in");
        await ArriveAsync("c5");
        await OfferedAsync("lost", "c5");
        await look();
        await PostAsync("agents/lost/reject", $$"""{"offerId": "{{await OfferAsync("lost")}}", "reason": "noAnswer"}""");
        await PostAsync("queues/sales/contacts/c5/hang-up");
        await PostAsync("agents/out/log-in", """{"endpoint": "PJSIP/2002"}""");
        await PostAsync("agents/out/log-out");
    }

    /// <summary>A callback that is done, one that is scheduled, and one whose agent is logged out by force.</summary>
    private async Task CallBackAsync()
    {
        foreach (var contact in new[] { "c6", "c7", "c8", "c15" })
        {
            await ArriveAsync(contact);
            await PostAsync($"queues/sales/contacts/{contact}/record");
            if (contact == "c6")
                await PutSoundAsync($"queues/sales/contacts/{contact}/message");
            await PostAsync($"queues/sales/contacts/{contact}/callback", """{"number": "+33 1 23 45 67 89"}""");
        }
        await PostAsync(
            "queues/sales/contacts",
            $$"""{"contactId": "c14", "kind": "callback", "number": "+33 1 00 00 00 14", "notBefore": "{{DateTimeOffset.UtcNow.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}}"}""");
        await PostAsync("queues/sales/contacts", """{"kind": "callback", "number": "+33 1 00 00 00 14"}""");
        await PostAsync("queues/sales/contacts", $$"""{"contactId": "c16", "kind": "callback", "number": "+33 1 00 00 00 16", "window": "{{await FreeWindowAsync()}}"}""");
        await PostAsync("agents/back/log-in");
        await TakeAsync("back", "c6");
        (await admin.GetAsync("/v1/queues/sales/contacts/c6/message")).EnsureSuccessStatusCode();
        var link = await (await admin.GetAsync("/v1/queues/sales/contacts/c6/message/link")).EnsureSuccessStatusCode().JsonAsync();
        (await admin.GetAsync(link.GetProperty("url").GetString())).EnsureSuccessStatusCode();
        await PostAsync("agents/back/complete-callback", """{"contactId": "c6"}""");
        await look();
        await PostAsync("agents/back/close-pop-up");
        await PostAsync("agents/back/available");
        await TakeAsync("back", "c7");
        await PostAsync("agents/back/schedule-callback", $$"""{"dueAt": "{{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}""");
        await look();
        await PostAsync("agents/back/close-pop-up");
        await PostAsync("agents/back/available");
        await TakeAsync("back", "c8");
        await PostAsync("agents/back/fail-callback", """{"cause": "busy", "note": "Engaged tone."}""");
        await look();
        await PostAsync("agents/back/close-pop-up");
        await PostAsync("agents/back/available");
        await TakeAsync("back", "c15");
        await PostAsync("agents/back/consult", """{"queueId": "sales", "contactId": "c15"}""");
        await look();
        await PostAsync("agents/back/end-consult");
        await PostAsync("agents/back/requeue", """{"contactId": "c15", "reason": "notBridged"}""");
        await PostAsync("agents/back/available");
        await ArriveAsync("c17", priority: 9);
        await TakeAsync("back", "c17");
        await PostAsync("agents/back/transfer", """{"queueId": "night", "place": "new"}""");
        await look();
        await PostAsync("queues/night/contacts/c17/hang-up");
        await PostAsync("agents/back/close-pop-up");
        await PostAsync("agents/back/available");
        await PostAsync("agents/free/available");
        await ArriveAsync("c18", priority: 9);
        await TakeAsync("back", "c18");
        await PostAsync("agents/back/consult", """{"queueId": "night"}""");
        await TakeAsync("free", (await AgentAsync("back")).GetProperty("consultation").GetProperty("contactId").GetString()!);
        await PostAsync("agents/back/complete-transfer", """{"contactId": "c18"}""");
        await Eventually.TrueAsync(async () =>
            (await AgentAsync("free")).GetProperty("contact") is { ValueKind: JsonValueKind.Object } current && current.GetProperty("contactId").GetString() == "c18");
        await look();
        await PostAsync("queues/night/contacts/c18/hang-up");
        await PostAsync("agents/free/close-pop-up");
        await BecomesAsync("free", "wrapUp", "available");
        await PostAsync("agents/back/force-log-out");
    }

    /// <summary>Those that wait, record, are offered and are taken out.</summary>
    private async Task WaitAsync()
    {
        await PostAsync("queues/sales/contacts/c8/cancel");
        await PostAsync("queues/sales/contacts/c15/cancel");
        await PostAsync("agents/rung/log-in");
        await ArriveAsync("c9", priority: 9);
        await OfferedAsync("rung", "c9");
        foreach (var contact in new[] { "c10", "c11", "c12", "c13" })
            await ArriveAsync(contact);
        await PostAsync("queues/sales/contacts/c11/record");
        await PostAsync("queues/sales/contacts/c12/record");
        await PostAsync("queues/sales/contacts/c12/resume");
        await PostAsync("queues/sales/contacts/c12/move-to-first");
        await PostAsync("queues/sales/contacts/c13/priority", """{"priority": 2}""");
    }

    private async Task AcceptAsync(string agent, string contact)
    {
        await PostAsync($"agents/{agent}/log-in");
        await ArriveAsync(contact);
        await TakeAsync(agent, contact);
    }

    private async Task TakeAsync(string agent, string contact)
    {
        await OfferedAsync(agent, contact);
        await look();
        await PostAsync($"agents/{agent}/accept", $$"""{"offerId": "{{await OfferAsync(agent)}}"}""");
    }

    private Task ArriveAsync(string contact, string queue = "sales", int? priority = null) => PostAsync(
        $"queues/{queue}/contacts",
        JsonSerializer.Serialize(new { contactId = contact, media = "call", caller = contact == "c13" ? null : $"+3310000{contact[1..].PadLeft(4, '0')}", priority }));

    private async Task<string> FreeWindowAsync()
    {
        var list = await (await admin.GetAsync($"/v1/queues/sales/callback-windows?to={DateTimeOffset.UtcNow.AddDays(14):yyyy-MM-ddTHH:mm:ssZ}&limit=3")).JsonAsync();
        return list.GetProperty("windows").EnumerateArray().First(window => window.GetProperty("free").GetInt32() > 0).GetProperty("from").GetString()!;
    }

    private async Task<string> OfferAsync(string agent) => (await AgentAsync(agent)).GetProperty("offer").GetProperty("offerId").GetString()!;

    private Task OfferedAsync(string agent, string contact) => Eventually.TrueAsync(async () =>
        (await AgentAsync(agent)).GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer && offer.GetProperty("contactId").GetString() == contact);

    private Task BecomesAsync(string agent, params string[] statuses) => Eventually.TrueAsync(async () =>
        statuses.AsEnumerable().Contains((await AgentAsync(agent)).GetProperty("status").GetString()));

    private async Task<JsonElement> AgentAsync(string agent) => await (await admin.GetAsync($"/v1/agents/{agent}")).JsonAsync();

    private async Task PutAsync(string path, string json) => await OkAsync(await admin.PutAsync("/v1/" + path, json));

    private async Task PatchAsync(string path, string json) => await OkAsync(await admin.PatchAsync(
        "/v1/" + path, new StringContent(json, System.Text.Encoding.UTF8, "application/merge-patch+json")));

    private async Task PostAsync(string path, string json = "{}") => await OkAsync(await admin.PostAsync("/v1/" + path, json));

    private async Task PutSoundAsync(string path)
    {
        var sound = new ByteArrayContent(Convert.FromBase64String("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA=="));
        sound.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        await OkAsync(await admin.PutAsync("/v1/" + path, sound));
    }

    private static async Task OkAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
}

using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 33e over HTTP: <c>caller</c> may be null or left out.</summary>
[IntegrationTests]
public sealed class WithheldCallerTests
{
    [Fact]
    [Rule("33e")]
    public async Task A_withheld_caller_is_null_wherever_the_contact_is_shown()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var (admin, connector) = (await engine.AsAsync(Role.Admin), await engine.AsAsync(Role.Connector));
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var arrived = await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":null}", key: "k");
        arrived.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await arrived.JsonAsync()).GetProperty("caller").ValueKind.ShouldBe(JsonValueKind.Null);
        (await (await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c2\",\"media\":\"call\"}")).JsonAsync())
            .GetProperty("position").GetInt32().ShouldBe(2);
        (await (await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c1\",\"media\":\"call\"}", key: "k")).Content.ReadAsStringAsync())
            .ShouldBe(await arrived.Content.ReadAsStringAsync());

        var waiting = (await (await admin.GetAsync("/v1/queues/sales")).JsonAsync()).GetProperty("waiting");
        waiting.EnumerateArray().ShouldAllBe(contact => contact.GetProperty("caller").ValueKind == JsonValueKind.Null);
        (await connector.PostAsync("/v1/queues/sales/contacts/c1/callback", "{\"number\":\"+33123456789\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var explained = await (await admin.GetAsync("/v1/queues/sales/contacts/c1/explain")).Content.ReadAsStringAsync();
        explained.ShouldContain("a withheld number");
    }
}

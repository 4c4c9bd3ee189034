using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 35 over HTTP: what a caller is told.</summary>
[IntegrationTests]
public sealed class EstimateTests
{
    [Fact]
    [Rule("35")]
    public async Task A_contact_shows_the_position_to_say_and_the_estimate_or_the_reason_why_there_is_none()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var (admin, connector) = (await engine.AsAsync(Role.Admin), await engine.AsAsync(Role.Connector));
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c1\",\"media\":\"call\"}")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"vip\",\"media\":\"call\",\"priority\":1}")).StatusCode.ShouldBe(HttpStatusCode.Created);

        var contact = await (await connector.GetAsync("/v1/queues/sales/contacts/c1")).JsonAsync();
        (contact.GetProperty("position").GetInt32(), contact.GetProperty("positionToSay").GetInt32()).ShouldBe((2, 1));
        contact.GetProperty("estimatedWait").GetProperty("reason").GetString().ShouldBe("noAgent");
        contact.GetProperty("estimatedWait").GetProperty("seconds").ValueKind.ShouldBe(JsonValueKind.Null);

        (await (await connector.GetAsync("/v1/queues/sales/estimate?priority=3")).JsonAsync()).GetProperty("reason").GetString().ShouldBe("noAgent");
        (await (await admin.GetAsync("/v1/queues/sales")).JsonAsync()).GetProperty("estimatedWait").GetProperty("reason").GetString().ShouldBe("noAgent");
        (await connector.GetAsync("/v1/queues/sales/estimate?priority=100")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await connector.GetAsync("/v1/queues/unknown/estimate")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

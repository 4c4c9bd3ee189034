using System.Net;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 36 over HTTP.</summary>
[IntegrationTests]
public sealed class DirectCallbackTests
{
    private const string Contacts = "/v1/queues/sales/contacts";

    [Fact]
    [Rule("36")]
    public async Task A_connector_requests_a_callback_and_a_second_request_gets_the_first_with_200()
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var (admin, connector) = (await engine.AsAsync(Role.Admin), await engine.AsAsync(Role.Connector));
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var first = await connector.PostAsync(Contacts, "{\"kind\":\"callback\",\"number\":\"+33 1 23 45 67 89\"}", key: "k1");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var callback = await first.JsonAsync();
        (callback.GetProperty("kind").GetString(), callback.GetProperty("state").GetString(), callback.GetProperty("caller").GetString())
            .ShouldBe(("callback", "waiting", "+33123456789"));

        var second = await connector.PostAsync(Contacts, "{\"kind\":\"callback\",\"number\":\"0033123456789\"}", key: "k2");
        (second.StatusCode, (await second.JsonAsync()).GetProperty("contactId").GetString()).ShouldBe((HttpStatusCode.OK, callback.GetProperty("contactId").GetString()));

        var again = await connector.PostAsync(Contacts, "{\"kind\":\"callback\",\"number\":\"+33 1 23 45 67 89\"}", key: "k1");
        (again.StatusCode, await again.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.Created, await first.Content.ReadAsStringAsync()));

        var explained = await (await admin.GetAsync($"{Contacts}/{callback.GetProperty("contactId").GetString()}/explain")).Content.ReadAsStringAsync();
        explained.ShouldContain("was requested for sales without a call");
        explained.ShouldContain("got this one, and no second place");
        var listed = (await (await admin.GetAsync("/v1/callbacks?state=waiting")).JsonAsync()).GetProperty("callbacks");
        listed.GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [Rule("36")]
    [InlineData("{\"kind\":\"callback\"}", HttpStatusCode.BadRequest, "badBody", "number")]
    [InlineData("{\"kind\":\"callback\",\"number\":\"12\"}", HttpStatusCode.UnprocessableEntity, "implausibleNumber", "number")]
    [InlineData("{\"kind\":\"callback\",\"number\":\"4711\",\"media\":\"fax\"}", HttpStatusCode.BadRequest, "outOfRange", "media")]
    [InlineData("{\"kind\":\"callback\",\"number\":\"4711\",\"originAt\":\"2026-05-04T09:30:00Z\"}", HttpStatusCode.BadRequest, "badBody", "originAt")]
    [InlineData("{\"kind\":\"callback\",\"number\":\"4711\",\"notBefore\":\"2126-05-04T09:30:00Z\"}", HttpStatusCode.UnprocessableEntity, "dueAtBeyondHorizon", "notBefore")]
    [InlineData("{\"kind\":\"fax\"}", HttpStatusCode.BadRequest, "badBody", "kind")]
    [InlineData("{}", HttpStatusCode.BadRequest, "badBody", "media")]
    [InlineData("{\"media\":\"call\",\"number\":\"4711\"}", HttpStatusCode.BadRequest, "badBody", "number")]
    [InlineData("{\"media\":\"call\",\"notBefore\":\"2026-05-04T09:30:00Z\"}", HttpStatusCode.BadRequest, "badBody", "notBefore")]
    public async Task What_is_wrong_is_named(string body, HttpStatusCode status, string code, string field)
    {
        await using var engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        var admin = await engine.AsAsync(Role.Admin);
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await admin.PostAsync(Contacts, body);
        var problem = await refused.JsonAsync();
        (refused.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()).ShouldBe((status, code, field));
    }
}

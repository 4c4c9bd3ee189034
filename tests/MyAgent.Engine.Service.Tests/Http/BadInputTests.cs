using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class BadInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("{", "badBody", "$")]
    [InlineData("[]", "badBody", "$")]
    [InlineData("null", "badBody", "$")]
    [InlineData("{}", "badBody", "name")]
    [InlineData("", "badBody", "name")]
    [InlineData("{\"name\":\"S\",}", "badBody", "$")]
    [InlineData("{\"name\":\"S\",\"nme\":1}", "badBody", "nme")]
    [InlineData("{\"name\":\"S\",\"name\":\"T\"}", "badBody", "name")]
    [InlineData("{\"Name\":\"S\"}", "badBody", "Name")]
    [InlineData("{\"name\":null}", "badBody", "name")]
    [InlineData("{\"name\":7}", "badBody", "name")]
    [InlineData("{\"name\":\"\\ud800\"}", "badBody", "name")]
    [InlineData("{\"name\":\"\"}", "badText", "name")]
    [InlineData("{\"name\":\"a\\u0007b\"}", "badText", "name")]
    [InlineData("{\"name\":\"S\",\"media\":null}", "badBody", "media")]
    [InlineData("{\"name\":\"S\",\"media\":[]}", "outOfRange", "media")]
    [InlineData("{\"name\":\"S\",\"media\":[\"call\",\"call\"]}", "givenTwice", "media[1]")]
    [InlineData("{\"name\":\"S\",\"media\":[\"call\",\"letter\"]}", "badBody", "media[1]")]
    [InlineData("{\"name\":\"S\",\"media\":[\"call, fax\"]}", "badBody", "media[0]")]
    [InlineData("{\"name\":\"S\",\"media\":[0]}", "badBody", "media[0]")]
    [InlineData("{\"name\":\"S\",\"selection\":\"LongestIdle\"}", "badBody", "selection")]
    [InlineData("{\"name\":\"S\",\"offerTimeoutSeconds\":0}", "outOfRange", "offerTimeoutSeconds")]
    [InlineData("{\"name\":\"S\",\"offerTimeoutSeconds\":\"20\"}", "badBody", "offerTimeoutSeconds")]
    [InlineData("{\"name\":\"S\",\"offerTimeoutSeconds\":1e400}", "outOfRange", "offerTimeoutSeconds")]
    [InlineData("{\"name\":\"S\",\"missedLimit\":0}", "outOfRange", "missedLimit")]
    [InlineData("{\"name\":\"S\",\"missedLimit\":1.5}", "badBody", "missedLimit")]
    [InlineData("{\"name\":\"S\",\"rejectCoolDownSeconds\":-1}", "outOfRange", "rejectCoolDownSeconds")]
    [InlineData("{\"name\":\"S\",\"rejectRepeatSeconds\":0}", "outOfRange", "rejectRepeatSeconds")]
    [InlineData("{\"name\":\"S\",\"rejectRepeatSeconds\":3601}", "outOfRange", "rejectRepeatSeconds")]
    [InlineData("{\"name\":\"S\",\"rejectedLimit\":0}", "outOfRange", "rejectedLimit")]
    [InlineData("{\"name\":\"S\",\"rejectedLimit\":101}", "outOfRange", "rejectedLimit")]
    [InlineData("{\"name\":\"S\",\"recordingLimitSeconds\":4}", "outOfRange", "recordingLimitSeconds")]
    [InlineData("{\"name\":\"S\",\"recordingLimitSeconds\":3601}", "outOfRange", "recordingLimitSeconds")]
    [InlineData("{\"name\":\"S\",\"preferredHoldSeconds\":1e300}", "outOfRange", "preferredHoldSeconds")]
    [InlineData("{\"name\":\"S\",\"maxWaiting\":0}", "outOfRange", "maxWaiting")]
    [InlineData("{\"name\":\"S\",\"maxWaitSeconds\":-0.1}", "outOfRange", "maxWaitSeconds")]
    [InlineData("{\"name\":\"S\",\"maxWaitSeconds\":0}", "outOfRange", "maxWaitSeconds")]
    [InlineData("{\"name\":\"S\",\"maxWaitSeconds\":0.9}", "outOfRange", "maxWaitSeconds")]
    [InlineData("{\"name\":\"S\",\"resumeCallback\":null}", "badBody", "resumeCallback")]
    [InlineData("{\"name\":\"S\",\"overflowQueue\":\"a b\"}", "badId", "overflowQueue")]
    [InlineData("{\"name\":\"S\",\"overflowQueue\":\"sales\"}", "sameQueue", "overflowQueue")]
    [InlineData("{\"name\":\"S\",\"callbacks\":{\"horizonDays\":0}}", "outOfRange", "callbacks.horizonDays")]
    [InlineData("{\"name\":\"S\",\"callbacks\":{\"horizonDays\":3651}}", "outOfRange", "callbacks.horizonDays")]
    [InlineData("{\"name\":\"S\",\"callbacks\":{\"maxAttempts\":0}}", "outOfRange", "callbacks.maxAttempts")]
    [InlineData("{\"name\":\"S\",\"callbacks\":{\"forbiddenNumbers\":[null]}}", "badBody", "callbacks.forbiddenNumbers[0]")]
    [InlineData("{\"name\":\"S\",\"callbacks\":{\"x\":1}}", "badBody", "callbacks.x")]
    [InlineData("{\"name\":\"S\",\"alarms\":{\"waiting\":0}}", "outOfRange", "alarms.waiting")]
    [InlineData("{\"name\":\"S\",\"wrapUpCodes\":{}}", "badBody", "wrapUpCodes.codes")]
    [InlineData("{\"name\":\"S\",\"wrapUpCodes\":{\"codes\":[{\"code\":\"a b\",\"name\":\"A\"}]}}", "badId", "wrapUpCodes.codes[0].code")]
    [InlineData("{\"name\":\"S\",\"wrapUpCodes\":{\"codes\":[{\"code\":\"a\"}]}}", "badBody", "wrapUpCodes.codes[0].name")]
    [InlineData("{\"name\":\"S\",\"wrapUpCodes\":{\"codes\":[{\"code\":\"a\",\"name\":\"\"}]}}", "badText", "wrapUpCodes.codes[0].name")]
    [InlineData("{\"name\":\"S\",\"wrapUpCodes\":{\"codes\":[{\"code\":\"a\",\"name\":\"A\",\"group\":\"\"}]}}", "badText", "wrapUpCodes.codes[0].group")]
    [InlineData("{\"name\":\"S\",\"openingHours\":{\"weekly\":[]}}", "badBody", "openingHours.timeZone")]
    [InlineData("{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"Mars/Base\",\"weekly\":[]}}", "badOpeningHours", "openingHours.timeZone")]
    [InlineData("{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"../etc/passwd\",\"weekly\":[]}}", "badOpeningHours", "openingHours.timeZone")]
    [InlineData(
        "{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"Europe/Paris\",\"weekly\":[{\"day\":\"monday\",\"from\":\"18:00\",\"to\":\"08:00\"}]}}",
        "badOpeningHours", "openingHours.weekly[0].to")]
    [InlineData(
        "{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"Europe/Paris\",\"weekly\":[{\"day\":\"monday\",\"from\":\"25:00\",\"to\":\"08:00\"}]}}",
        "badBody", "openingHours.weekly[0].from")]
    [InlineData(
        "{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"Europe/Paris\",\"weekly\":[],\"exceptions\":[{\"date\":\"2026-12-24\"}]}}",
        "badOpeningHours", "openingHours.exceptions[0]")]
    [InlineData(
        "{\"name\":\"S\",\"openingHours\":{\"timeZone\":\"Europe/Paris\",\"weekly\":[],\"exceptions\":[{\"date\":\"2026-12-24\",\"closed\":true,\"from\":\"08:00\"}]}}",
        "badOpeningHours", "openingHours.exceptions[0]")]
    public async Task A_queue_that_is_not_understood_is_refused_and_the_field_named(string body, string code, string field)
    {
        using var admin = await server.AsAsync(Role.Admin);
        var before = server.Engine.Sent.Count(sent => sent.Message is ICommand);

        (await (await admin.PutAsync("/v1/queues/sales", body)).ProblemAsync()).ShouldBe((400, code, field));
        server.Engine.Sent.Count(sent => sent.Message is ICommand).ShouldBe(before);
    }

    [Theory]
    [InlineData("", "badBody", "$")]
    [InlineData("{", "badBody", "$")]
    [InlineData("[{\"op\":\"replace\"}]", "badBody", "$")]
    [InlineData("{\"name\":null}", "badBody", "name")]
    [InlineData("{\"name\":\"\"}", "badText", "name")]
    [InlineData("{\"name\":\"\\ud800\"}", "badBody", "name")]
    [InlineData("{\"nme\":null}", "badBody", "nme")]
    [InlineData("{\"maxWaiting\":1,\"maxWaiting\":2}", "badBody", "maxWaiting")]
    [InlineData("{\"maxWaiting\":0}", "outOfRange", "maxWaiting")]
    [InlineData("{\"maxWaiting\":\"7\"}", "badBody", "maxWaiting")]
    [InlineData("{\"maxWaiting\":7.5}", "badBody", "maxWaiting")]
    [InlineData("{\"media\":[]}", "outOfRange", "media")]
    [InlineData("{\"media\":{\"call\":true}}", "badBody", "media")]
    [InlineData("{\"media\":[null]}", "badBody", "media[0]")]
    [InlineData("{\"selection\":\"LongestIdle\"}", "badBody", "selection")]
    [InlineData("{\"offerTimeoutSeconds\":1e400}", "outOfRange", "offerTimeoutSeconds")]
    [InlineData("{\"rejectRepeatSeconds\":3601}", "outOfRange", "rejectRepeatSeconds")]
    [InlineData("{\"overflowQueue\":\"sales\"}", "sameQueue", "overflowQueue")]
    [InlineData("{\"overflowQueue\":{}}", "badBody", "overflowQueue")]
    [InlineData("{\"callbacks\":[]}", "badBody", "callbacks")]
    [InlineData("{\"callbacks\":7}", "badBody", "callbacks")]
    [InlineData("{\"callbacks\":{\"horizonDays\":0}}", "outOfRange", "callbacks.horizonDays")]
    [InlineData("{\"callbacks\":{\"x\":null}}", "badBody", "callbacks.x")]
    [InlineData("{\"wrapUpCodes\":{\"default\":\"a b\"}}", "badId", "wrapUpCodes.default")]
    [InlineData("{\"wrapUpCodes\":{\"codes\":null}}", "badBody", "wrapUpCodes.codes")]
    [InlineData("{\"openingHours\":{\"timeZone\":null}}", "badBody", "openingHours.timeZone")]
    [InlineData("{\"openingHours\":{\"timeZone\":\"Mars/Base\"}}", "badOpeningHours", "openingHours.timeZone")]
    [InlineData("{\"openingHours\":{\"weekly\":[{\"day\":\"monday\"}]}}", "badBody", "openingHours.weekly[0].from")]
    public async Task A_change_that_is_not_understood_is_refused_and_the_field_named(string body, string code, string field)
    {
        using var admin = await server.AsAsync(Role.Admin);
        var before = server.Engine.Sent.Count(sent => sent.Message is ICommand);

        (await (await admin.PatchAsync("/v1/queues/sales", body)).ProblemAsync()).ShouldBe((400, code, field));
        server.Engine.Sent.Count(sent => sent.Message is ICommand).ShouldBe(before);
    }

    [Theory]
    [InlineData("{\"caller\":\"+33123456789\"}", "badBody", "media")]
    [InlineData("{\"media\":\"call\",\"caller\":\"  \"}", "badText", "caller")]
    [InlineData("{\"media\":\"call\",\"caller\":\"a\\nb\"}", "badText", "caller")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"contactId\":\"-x\"}", "badId", "contactId")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"contactId\":\"\"}", "badId", "contactId")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"priority\":100}", "outOfRange", "priority")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"originAt\":\"2999-01-01T00:00:00Z\"}", "outOfRange", "originAt")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"originAt\":\"2026-05-04T09:30:00\"}", "badBody", "originAt")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+33123456789\",\"originAt\":\"yesterday\"}", "badBody", "originAt")]
    public async Task An_arrival_that_is_not_understood_is_refused_and_the_field_named(string body, string code, string field)
    {
        using var connector = await server.AsAsync(Role.Connector);
        (await (await connector.PostAsync("/v1/queues/sales/contacts", body)).ProblemAsync()).ShouldBe((400, code, field));
    }

    [Theory]
    [InlineData("break", "{\"seconds\":60}", "badBody", "reason")]
    [InlineData("break", "{\"reason\":\"lunch\",\"seconds\":0}", "outOfRange", "seconds")]
    [InlineData("accept", null, "badBody", "offerId")]
    [InlineData("accept", "{\"offerId\":\"!\"}", "badId", "offerId")]
    [InlineData("accept", "{\"offerId\":\"sales.1\",\"answeredAt\":\"2026-05-04T09:30:00\"}", "badBody", "answeredAt")]
    [InlineData("reject", "{\"offerId\":\"sales.1\",\"reason\":\"lazy\"}", "badBody", "reason")]
    [InlineData("reject", "{\"offerId\":\"sales.1\",\"reason\":null}", "badBody", "reason")]
    [InlineData("log-in", "{\"x\":1}", "badBody", "x")]
    [InlineData("log-in", "{\"endpoint\":\"\"}", "badId", "endpoint")]
    [InlineData("log-in", "{\"endpoint\":\"PJSIP 2001\"}", "badId", "endpoint")]
    [InlineData("log-in", "{\"endpoint\":2001}", "badBody", "endpoint")]
    [InlineData("wrap-up", "{\"queueId\":\"?\"}", "badId", "queueId")]
    [InlineData("end-contact", "{\"contactId\":\"?\"}", "badId", "contactId")]
    [InlineData("transfer", "{}", "badBody", "queueId")]
    [InlineData("transfer", "{\"queueId\":\"?\"}", "badId", "queueId")]
    [InlineData("transfer", "{\"queueId\":\"a\",\"agentId\":\"?\"}", "badId", "agentId")]
    [InlineData("transfer", "{\"queueId\":\"a\",\"place\":\"first\"}", "badBody", "place")]
    [InlineData("fail-callback", "{}", "badBody", "cause")]
    [InlineData("fail-callback", "{\"cause\":\"tired\"}", "badBody", "cause")]
    [InlineData("fail-callback", "{\"cause\":\"busy\",\"note\":\"\"}", "badText", "note")]
    [InlineData("schedule-callback", "{}", "badBody", "dueAt")]
    [InlineData("schedule-callback", "{\"dueAt\":\"2026-05-05T11:00:00Z\",\"window\":\"2026-05-05T11:00:00Z\"}", "badBody", "window")]
    public async Task A_button_that_is_not_understood_is_refused_and_the_field_named(string button, string? body, string code, string field)
    {
        using var agent = await server.AsAsync(Role.Agent, "ana");
        (await (await agent.PostAsync($"/v1/agents/ana/{button}", body)).ProblemAsync()).ShouldBe((400, code, field));
    }

    [Theory]
    [InlineData("/v1/queues/sales?take=x", "take")]
    [InlineData("/v1/queues/sales?skip=-1", "skip")]
    [InlineData("/v1/queues/sales?skip=1&skip=2", "skip")]
    [InlineData("/v1/callbacks?state=recording", "state")]
    [InlineData("/v1/events?after=-1", "after")]
    [InlineData("/v1/events?after=abc", "after")]
    [InlineData("/v1/reports/queues?from=monday", "from")]
    public async Task A_parameter_that_is_not_understood_is_named(string path, string field)
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.GetAsync(path)).ProblemAsync()).ShouldBe((400, "badQuery", field));
    }

    [Theory]
    [InlineData("/v1/queues/-sales")]
    [InlineData("/v1/queues/a%20b")]
    [InlineData("/v1/queues/sales%0A")]
    [InlineData("/v1/queues/aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg")]
    public async Task An_id_of_another_form_is_refused(string path)
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.GetAsync(path)).ProblemAsync()).ShouldBe((400, "badId", "queueId"));
    }

    [Fact]
    public async Task A_queue_named_in_the_policy_must_exist()
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"S\",\"overflowQueue\":\"nowhere\"}")).ProblemAsync())
            .ShouldBe((422, "unknownQueue", "overflowQueue"));
        (await (await admin.PutAsync("/v1/agents/ana/assignments/nowhere", "{}")).ProblemAsync()).ShouldBe((404, "unknownQueue", null));
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"S\",\"overflowQueue\":\"support\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_longest_wrap_up_is_no_shorter_than_the_wrap_up()
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.PutAsync("/v1/agents/ana/assignments/sales", "{\"wrapUpSeconds\":60,\"maxWrapUpSeconds\":30}")).ProblemAsync())
            .ShouldBe((400, "outOfRange", "maxWrapUpSeconds"));
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        using var admin = await server.AsAsync(Role.Admin);
        using var text = new StringContent("{\"name\":\"S\"}", Encoding.UTF8, "text/plain");
        (await (await admin.PutAsync("/v1/queues/sales", text)).ProblemAsync()).ShouldBe((415, "wrongMediaType", null));
        using var utf16 = new StringContent("{\"name\":\"S\"}", Encoding.Unicode, "application/json");
        (await (await admin.PutAsync("/v1/queues/sales", utf16)).ProblemAsync()).ShouldBe((415, "wrongMediaType", null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused(bool chunked)
    {
        using var admin = await server.AsAsync(Role.Admin);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 70_000)}\"}}"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Put, "/v1/queues/sales") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        (await (await admin.SendAsync(request)).ProblemAsync()).ShouldBe((413, "tooLarge", null));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a\tb")]
    [InlineData("")]
    public async Task A_key_that_is_not_visible_ascii_is_refused(string key)
    {
        using var agent = await server.AsAsync(Role.Agent, "ana");
        (await (await agent.PostAsync("/v1/agents/ana/log-in", key: key)).ProblemAsync()).ShouldBe((400, "badIdempotencyKey", "Idempotency-Key"));
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        using var agent = await server.AsAsync(Role.Agent, "ana");
        (await agent.PostAsync("/v1/agents/ana/log-in", key: new string('k', 128))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await agent.PostAsync("/v1/agents/ana/log-in", key: new string('k', 129))).ProblemAsync())
            .ShouldBe((400, "badIdempotencyKey", "Idempotency-Key"));
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_asked_for_wrongly_are_problems_too()
    {
        using var anonymous = server.Anonymous();
        (await (await anonymous.GetAsync("/v1/nothing")).ProblemAsync()).ShouldBe((404, "unknownRoute", null));
        (await (await anonymous.DeleteAsync("/v1/queues/sales/estimate")).ProblemAsync()).ShouldBe((405, "methodNotAllowed", null));
    }
}

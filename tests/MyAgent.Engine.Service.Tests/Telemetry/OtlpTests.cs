using MyAgent.Engine.Service.Telemetry;

namespace MyAgent.Engine.Service.Tests.Telemetry;

[IntegrationTests]
public sealed class OtlpTests
{
    [Fact]
    public async Task A_request_is_one_trace_from_http_through_every_entity_to_its_commits()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var engine = await ServedEngine.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await engine.PutAsync("queues/sales", new { name = "Sales" });
        await engine.PutAsync("agents/ana", new { name = "Ana" });
        await engine.PutAsync("callers/+33123456789", new { preferredAgents = (string[])["ana"], priority = 1 });
        await engine.PutAsync("agents/ana/assignments/sales", new { wrapUpSeconds = 0 });
        await engine.PostAsync("queues/sales/contacts", new { contactId = "c1", media = "call", caller = "+33123456789" });
        await engine.PostAsync("agents/ana/log-in");
        await engine.AcceptAsync("ana");
        await engine.StopAsync();

        sink.Paths.ShouldBe(["/v1/traces", "/v1/metrics", "/v1/logs"], ignoreOrder: true);
        var spans = sink.Spans;
        var arrival = Single(spans, "POST /v1/queues/{queueId}/contacts/");
        var caller = Child(spans, arrival, "caller receive-contact");
        var queue = Child(spans, caller, "queue admit-contact");
        Child(spans, queue, "commit");

        var login = Single(spans, "POST /v1/agents/{agentId}/log-in");
        var agent = Child(spans, login, "agent log-in");
        Child(spans, agent, "commit");
        var offer = spans.First(span => span.Name == "agent propose-offer" && span.Trace == login.Trace);
        offer.Attributes["myagent.entity"].ShouldBe("agent-ana");
        Child(spans, offer, "commit");

        spans.SelectMany(span => span.Attributes.Values).ShouldNotContain(value => value.Contains("33123456789"), "callers' numbers stay out of traces");
    }

    [Fact]
    public async Task A_request_that_comes_with_a_trace_continues_it()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var engine = await ServedEngine.StartAsync(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", sink.Address + "/v1/traces"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        var request = new HttpRequestMessage(HttpMethod.Put, "/v1/agents/ana") { Content = new StringContent("""{"name":"Ana"}""", null, "application/json") };
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        (await engine.Admin.SendAsync(request)).EnsureSuccessStatusCode();
        await engine.StopAsync();

        sink.Paths.ShouldBe(["/v1/traces"], "nothing else was asked for");
        var put = Single(sink.Spans, "PUT /v1/agents/{agentId}");
        (put.Trace, put.Parent).ShouldBe(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        Child(sink.Spans, put, "agent define-agent");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317")]
    [InlineData(true, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4317")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "OTEL_TRACES_EXPORTER=none")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", "OTEL_SDK_DISABLED=true")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=")]
    public void Traces_are_sent_where_the_environment_says_where_to(bool sent, params string[] environment)
    {
        var set = environment.Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => each[1]);
        OtlpSignal.Traces.IsWanted(set.GetValueOrDefault).ShouldBe(sent);
    }

    private static SentSpan Single(IEnumerable<SentSpan> spans, string name) => spans.Where(span => span.Name == name).ShouldHaveSingleItem(name);

    private static SentSpan Child(IEnumerable<SentSpan> spans, SentSpan parent, string name) =>
        spans.FirstOrDefault(span => span.Name == name && span.Trace == parent.Trace && span.Parent == parent.Id).ShouldNotBeNull($"{name} within {parent.Name}");
}

using System.Net;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class ViewRoutesTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_contact_that_its_queue_has_forgotten_is_found_in_the_history()
    {
        _server.Engine.Answer = (_, message) => message is GetContact ? Refusal.NotFound("unknownContact", "There is no such contact.") : null;
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Finished("c1", ContactOutcome.Abandoned));
        using var connector = await _server.AsAsync(Role.Connector);

        var contact = await (await connector.GetAsync("/v1/queues/sales/contacts/c1")).JsonAsync();
        contact.GetProperty("state").GetString().ShouldBe("done");
        contact.GetProperty("outcome").GetString().ShouldBe("abandoned");
        (await (await connector.GetAsync("/v1/queues/sales/contacts/c2")).ProblemAsync()).ShouldBe((404, "unknownContact", null));
    }

    [Fact]
    public async Task Callback_requests_are_listed_by_their_state()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Requested("c1"), Happened.Arrived("c2"));
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        var waiting = (await (await supervisor.GetAsync("/v1/callbacks?state=waiting")).JsonAsync()).GetProperty("callbacks");
        waiting.GetArrayLength().ShouldBe(1);
        waiting[0].GetProperty("contactId").GetString().ShouldBe("c1");
        (await (await supervisor.GetAsync("/v1/callbacks?state=done,waiting")).JsonAsync()).GetProperty("callbacks").GetArrayLength().ShouldBe(1);
        (await (await supervisor.GetAsync("/v1/callbacks?state=done")).JsonAsync()).GetProperty("callbacks").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Reports_and_stories_are_told_from_the_journal()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        var report = await (await supervisor.GetAsync("/v1/reports/queues?from=2026-05-04T09:00:00Z&to=2026-05-04T10:00:00Z&bucketSeconds=1800")).JsonAsync();
        report.GetArrayLength().ShouldBe(2);
        report[0].GetProperty("offered").GetInt64().ShouldBe(1);
        (await supervisor.GetAsync("/v1/reports/agents")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await supervisor.GetAsync("/v1/reports/queues?bucketSeconds=7")).ProblemAsync()).ShouldBe((400, "invalidBucket", "bucketSeconds"));
        (await (await supervisor.GetAsync("/v1/queues/sales/contacts/c1/explain")).JsonAsync()).GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(0);
        (await (await supervisor.GetAsync("/v1/queues/sales/contacts/c9/explain")).ProblemAsync()).ShouldBe((404, "unknownContact", null));
    }

    [Fact]
    public async Task The_description_names_every_route_its_problems_and_who_may()
    {
        using var anonymous = _server.Anonymous();
        var description = await (await anonymous.GetAsync("/openapi/v1.json")).JsonAsync();
        var paths = description.GetProperty("paths");
        foreach (var path in paths.EnumerateObject().Where(path => path.Name.StartsWith("/v1", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
                operation.Value.GetProperty("security")[0].TryGetProperty("Bearer", out _).ShouldBeTrue(path.Name);
                operation.Value.GetProperty("responses").TryGetProperty("403", out _).ShouldBeTrue(path.Name);
            }
        }
        description.GetProperty("components").GetProperty("schemas").GetProperty("AgentStatus").GetProperty("enum").GetArrayLength().ShouldBe(8);
    }
}

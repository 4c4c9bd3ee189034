using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

public sealed class RolesTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    // Who may: c connector, o the agent's own, x another agent, s supervisor, a admin.
    [InlineData("PUT", "/v1/queues/sales", "a")]
    [InlineData("GET", "/v1/queues", "oxsa")]
    [InlineData("GET", "/v1/queues/sales", "oxsa")]
    [InlineData("PUT", "/v1/agents/ana", "a")]
    [InlineData("PUT", "/v1/agents/ana/assignments/sales", "a")]
    [InlineData("DELETE", "/v1/agents/ana/assignments/sales", "a")]
    [InlineData("GET", "/v1/agents", "sa")]
    [InlineData("GET", "/v1/agents/ana", "osa")]
    [InlineData("POST", "/v1/agents/ana/log-in", "osa")]
    [InlineData("POST", "/v1/agents/ana/log-out", "osa")]
    [InlineData("POST", "/v1/agents/ana/available", "osa")]
    [InlineData("POST", "/v1/agents/ana/wrap-up", "osa")]
    [InlineData("POST", "/v1/agents/ana/break", "osa")]
    [InlineData("POST", "/v1/agents/ana/accept", "osa")]
    [InlineData("POST", "/v1/agents/ana/reject", "osa")]
    [InlineData("POST", "/v1/agents/ana/end-contact", "osa")]
    [InlineData("POST", "/v1/agents/ana/close-pop-up", "osa")]
    [InlineData("POST", "/v1/agents/ana/complete-callback", "osa")]
    [InlineData("POST", "/v1/agents/ana/schedule-callback", "osa")]
    [InlineData("POST", "/v1/agents/ana/force-log-out", "sa")]
    [InlineData("PUT", "/v1/callers/+33123456789", "sa")]
    [InlineData("POST", "/v1/queues/sales/contacts", "csa")]
    [InlineData("GET", "/v1/queues/sales/contacts/c1", "csa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/hang-up", "csa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/record", "csa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/resume", "csa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/callback", "csa")]
    [InlineData("PUT", "/v1/queues/sales/contacts/c1/message", "csa")]
    [InlineData("GET", "/v1/queues/sales/contacts/c1/message", "sa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/move-to-first", "sa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/priority", "sa")]
    [InlineData("POST", "/v1/queues/sales/contacts/c1/cancel", "sa")]
    [InlineData("GET", "/v1/queues/sales/contacts/c1/explain", "sa")]
    [InlineData("GET", "/v1/callbacks", "sa")]
    [InlineData("GET", "/v1/events?after=-1", "coxsa")]
    [InlineData("GET", "/v1/reports/queues", "sa")]
    [InlineData("GET", "/v1/reports/agents", "sa")]
    [InlineData("POST", "/v1/tokens", "a")]
    [InlineData("GET", "/v1/tokens", "a")]
    [InlineData("DELETE", "/v1/tokens/none", "a")]
    public async Task Each_role_may_what_it_is_for_and_nothing_else(string method, string path, string allowed)
    {
        (char Who, Role Role, string? Agent)[] everybody =
            [('c', Role.Connector, null), ('o', Role.Agent, "ana"), ('x', Role.Agent, "ben"), ('s', Role.Supervisor, null), ('a', Role.Admin, null)];
        foreach (var (who, role, agent) in everybody)
        {
            using var client = await server.AsAsync(role, agent);
            var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            (answer.StatusCode != HttpStatusCode.Forbidden).ShouldBe(allowed.Contains(who), $"{role} {agent}: {answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.Forbidden)
                (await answer.ProblemAsync()).Code.ShouldBe("forbidden");
            answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        }
        using var nobody = server.Nobody();
        (await nobody.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void No_route_below_v1_is_left_open()
    {
        var routes = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)).ToList();
        routes.Count.ShouldBe(40);
        foreach (var route in routes)
            route.Metadata.GetOrderedMetadata<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<Access>()
                .ShouldHaveSingleItem(route.RoutePattern.RawText);
    }

    [Fact]
    public async Task An_agent_follows_no_events_but_its_own()
    {
        using var agent = await server.AsAsync(Role.Agent, "ana");
        (await (await agent.GetAsync("/v1/events?agent=ben")).ProblemAsync()).Code.ShouldBe("forbidden");
        (await (await agent.GetAsync("/v1/events?queue=sales")).ProblemAsync()).Code.ShouldBe("forbidden");
    }
}

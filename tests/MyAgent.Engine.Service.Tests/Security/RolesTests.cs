using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class RolesTests(RunningServer server) : IClassFixture<RunningServer>
{
    public static IEnumerable<object[]> Endpoints => AccessTable.Rows.Select(row => new object[] { row.Method, row.Route });

    [Theory, MemberData(nameof(Endpoints))]
    public async Task Each_endpoint_accepts_the_roles_of_its_row_and_no_others(string method, string route)
    {
        var row = AccessTable.Rows.Single(row => row.Method == method && row.Route == route);
        foreach (var who in AccessTable.Everybody)
        {
            using var client = await AsAsync(who);
            var request = new HttpRequestMessage(new HttpMethod(method), row.Address);
            if (row.Body is { } body)
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            request.Headers.Add(SessionCookie.Proof, "1");
            request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (row.Allowed.Contains(who))
                answer.StatusCode.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], $"{who}: {answer.StatusCode}");
            else
                (await answer.ProblemAsync()).Code.ShouldBe(who == 'n' ? "unauthorized" : "forbidden", $"{who}: {answer.StatusCode}");
        }
    }

    [Fact]
    public void Every_endpoint_has_one_row_and_every_row_an_endpoint()
    {
        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => (Method: method, Route: endpoint.RoutePattern.RawText!)))
            .ToList();
        endpoints.Count.ShouldBeGreaterThan(50);
        endpoints.Where(endpoint => AccessTable.Rows.Count(row => row.IsOf(endpoint.Method, endpoint.Route)) != 1)
            .ShouldBeEmpty("endpoints without a row of AccessTable, or with two");
        AccessTable.Rows.Where(row => !endpoints.Any(endpoint => row.IsOf(endpoint.Method, endpoint.Route))).ShouldBeEmpty("rows of AccessTable without an endpoint");
    }

    [Fact]
    public void No_route_below_v1_is_left_open()
    {
        foreach (var route in server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     .Where(route => route.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)))
            route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(required => AccessPolicy.Find(required.Policy))
                .ShouldHaveSingleItem(route.RoutePattern.RawText).ShouldNotBeNull(route.RoutePattern.RawText);
    }

    [Fact]
    public async Task An_agent_follows_no_events_but_its_own()
    {
        using var agent = await server.AsAsync(Role.Agent, "ana");
        (await (await agent.GetAsync("/v1/events?agent=ben")).ProblemAsync()).Code.ShouldBe("forbidden");
        (await (await agent.GetAsync("/v1/events?queue=sales")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    private async Task<HttpClient> AsAsync(char who) => who switch
    {
        'n' => server.Anonymous(),
        'c' => await server.AsAsync(Role.Connector),
        'b' => await server.AsAsync(Role.Connector, agent: null, "other", "sales"),
        'f' => await server.AsAsync(Role.Connector, agent: null, "support"),
        't' => await server.AsTelephonesAsync("other", "sales"),
        'u' => await server.AsTelephonesAsync("support"),
        'o' => await server.AsAsync(Role.Agent, "ana"),
        'x' => await server.AsAsync(Role.Agent, "ben"),
        's' => await server.AsAsync(Role.Supervisor),
        _ => await server.AsAsync(Role.Admin),
    };
}

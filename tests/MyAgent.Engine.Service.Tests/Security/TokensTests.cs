using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

public sealed class TokensTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_token_is_shown_once_counts_at_once_and_is_refused_once_revoked()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var made = await admin.PostAsync("/v1/tokens", "{\"role\":\"agent\",\"agent\":\"ana\"}");
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var (id, text) = await IdAndTextAsync(made);

        using var agent = server.Nobody();
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        (await agent.PostAsync("/v1/agents/ana/log-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Engine.LastCommand.Cause.By.ShouldBe("agent:ana");
        (await (await admin.GetAsync("/v1/tokens")).Content.ReadAsStringAsync()).ShouldNotContain(text.Split('_')[^1]);

        (await admin.DeleteAsync($"/v1/tokens/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await agent.GetAsync("/v1/agents/ana")).ProblemAsync()).ShouldBe((401, "unauthorized", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer mat_")]
    [InlineData("Bearer mat_aaaaaaaaaaaa_bbbb")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task Whoever_is_not_known_is_told_how_to_make_themselves_known(string authorization)
    {
        using var client = server.Nobody();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        var answer = await client.GetAsync("/v1/queues");
        (await answer.ProblemAsync()).ShouldBe((401, "unauthorized", null));
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task A_secret_counts_only_with_its_own_id()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var (_, first) = await IdAndTextAsync(await admin.PostAsync("/v1/tokens", "{\"role\":\"connector\"}"));
        var (id, _) = await IdAndTextAsync(await admin.PostAsync("/v1/tokens", "{\"role\":\"admin\"}"));
        using var mixed = server.Nobody();
        mixed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"mat_{id}_{first.Split('_', 3)[2]}");
        (await mixed.GetAsync("/v1/tokens")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{\"role\":\"agent\"}", "badAgent", "agent")]
    [InlineData("{\"role\":\"admin\",\"agent\":\"ana\"}", "badAgent", "agent")]
    [InlineData("{\"role\":\"agent\",\"agent\":\"a b\"}", "badId", "agent")]
    [InlineData("{\"role\":\"root\"}", "badBody", "role")]
    [InlineData("{\"role\":\"supervisor\",\"queues\":[\"sales\"]}", "badQueues", "queues")]
    [InlineData("{\"role\":\"connector\",\"queues\":[]}", "badQueues", "queues")]
    [InlineData("{\"role\":\"connector\",\"queues\":[\"a b\"]}", "badId", "queues[0]")]
    [InlineData("{\"role\":\"connector\",\"queues\":[\"sales\",\"sales\"]}", "givenTwice", "queues[1]")]
    [InlineData("{}", "badBody", "role")]
    public async Task A_token_that_makes_no_sense_is_refused(string body, string code, string field)
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.PostAsync("/v1/tokens", body)).ProblemAsync()).ShouldBe((400, code, field));
    }

    [Fact]
    public async Task A_token_that_does_not_exist_cannot_be_revoked()
    {
        using var admin = await server.AsAsync(Role.Admin);
        (await (await admin.DeleteAsync("/v1/tokens/none")).ProblemAsync()).ShouldBe((404, "unknownToken", null));
    }

    private static async Task<(string Id, string Text)> IdAndTextAsync(HttpResponseMessage made)
    {
        JsonElement token = await made.JsonAsync();
        return (token.GetProperty("id").GetString()!, token.GetProperty("token").GetString()!);
    }
}

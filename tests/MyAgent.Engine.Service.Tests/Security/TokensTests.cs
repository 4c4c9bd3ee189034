using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class TokensTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_token_is_shown_once_counts_at_once_and_is_refused_once_revoked()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var made = await admin.PostAsync("/v1/tokens", "{\"role\":\"agent\",\"agent\":\"ana\"}");
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var (id, text) = await IdAndTextAsync(made);

        using var agent = server.Anonymous();
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        (await agent.PostAsync("/v1/agents/ana/log-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Engine.LastCommand.Cause.By.ShouldBe("agent:ana");
        (await (await admin.GetAsync("/v1/tokens")).Content.ReadAsStringAsync()).ShouldNotContain(SecretOf(text));

        (await admin.DeleteAsync($"/v1/tokens/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await agent.GetAsync("/v1/agents/ana")).ProblemAsync()).ShouldBe((401, "unauthorized", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer mat_")]
    [InlineData("Bearer mat_aaaaaaaaaaaa_bbbb")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task A_client_that_is_not_known_gets_the_way_to_authenticate(string authorization)
    {
        using var client = server.Anonymous();
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
        using var mixed = server.Anonymous();
        mixed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"mat_{id}_{SecretOf(first)}");
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
    [InlineData("{\"role\":\"supervisor\",\"agents\":true}", "badAgents", "agents")]
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

    [Fact]
    public async Task A_repeated_key_makes_no_second_token_and_names_the_first()
    {
        using var admin = await server.AsAsync(Role.Admin);
        var (id, _) = await IdAndTextAsync(await CreateAsync(admin, "{\"role\":\"connector\",\"queues\":[\"sales\"]}", "k-1"));
        var again = await CreateAsync(admin, "{\"role\":\"connector\",\"queues\":[\"sales\"]}", "k-1");
        (await again.Content.ReadAsStringAsync()).ShouldContain(id);
        (await again.ProblemAsync()).ShouldBe((409, "tokenAlreadyCreated", "Idempotency-Key"));
        (await (await CreateAsync(admin, "{\"role\":\"connector\"}", "k-1")).ProblemAsync()).ShouldBe((422, "keyReused", "Idempotency-Key"));

        (await admin.DeleteAsync($"/v1/tokens/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await CreateAsync(admin, "{\"role\":\"connector\",\"queues\":[\"sales\"]}", "k-1")).ProblemAsync()).Code.ShouldBe("tokenAlreadyCreated");
        var (other, _) = await IdAndTextAsync(await CreateAsync(admin, "{\"role\":\"connector\",\"queues\":[\"sales\"]}", "k-2"));
        other.ShouldNotBe(id);
    }

    [Fact]
    public async Task The_same_key_of_another_client_is_another_key()
    {
        using var one = await server.AsAsync(Role.Admin);
        using var other = await server.AsAsync(Role.Admin);
        (await CreateAsync(one, "{\"role\":\"supervisor\"}", "k-3")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(other, "{\"role\":\"supervisor\"}", "k-3")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_token_whose_answer_was_lost_at_another_node_or_before_a_restart_is_not_made_again()
    {
        var store = new MemoryTokens();
        var (made, _) = await new AccessTokens(store, TimeProvider.System).CreateOnceAsync(
            "admin k", Role.Supervisor, agent: null, queues: null, agents: false, CancellationToken.None);
        var (again, text) = await new AccessTokens(store, TimeProvider.System).CreateOnceAsync(
            "admin k", Role.Supervisor, agent: null, queues: null, agents: false, CancellationToken.None);
        (again.Id, text).ShouldBe((made.Id, null));
        store.Tokens.ShouldHaveSingleItem();
    }

    private static Task<HttpResponseMessage> CreateAsync(HttpClient client, string body, string key) => client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/tokens")
    {
        Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        Headers = { { "Idempotency-Key", key } },
    });

    // mat_<id>_<secret>; the secret is base64url, so it may have an underscore of its own.
    private static string SecretOf(string text) => text.Split('_', 3)[2];

    private static async Task<(string Id, string Text)> IdAndTextAsync(HttpResponseMessage made)
    {
        JsonElement token = await made.JsonAsync();
        return (token.GetProperty("id").GetString()!, token.GetProperty("token").GetString()!);
    }
}

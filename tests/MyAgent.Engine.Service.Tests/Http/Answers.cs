using System.Net;
using System.Text.Json;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>Reads what the server answers.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;

    /// <summary>The document of an answer, which must have a status.</summary>
    /// <param name="asking">The request.</param>
    /// <param name="status">The status; default 200.</param>
    public static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> asking, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await asking;
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    /// <summary>The offer of an agent, once there is one: queue and agent settle that between them after a command has been answered.</summary>
    public static async Task<JsonElement> OfferAsync(this HttpClient client, string agent)
    {
        JsonElement offer = default;
        await Eventually.TrueAsync(async () =>
            (offer = (await OkAsync(client.GetAsync($"/v1/agents/{agent}"))).GetProperty("offer")).ValueKind == JsonValueKind.Object);
        return offer;
    }

    /// <summary>Accepts the offer of an agent, once there is one.</summary>
    public static async Task<JsonElement> AcceptAsync(this HttpClient client, string agent) => await OkAsync(client.PostAsync(
        $"/v1/agents/{agent}/accept", $$"""{"offerId": "{{(await client.OfferAsync(agent)).GetProperty("offerId").GetString()}}"}"""));

    /// <summary>Checks that the answer is a problem and gives its code and field.</summary>
    public static async Task<(int Status, string Code, string? Field)> ProblemAsync(this HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("status").GetInt32().ShouldBe((int)answer.StatusCode);
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString()!,
            problem.TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string? json = null, string? key = null) =>
        SendAsync(client, HttpMethod.Post, path, json, key);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, string json, string? key = null) =>
        SendAsync(client, HttpMethod.Put, path, json, key);

    public static Task<HttpResponseMessage> PatchAsync(this HttpClient client, string path, string json, string? key = null) =>
        SendAsync(client, HttpMethod.Patch, path, json, key);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? json, string? key)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : RunningServer.Json(json) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request);
    }
}

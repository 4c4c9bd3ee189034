using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Wrap-ups of agents and scheduled callbacks of queues that all come to their end at about the same time.</summary>
/// <param name="client">How they are set.</param>
/// <param name="cancel">Ends the waiting.</param>
public sealed class DueTimes(SteadyClient client, CancellationToken cancel)
{
    private const int OfEachKind = 12;
    private const double Seconds = 6;

    /// <summary>How many are set at a time, each in an entity of its own.</summary>
    public const int Number = 2 * OfEachKind;

    /// <summary>Whether something happened because a deadline had come.</summary>
    public static bool HasFired(JournalRecord record) => record.Recorded.Event is AgentBecameAvailable { AtDeadline: true } or CallbackReentered;

    /// <summary>Makes the agents who wrap up, and queues each with a callback and an agent to whom it is offered.</summary>
    public async Task SetUpAsync()
    {
        await PutAsync("/v1/queues/sales", new { name = "Sales" });
        foreach (var number in Enumerable.Range(0, OfEachKind))
        {
            await LogInAsync($"wrapping{number}", "sales", new { wrapUpSeconds = Seconds });
            var queue = $"queue{number}";
            await PutAsync($"/v1/queues/{queue}", new { name = queue, offerTimeoutSeconds = 60 });
            await PostAsync($"/v1/queues/{queue}/contacts", new { contactId = $"c{number}", media = "call", caller = $"+331000000{number:00}" });
            await PostAsync($"/v1/queues/{queue}/contacts/c{number}/record");
            await PostAsync($"/v1/queues/{queue}/contacts/c{number}/callback", new { number = "+33199999999" });
            await LogInAsync($"calling{number}", queue, new { wrapUpSeconds = 0, callbacks = true });
        }
    }

    /// <summary>Sets each deadline once; each callback has to be offered.</summary>
    /// <returns>When the last one is due, about.</returns>
    public async Task<DateTimeOffset> SetAsync()
    {
        var offers = await Task.WhenAll(Enumerable.Range(0, OfEachKind).Select(number => OfferAsync($"/v1/agents/calling{number}")));
        foreach (var (number, offer) in offers.Index())
            await PostAsync($"/v1/agents/calling{number}/accept", new { offerId = offer });
        var due = DateTimeOffset.UtcNow.AddSeconds(Seconds);
        foreach (var number in Enumerable.Range(0, OfEachKind))
        {
            await PostAsync($"/v1/agents/calling{number}/schedule-callback", new { dueAt = due });
            await PostAsync($"/v1/agents/calling{number}/close-pop-up");
        }
        foreach (var number in Enumerable.Range(0, OfEachKind))
            await PostAsync($"/v1/agents/wrapping{number}/wrap-up", new { queueId = "sales" });
        return due;
    }

    private async Task<string> OfferAsync(string agent)
    {
        JsonNode now = new JsonObject();
        await Eventually.TrueAsync(async () => (string?)(now = await client.GetAsync(agent, cancel))["status"] == "offered");
        return (string)now["offer"]!["offerId"]!;
    }

    private async Task LogInAsync(string agent, string queue, object assignment)
    {
        await PutAsync($"/v1/agents/{agent}", new { name = agent });
        await PutAsync($"/v1/agents/{agent}/assignments/{queue}", assignment);
        await PostAsync($"/v1/agents/{agent}/log-in");
    }

    private Task PutAsync(string path, object body) => DoAsync(HttpMethod.Put, path, body);

    private Task PostAsync(string path, object? body = null) => DoAsync(HttpMethod.Post, path, body);

    private async Task DoAsync(HttpMethod method, string path, object? body)
    {
        var (status, answer) = await client.SendAsync(method, path, body, cancel);
        ((int)status).ShouldBeLessThan(300, $"{path}: {answer.ToJsonString()}");
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Callers and agents who go on with their work whatever happens to the service.</summary>
/// <param name="client">How they reach it.</param>
public sealed class BusyWorkload(SteadyClient client)
{
    public const string Queue = "sales";
    public const int Agents = 6;

    /// <summary>How often an agent without work looks for some.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The contacts whose arrival was acknowledged.</summary>
    public IReadOnlyCollection<string> Arrived => _arrived;

    private readonly HashSet<string> _arrived = [];

    public async Task SetUpAsync(CancellationToken cancel)
    {
        await client.SendAsync(HttpMethod.Put, $"/v1/queues/{Queue}", new { name = "Sales", offerTimeoutSeconds = 5, missedLimit = 3 }, cancel);
        for (var agent = 0; agent < Agents; agent++)
        {
            await client.SendAsync(HttpMethod.Put, $"/v1/agents/a{agent}", new { name = $"Agent {agent}" }, cancel);
            await client.SendAsync(HttpMethod.Put, $"/v1/agents/a{agent}/assignments/{Queue}",
                new { wrapUpSeconds = agent % 2 == 0 ? 0.2 : 0, callbacks = agent != 1 }, cancel);
            await client.SendAsync(HttpMethod.Post, $"/v1/agents/a{agent}/log-in", body: null, cancel);
        }
    }

    /// <summary>One caller: waits, hangs up, or leaves a message and becomes a callback.</summary>
    public async Task CallAsync(int number, CancellationToken cancel)
    {
        var contact = $"c{number:000}";
        var chance = new Random(number);
        var arrival = await client.SendAsync(HttpMethod.Post, $"/v1/queues/{Queue}/contacts",
            new { contactId = contact, media = "call", caller = $"+3310000{number:0000}", priority = number % 10 == 0 ? 1 : 0 }, cancel);
        arrival.Status.ShouldBe(HttpStatusCode.Created, arrival.Body.ToJsonString());
        lock (_arrived)
            _arrived.Add(contact);
        switch (chance.Next(10))
        {
            case 0:
                await client.SendAsync(HttpMethod.Post, $"/v1/queues/{Queue}/contacts/{contact}/hang-up", body: null, cancel);
                break;
            case <= 4:
                await client.SendAsync(HttpMethod.Post, $"/v1/queues/{Queue}/contacts/{contact}/record", body: null, cancel);
                await client.SendAsync(HttpMethod.Post, $"/v1/queues/{Queue}/contacts/{contact}/callback", new { number = "+33199999999" }, cancel);
                break;
        }
    }

    /// <summary>One agent: takes what comes, until nothing is left to come.</summary>
    public async Task WorkAsync(int agent, Func<bool> finished, CancellationToken cancel)
    {
        var chance = new Random(1000 + agent);
        var self = $"/v1/agents/a{agent}";
        while (!finished())
        {
            var now = await client.GetAsync(self, cancel);
            switch ((string?)now["status"])
            {
                case "offered":
                    await PressAsync($"{self}/{(chance.Next(8) == 0 ? "reject" : "accept")}", new { offerId = (string)now["offer"]!["offerId"]! }, cancel);
                    break;
                case "engaged" or "postProcessing":
                    await FinishAsync(self, now["contact"]!, chance, cancel);
                    break;
                case "wrapUp" when chance.Next(3) == 0:
                    await PressAsync($"{self}/{(chance.Next(2) == 0 ? "wrap-up" : "available")}", body: null, cancel);
                    break;
                case "notResponding" or "break":
                    await PressAsync($"{self}/available", body: null, cancel);
                    break;
                case "available" when chance.Next(40) == 0:
                    await PressAsync($"{self}/break", new { reason = "coffee", seconds = 0.1 }, cancel);
                    break;
                default:
                    await Task.Delay(LookInterval, cancel);
                    break;
            }
        }
    }

    private async Task FinishAsync(string self, JsonNode contact, Random chance, CancellationToken cancel)
    {
        if ((string?)contact["kind"] == "callback" && (string?)contact["outcome"] is null && contact["dueAt"] is null)
        {
            if (chance.Next(4) == 0)
                await PressAsync($"{self}/schedule-callback", new { dueAt = DateTimeOffset.UtcNow.AddMilliseconds(500) }, cancel);
            else
                await PressAsync($"{self}/complete-callback", body: null, cancel);
        }
        else if (!(bool)contact["over"]!)
        {
            await PressAsync($"{self}/end-contact", body: null, cancel);
        }
        await PressAsync($"{self}/close-pop-up", body: null, cancel);
    }

    private Task PressAsync(string button, object? body, CancellationToken cancel) => client.SendAsync(HttpMethod.Post, button, body, cancel);
}

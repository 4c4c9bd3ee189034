using System.Net.ServerSentEvents;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Service.Tests.Http;

public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Events_come_in_journal_order_and_go_on_as_they_happen()
    {
        _server.Journal.At(0, by: "connector:x").Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        await using var stream = await FollowAsync(Role.Supervisor, "/v1/events");

        (await stream.NextAsync()).ShouldBe((1, "queue-configured"));
        (await stream.NextAsync()).ShouldBe((3, "contact-arrived"));
        _server.Journal.Queue("sales", Happened.Arrived("c2"));
        (await stream.NextAsync()).ShouldBe((5, "contact-arrived"));

        var data = stream.Last;
        data.EnumerateObject().Select(field => field.Name).ShouldBe(["ordering", "at", "entity", "sequenceNr", "type", "by", "command", "data"]);
        data.GetProperty("entity").GetString().ShouldBe("queue-sales");
        data.GetProperty("by").GetString().ShouldBe("connector:x");
        data.GetProperty("at").GetString().ShouldEndWith("Z");
        data.GetProperty("data").GetProperty("contact").GetProperty("contactId").GetString().ShouldBe("c2");
    }

    [Theory]
    [InlineData("/v1/events?after=3", null)]
    [InlineData("/v1/events", "3")]
    [InlineData("/v1/events?after=0", "3")]
    public async Task A_stream_is_taken_up_where_it_was(string path, string? lastEventId)
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Arrived("c2"));
        await using var stream = await FollowAsync(Role.Supervisor, path, lastEventId: lastEventId);
        (await stream.NextAsync()).ShouldBe((5, "contact-arrived"));
    }

    [Fact]
    public async Task A_stream_can_be_narrowed_to_a_queue_and_an_agent()
    {
        _server.Journal.Queue("sales", Happened.Configured()).Agent("ana", new AgentLoggedIn()).Agent("ben", new AgentLoggedIn()).Queue("support", Happened.Configured());
        await using var queue = await FollowAsync(Role.Supervisor, "/v1/events?queue=support");
        (await queue.NextAsync()).Ordering.ShouldBe(7);
        await using var both = await FollowAsync(Role.Supervisor, "/v1/events?queue=support&agent=ben");
        (await both.NextAsync()).Ordering.ShouldBe(5);
        (await both.NextAsync()).Ordering.ShouldBe(7);
    }

    [Fact]
    public async Task An_agent_is_told_what_happens_to_that_agent_and_a_connector_what_happens_to_contacts()
    {
        _server.Journal.Agent("ben", new AgentLoggedIn()).Queue("sales", Happened.Configured(), Happened.Arrived("c1")).Agent("ana", new AgentLoggedIn());
        await using var agent = await FollowAsync(Role.Agent, "/v1/events", "ana");
        (await agent.NextAsync()).ShouldBe((7, "agent-logged-in"));
        await using var connector = await FollowAsync(Role.Connector, "/v1/events");
        (await connector.NextAsync()).ShouldBe((5, "contact-arrived"));
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        supervisor.DefaultRequestHeaders.Add("Last-Event-ID", "x");
        (await (await supervisor.GetAsync("/v1/events")).ProblemAsync()).ShouldBe((400, "badQuery", "Last-Event-ID"));
    }

    [Fact]
    public async Task Streams_end_when_the_server_stops()
    {
        await using var stream = await FollowAsync(Role.Supervisor, "/v1/events");
        await _server.App.StopAsync();
        (await stream.EndsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_ends_with_the_token_it_was_opened_with()
    {
        await using var stream = await FollowAsync(Role.Supervisor, "/v1/events");
        using var admin = await _server.AsAsync(Role.Admin);
        foreach (var token in (await (await admin.GetAsync("/v1/tokens")).JsonAsync()).EnumerateArray())
        {
            if (token.GetProperty("role").GetString() == "supervisor")
                await admin.DeleteAsync($"/v1/tokens/{token.GetProperty("id").GetString()}");
        }
        _server.Journal.Queue("sales", Happened.Configured());
        (await stream.EndsAsync()).ShouldBeTrue();
    }

    private async Task<Stream> FollowAsync(Role role, string path, string? agent = null, string? lastEventId = null)
    {
        var client = await _server.AsAsync(role, agent);
        if (lastEventId is not null)
            client.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        return new Stream(client, await client.GetStreamAsync(path));
    }

    private sealed class Stream(HttpClient client, System.IO.Stream answer) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser.Create(answer).EnumerateAsync().GetAsyncEnumerator();

        public JsonElement Last { get; private set; }

        public async Task<(long Ordering, string Type)> NextAsync()
        {
            (await _items.MoveNextAsync()).ShouldBeTrue();
            Last = JsonDocument.Parse(_items.Current.Data).RootElement;
            _items.Current.EventId.ShouldBe(Last.GetProperty("ordering").GetRawText());
            _items.Current.EventType.ShouldBe(Last.GetProperty("type").GetString());
            return (Last.GetProperty("ordering").GetInt64(), _items.Current.EventType);
        }

        public async Task<bool> EndsAsync() => !await _items.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await _items.DisposeAsync();
            client.Dispose();
        }
    }
}

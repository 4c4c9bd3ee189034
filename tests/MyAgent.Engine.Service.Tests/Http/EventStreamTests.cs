using System.Net.ServerSentEvents;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
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
        data.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["ordering", "at", "entity", "sequenceNr", "type", "by", "command", "via", "queueId", "agentId", "contactId", "data"]);
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
        _server.Journal.Agent("ana", Happened.Received("c1"));
        await using var connector = await FollowAsync(Role.Connector, "/v1/events");
        (await connector.NextAsync()).ShouldBe((5, "contact-arrived"));
        (await connector.NextAsync()).ShouldBe((9, "offer-received"));
    }

    [Fact]
    public async Task An_offer_says_all_that_is_needed_to_act_on_it()
    {
        var contact = Happened.Contact("c1") with { Callback = new CallbackRequest("+33987654321", JournalScript.Start), Message = new VoiceMessage("m1", "audio/wav", 12) };
        var received = Happened.Received("c1");
        _server.Journal.Agent("ana", received with { Offer = received.Offer with { Contact = contact }, Endpoint = new EndpointId("PJSIP/2001") });
        await using var stream = await FollowAsync(Role.Agent, "/v1/events", "ana");
        await stream.NextAsync();
        stream.Last.GetProperty("offer").GetRawText().ShouldBe(
            "{\"offerId\":\"sales.1\",\"contactId\":\"c1\",\"queueId\":\"sales\",\"agentId\":\"ana\",\"kind\":\"callback\",\"caller\":\"+33123456789\","
            + "\"number\":\"+33987654321\",\"messageUrl\":\"/v1/queues/sales/contacts/c1/message\",\"expiresAt\":\"2026-05-04T09:00:20Z\","
            + "\"connector\":null,\"called\":null,\"subject\":null,\"link\":null,\"attributes\":null,\"endpoint\":\"PJSIP/2001\",\"consultation\":null}");
        (Id("queueId"), Id("agentId"), Id("contactId")).ShouldBe(("sales", "ana", "c1"));

        string? Id(string name) => stream.Last.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_stream_begins_with_the_journal_it_tells_of_and_the_place_behind_which_it_begins()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        await using var stream = await FollowAsync(Role.Supervisor, "/v1/events?after=1");
        stream.JournalHeader.ShouldBe(_server.Journal.JournalId);
        stream.Beginning.ShouldBe((1, _server.Journal.JournalId, 3));
    }

    [Fact]
    public async Task A_stream_can_begin_with_what_happens_from_now_on()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        await using var stream = await FollowAsync(Role.Supervisor, "/v1/events?after=newest");
        stream.Beginning.ShouldBe((3, _server.Journal.JournalId, 3));
        _server.Journal.Queue("sales", Happened.Arrived("c2"));
        (await stream.NextAsync()).Ordering.ShouldBe(5);
    }

    [Theory]
    [InlineData("/v1/events?after=4", null)]
    [InlineData("/v1/events?after=9223372036854775807", null)]
    [InlineData("/v1/events?after=newest&follow=false", "4")]
    public async Task A_place_that_the_journal_does_not_reach_is_refused_and_the_newest_one_named(string path, string? lastEventId)
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        if (lastEventId is not null)
            supervisor.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        var answer = await supervisor.GetAsync(path);
        (await answer.ProblemAsync()).ShouldBe((409, "eventIdUnknown", null));
        var problem = await answer.JsonAsync();
        problem.GetProperty("newest").GetInt64().ShouldBe(3);
        problem.GetProperty("journal").GetString().ShouldBe(_server.Journal.JournalId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&queue=sales")]
    public async Task A_stream_of_notices_says_once_in_a_while_that_something_has_happened(string filter)
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1")).Agent("ana", new AgentLoggedIn());
        await using var stream = await FollowAsync(Role.Supervisor, $"/v1/events?noticeSeconds=0.1{filter}");
        (await stream.NoticeAsync()).ShouldBe(5);
        _server.Journal.Agent("ana", new AgentLoggedOut(Forced: false));
        foreach (var contact in Enumerable.Range(2, 50))
            _server.Journal.Queue("sales", Happened.Arrived($"c{contact}"));

        var notices = new List<long>();
        do
            notices.Add(await stream.NoticeAsync());
        while (notices[^1] < 107);
        notices.ShouldBeInOrder(SortDirection.Ascending);
        notices.Count.ShouldBeLessThan(50);
    }

    [Theory]
    [InlineData("0.09")]
    [InlineData("10.1")]
    [InlineData("NaN")]
    public async Task Notices_come_every_tenth_of_a_second_to_every_ten_seconds(string seconds)
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        (await (await supervisor.GetAsync($"/v1/events?noticeSeconds={seconds}")).ProblemAsync()).Field.ShouldBe("noticeSeconds");
    }

    [Fact]
    public async Task A_stream_can_be_narrowed_to_events_of_some_names_and_to_contacts_of_some_kinds()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Arrived("m1", media: Media.Email), Happened.Requested("c1"))
            .Agent("ana", new AgentLoggedIn(), Happened.Received("m1"));
        await using var arrived = await FollowAsync(Role.Supervisor, "/v1/events?types=agent-logged-in,contact-arrived");
        (await arrived.NextAsync()).ShouldBe((3, "contact-arrived"));
        (await arrived.NextAsync()).ShouldBe((5, "contact-arrived"));
        (await arrived.NextAsync()).ShouldBe((9, "agent-logged-in"));

        await using var mail = await FollowAsync(Role.Supervisor, "/v1/events?kind=email");
        (await mail.NextAsync()).ShouldBe((5, "contact-arrived"));

        await using var callbacks = await FollowAsync(Role.Supervisor, "/v1/events?kind=callback,fax");
        (await callbacks.NextAsync()).ShouldBe((7, "callback-requested"));
        _server.Journal.Queue("sales", Happened.Finished("m1", ContactOutcome.Served), Happened.Finished("c1", ContactOutcome.Completed));
        (await callbacks.NextAsync()).ShouldBe((15, "contact-finished"));
    }

    [Theory]
    [InlineData("types=contact-arived", "types")]
    [InlineData("kind=letter", "kind")]
    [InlineData("after=latest", "after")]
    public async Task A_filter_that_is_not_understood_is_refused(string query, string field)
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        (await (await supervisor.GetAsync($"/v1/events?{query}")).ProblemAsync()).ShouldBe((400, "badQuery", field));
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
        var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        var stream = new Stream(client, await answer.Content.ReadAsStreamAsync(), answer.Headers.GetValues("MyAgent-Journal").Single());
        await stream.BeginAsync();
        return stream;
    }

    private sealed class Stream(HttpClient client, System.IO.Stream answer, string journal) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser.Create(answer).EnumerateAsync().GetAsyncEnumerator();

        public string JournalHeader => journal;

        public (long After, string? Journal, long Newest) Beginning { get; private set; }

        public JsonElement Last { get; private set; }

        public async Task BeginAsync()
        {
            (await _items.MoveNextAsync()).ShouldBeTrue();
            _items.Current.EventType.ShouldBe("journal");
            var data = JsonDocument.Parse(_items.Current.Data).RootElement;
            Beginning = (long.Parse(_items.Current.EventId!), data.GetProperty("journal").GetString(), data.GetProperty("newest").GetInt64());
        }

        public async Task<(long Ordering, string Type)> NextAsync()
        {
            (await _items.MoveNextAsync()).ShouldBeTrue();
            Last = JsonDocument.Parse(_items.Current.Data).RootElement;
            _items.Current.EventId.ShouldBe(Last.GetProperty("ordering").GetRawText());
            _items.Current.EventType.ShouldBe(Last.GetProperty("type").GetString());
            return (Last.GetProperty("ordering").GetInt64(), _items.Current.EventType);
        }

        public async Task<long> NoticeAsync()
        {
            (await _items.MoveNextAsync()).ShouldBeTrue();
            (_items.Current.EventType, _items.Current.Data).ShouldBe(("changed", $$"""{"ordering":{{_items.Current.EventId}}}"""));
            return long.Parse(_items.Current.EventId!);
        }

        public async Task<bool> EndsAsync() => !await _items.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await _items.DisposeAsync();
            client.Dispose();
        }
    }
}

using System.Net;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class ListTests : IAsyncLifetime
{
    /// <summary>More than an engine takes questions at once.</summary>
    private const int Many = 10_000;

    private readonly RunningServer _server = new();
    private HttpClient _supervisor = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _supervisor = await _server.AsAsync(Role.Supervisor);
    }

    public async Task DisposeAsync()
    {
        _supervisor.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_list_of_any_length_asks_no_entity_and_gives_each_one_once_in_order()
    {
        string[] ids = [.. Enumerable.Range(0, Many).Select(number => $"a{number:00000}")];
        foreach (var id in ids.Reverse())
            _server.Journal.Agent(id, new AgentDefined("Agent " + id)).Queue(id, Happened.Configured());

        (await ReadAsync("/v1/agents?limit=1000", "agents", "agentId")).ShouldBe(ids);
        (await ReadAsync("/v1/queues?limit=1000", "queues", "queueId")).ShouldBe(ids);
        _server.Engine.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_gives_200_and_says_how_many_there_are_and_how_to_go_on()
    {
        for (var number = 0; number < 250; number++)
            _server.Journal.Agent($"a{number:000}", new AgentDefined("Ana"));
        _server.Journal.Agent("a007", new AgentLoggedIn());

        var first = await GetAsync("/v1/agents");
        first.GetProperty("agents").GetArrayLength().ShouldBe(200);
        first.GetProperty("total").GetInt32().ShouldBe(250);
        first.GetProperty("asOf").GetInt64().ShouldBe(_server.Journal.Records[^1].Ordering);
        first.GetProperty("statusCounts").GetProperty("available").GetInt32().ShouldBe(1);
        first.GetProperty("statusCounts").GetProperty("loggedOut").GetInt32().ShouldBe(249);
        var last = await GetAsync($"/v1/agents?cursor={first.GetProperty("next").GetString()}");
        last.GetProperty("agents").GetArrayLength().ShouldBe(50);
        last.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_was_written_before_a_list_is_asked_for_is_in_it()
    {
        for (var number = 1; number <= 100; number++)
        {
            _server.Journal.Agent($"a{number}", new AgentDefined("Ana"));
            (await GetAsync("/v1/agents?limit=1")).GetProperty("total").GetInt32().ShouldBe(number);
        }
    }

    [Fact]
    public async Task A_list_that_has_not_changed_is_not_sent_again()
    {
        _server.Journal.Queue("sales", Happened.Configured()).Agent("ana", new AgentDefined("Ana"));
        foreach (var list in new[] { "/v1/queues", "/v1/agents" })
        {
            var tag = (await _supervisor.GetAsync(list)).Headers.ETag!.ToString();
            (await AskAgainAsync(list, tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
        var (queues, agents) = ((await _supervisor.GetAsync("/v1/queues")).Headers.ETag!.ToString(), (await _supervisor.GetAsync("/v1/agents")).Headers.ETag!.ToString());
        _server.Journal.Queue("sales", Happened.Arrived("c1"));
        (await AskAgainAsync("/v1/queues", queues)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAgainAsync("/v1/agents", agents)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        _server.Journal.Agent("ana", new AgentLoggedIn());
        (await AskAgainAsync("/v1/agents", agents)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Queues_are_listed_with_the_heads_of_their_waiting_lists_where_that_is_asked_for()
    {
        _server.Journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1", at: 1), Happened.Arrived("c2", at: 2), Happened.Arrived("c3", priority: 1));

        (await GetAsync("/v1/queues")).GetProperty("queues")[0].GetProperty("waiting").ValueKind.ShouldBe(JsonValueKind.Null);
        var sales = (await GetAsync("/v1/queues?waiting=2")).GetProperty("queues")[0];
        sales.GetProperty("waitingCount").GetInt32().ShouldBe(3);
        sales.GetProperty("waiting").EnumerateArray().Select(contact => contact.GetProperty("contactId").GetString()).ShouldBe(["c3", "c1"]);
    }

    [Fact]
    public async Task Callbacks_of_one_instant_are_listed_once_each_across_pages()
    {
        for (var number = 1; number <= 5; number++)
            _server.Journal.Queue("sales", Happened.Arrived($"c{number}"), Happened.Requested($"c{number}"));
        (await ReadAsync("/v1/callbacks?limit=2", "callbacks", "contactId")).ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
    }

    [Theory]
    [InlineData("/v1/agents?limit=0", "badQuery", "limit")]
    [InlineData("/v1/agents?limit=1001", "badQuery", "limit")]
    [InlineData("/v1/queues?limit=ten", "badQuery", "limit")]
    [InlineData("/v1/queues?waiting=101", "badQuery", "waiting")]
    [InlineData("/v1/queues?cursor=", "badCursor", "cursor")]
    [InlineData("/v1/queues?cursor=*", "badCursor", "cursor")]
    [InlineData("/v1/agents?cursor=_w", "badCursor", "cursor")]
    [InlineData("/v1/callbacks?cursor=c2FsZXM", "badCursor", "cursor")]
    public async Task A_page_that_is_not_understood_is_refused_and_the_parameter_named(string path, string code, string field) =>
        (await (await _supervisor.GetAsync(path)).ProblemAsync()).ShouldBe((400, code, field));

    private async Task<JsonElement> GetAsync(string path)
    {
        var answer = await _supervisor.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.JsonAsync();
    }

    private async Task<List<string>> ReadAsync(string path, string items, string id)
    {
        var read = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync(cursor.Length == 0 ? path : $"{path}&cursor={cursor}");
            read.AddRange(page.GetProperty(items).EnumerateArray().Select(item => item.GetProperty(id).GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        return read;
    }

    private Task<HttpResponseMessage> AskAgainAsync(string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return _supervisor.SendAsync(request);
    }
}

using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>What operators ask of a cluster over HTTP. Every answer is held to the published document.</summary>
[IntegrationTests]
public sealed class OperatorRoutesTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_cluster_is_shown_as_the_node_sees_it()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        var cluster = await (await supervisor.GetAsync("/v1/cluster")).JsonAsync();

        cluster.GetProperty("mode").GetString().ShouldBe("cluster");
        cluster.GetProperty("self").GetString().ShouldBe(ScriptedOperators.Self);
        var members = cluster.GetProperty("members").EnumerateArray().ToList();
        members.Select(member => (member.GetProperty("node").GetString(), member.GetProperty("status").GetString(), member.GetProperty("reachable").GetBoolean()))
            .ShouldBe([(ScriptedOperators.Self, "up", true), (ScriptedOperators.Other, "up", false)]);
    }

    [Theory]
    [InlineData("leave", "10.0.0.2:4053")]
    [InlineData("leave", ScriptedOperators.Other)]
    [InlineData("down", "10.0.0.2:4053")]
    public async Task A_node_is_named_by_host_and_port_or_by_its_whole_address(string command, string node)
    {
        using var admin = await _server.AsAsync(Role.Admin);

        var answer = await admin.PostAsync($"/v1/cluster/{command}", $$"""{"node": "{{node}}"}""", key: "k1");

        ((int)answer.StatusCode).ShouldBe(202);
        (await answer.JsonAsync()).GetProperty("node").GetString().ShouldBe(ScriptedOperators.Other);
        _server.Operators.Told.ShouldBe([$"{command} {ScriptedOperators.Other}"]);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("down")]
    public async Task A_node_that_is_told_to_go_itself_answers_before_it_goes(string command)
    {
        using var admin = await _server.AsAsync(Role.Admin);
        _server.Operators.Gate.Reset();

        var answer = await admin.PostAsync($"/v1/cluster/{command}", """{"node": "10.0.0.1:4053"}""");

        ((int)answer.StatusCode).ShouldBe(202);
        _server.Operators.Told.ShouldBeEmpty();
        _server.Operators.Gate.Set();
        await Eventually.TrueAsync(() => _server.Operators.Told.SequenceEqual([$"{command} {ScriptedOperators.Self}"]));
    }

    [Theory]
    [InlineData("""{"node": "10.0.0.3:4053"}""", 404, "unknownNode", null)]
    [InlineData("""{"node": "0.0.2:4053"}""", 404, "unknownNode", null)]
    [InlineData("""{"node": "akka.tcp://other@10.0.0.2:4053"}""", 400, "badNode", "node")]
    [InlineData("""{"node": "10.0.0.2"}""", 400, "badNode", "node")]
    [InlineData("""{"node": "10.0.0.2:4053\n"}""", 400, "badNode", "node")]
    [InlineData("""{"node": ""}""", 400, "badNode", "node")]
    [InlineData("{}", 400, "badBody", "node")]
    public async Task A_node_that_there_is_not_is_told_nothing(string body, int status, string code, string? field)
    {
        using var admin = await _server.AsAsync(Role.Admin);

        foreach (var command in new[] { "leave", "down" })
            (await (await admin.PostAsync($"/v1/cluster/{command}", body)).ProblemAsync()).ShouldBe((status, code, field));

        _server.Operators.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("down")]
    public async Task An_engine_in_one_process_has_no_cluster_to_leave(string command)
    {
        _server.Operators.View = ClusterView.Solo;
        using var admin = await _server.AsAsync(Role.Admin);

        var answer = await admin.PostAsync($"/v1/cluster/{command}", """{"node": "10.0.0.2:4053"}""");

        (await answer.ProblemAsync()).ShouldBe((409, "notClustered", null));
        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("solo");
        _server.Operators.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shards_name_the_nodes_that_have_not_answered()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        var shards = await (await supervisor.GetAsync("/v1/shards")).JsonAsync();

        shards.GetProperty("silent")[0].GetString().ShouldBe(ScriptedOperators.Other);
        shards.GetProperty("types")[0].GetProperty("type").GetString().ShouldBe("agent");
    }

    [Theory]
    [InlineData("agent-ana", "agent-ana")]
    [InlineData("caller-+33 1 23 45 67 89", "caller-+33123456789")]
    [InlineData("caller-front%2520desk%252F7", "caller-front%20desk%2F7")]
    public async Task An_entity_is_named_by_its_id_in_the_journal(string asked, string entity)
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        (await (await supervisor.GetAsync($"/v1/entities/{asked}")).JsonAsync()).GetProperty("entity").GetString().ShouldBe(entity);
    }

    [Fact]
    public async Task The_state_is_left_out_where_it_is_not_wanted()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        (await (await supervisor.GetAsync("/v1/entities/agent-ana")).JsonAsync()).GetProperty("state").GetProperty("revision").GetInt32().ShouldBe(17);
        var bare = await (await supervisor.GetAsync("/v1/entities/agent-ana?state=false")).JsonAsync();
        bare.GetProperty("state").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        bare.GetProperty("revision").GetInt32().ShouldBe(17);
    }

    [Theory]
    [InlineData("entities/agent-missing", 404, "unknownEntity", null)]
    [InlineData("entities/ana", 400, "badId", "persistenceId")]
    [InlineData("entities/team-ana", 400, "badId", "persistenceId")]
    [InlineData("entities/agent-", 400, "badId", "persistenceId")]
    [InlineData("entities/agent-a%20b", 400, "badId", "persistenceId")]
    [InlineData("entities/caller-", 400, "badText", "persistenceId")]
    [InlineData("entities/agent-ana?state=perhaps", 400, "badQuery", "state")]
    [InlineData("actors?depth=0", 400, "badQuery", "depth")]
    [InlineData("actors?depth=11", 400, "badQuery", "depth")]
    [InlineData("actors?node=10.0.0.2", 400, "badNode", "node")]
    [InlineData("actors?node=10.0.0.3:4053", 404, "unknownNode", null)]
    [InlineData("shards?node=10.0.0.2:4053", 400, "badQuery", "node")]
    public async Task What_there_is_not_is_a_problem(string path, int status, string code, string? field)
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        (await (await supervisor.GetAsync($"/v1/{path}")).ProblemAsync()).ShouldBe((status, code, field));
    }

    [Fact]
    public async Task The_actors_are_those_of_the_node_that_is_named()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);

        (await supervisor.GetAsync("/v1/actors")).EnsureSuccessStatusCode();
        (await (await supervisor.GetAsync("/v1/actors?depth=2&node=10.0.0.2:4053")).JsonAsync()).GetProperty("node").GetString().ShouldBe(ScriptedOperators.Other);

        _server.Operators.Looked.ShouldBe([null, ScriptedOperators.Other]);
    }
}

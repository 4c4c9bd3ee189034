using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.WholeEngine;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

[IntegrationTests]
public sealed class ContractTests : IAsyncLifetime
{
    /// <summary>An engine in one process refuses these: <see cref="OperatorRoutesTests"/>.</summary>
    private static readonly string[] OfCluster = ["leaveCluster", "downNode"];

    private EngineOnDisk _engine = null!;
    private ApiContract _contract = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _contract = await ContractHandler.ReadAsync(_engine.Server.Urls.First());
        using var plain = await _engine.AsAsync(Role.Admin);
        _admin = new HttpClient(new ContractHandler(_contract)) { BaseAddress = plain.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        _admin.DefaultRequestHeaders.Authorization = plain.DefaultRequestHeaders.Authorization;
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Every_answer_in_every_state_is_what_the_document_says()
    {
        var seen = new Seen();
        await new ContractScenario(_admin, () => ReadEverythingAsync(seen)).PlayAsync();
        await ProvokeAsync();
        foreach (var token in (await (await _admin.GetAsync("/v1/tokens")).JsonAsync()).EnumerateArray().Where(token => token.GetProperty("role").GetString() == "agent"))
            await _admin.DeleteAsync($"/v1/tokens/{token.GetProperty("id").GetString()}");

        seen.Statuses.Order().ShouldBe(["available", "break", "engaged", "loggedOut", "notResponding", "offered", "postProcessing", "wrapUp"]);
        seen.States.Order().ShouldBe(["done", "engaged", "offered", "recording", "scheduled", "waiting"]);
        seen.Outcomes.Order().ShouldBe(["abandoned", "cancelled", "completed", "served"]);
        _contract.Operations.Select(operation => operation.Id).Where(id => !_contract.Seen.Any(seen => seen.StartsWith(id + " 2", StringComparison.Ordinal)))
            .ShouldBe(OfCluster, "each other operation has succeeded at least once");
        foreach (var status in new[] { 304, 400, 401, 404, 409, 415, 422 })
            _contract.Seen.ShouldContain(seen => seen.EndsWith($" {status}", StringComparison.Ordinal));
    }

    /// <summary>Asks whatever can be asked.</summary>
    private async Task ReadEverythingAsync(Seen seen)
    {
        foreach (var path in new[] { "/health/live", "/health/ready", "/v1/queues", "/v1/queues?waiting=100&limit=1", "/v1/agents", "/v1/agents?limit=2",
                     "/v1/colleagues", "/v1/destinations", "/v1/callbacks", "/v1/contacts", "/v1/contacts?limit=1",
            "/v1/reports/queues", "/v1/reports/agents?bucketSeconds=3600", "/v1/reports/codes", "/v1/reports/codes?queue=sales,night",
            "/v1/tokens", "/v1/events?follow=false", "/v1/cluster", "/v1/shards", "/v1/actors" })
            (await _admin.GetAsync(path)).IsSuccessStatusCode.ShouldBeTrue(path);
        foreach (var state in new[] { "waiting", "offered", "engaged", "scheduled", "done" })
            (await _admin.GetAsync($"/v1/callbacks?state={state}")).EnsureSuccessStatusCode();
        foreach (var entity in ContractScenario.Agents.Select(agent => $"agent-{agent}")
                     .Concat(ContractScenario.Queues.Select(queue => $"queue-{queue}")).Append("caller-+33100000001"))
            await _admin.GetAsync($"/v1/entities/{entity}");
        foreach (var state in new[] { "waiting", "recording", "offered", "engaged", "scheduled", "done" })
            (await _admin.GetAsync($"/v1/contacts?state={state}")).EnsureSuccessStatusCode();
        foreach (var contact in ContractScenario.Contacts)
            await _admin.GetAsync($"/v1/contacts/{contact}");
        foreach (var agent in ContractScenario.Agents)
            await _admin.GetAsync($"/v1/agents/{agent}/day");
        foreach (var agent in ContractScenario.Agents)
            seen.Agent(await (await _admin.GetAsync($"/v1/agents/{agent}")).JsonAsync());
        foreach (var queue in ContractScenario.Queues)
        {
            await _admin.GetAsync($"/v1/queues/{queue}");
            await _admin.GetAsync($"/v1/queues/{queue}/estimate");
            foreach (var contact in ContractScenario.Contacts)
            {
                seen.Contact(await (await _admin.GetAsync($"/v1/queues/{queue}/contacts/{contact}")).JsonAsync());
                await _admin.GetAsync($"/v1/queues/{queue}/contacts/{contact}/explain");
            }
        }
    }

    /// <summary>Asks for what cannot be had.</summary>
    private async Task ProvokeAsync()
    {
        var known = await _admin.GetAsync("/v1/agents");
        var again = new HttpRequestMessage(HttpMethod.Get, "/v1/agents");
        again.Headers.IfNoneMatch.Add(known.Headers.ETag!);
        await _admin.SendAsync(again);
        await _admin.GetAsync("/v1/queues?limit=many");
        await _admin.GetAsync("/v1/queues/nowhere");
        await _admin.PostAsync("/v1/agents/free/close-pop-up");
        await _admin.PostAsync("/v1/queues/sales/contacts", """{"media": "pigeon", "caller": "x"}""");
        await _admin.PostAsync("/v1/queues/closed/contacts", """{"media": "fax", "caller": "x"}""");
        await _admin.PostAsync("/v1/queues/night/contacts", """{"media": "fax", "caller": "x"}""");
        await _admin.PutAsync("/v1/agents/free", new StringContent("name=Ana"));
        using var anonymous = new HttpClient(new ContractHandler(_contract)) { BaseAddress = _admin.BaseAddress };
        await anonymous.GetAsync("/v1/queues");
    }

    [Fact]
    public void Every_operation_has_a_name_a_summary_a_tag_and_security()
    {
        var names = _contract.Operations.Select(operation => operation.Id).ToList();
        names.ShouldAllBe(name => name.Length > 0 && char.IsLower(name[0]));
        names.ShouldBeUnique();
        foreach (var operation in _contract.Operations)
        {
            operation.Node["summary"]!.GetValue<string>().ShouldNotBeEmpty(operation.Id);
            operation.Node["tags"]!.AsArray().Count.ShouldBe(1, operation.Id);
            (operation.Node["security"] is not null).ShouldBe(operation.Path.StartsWith("/v1/", StringComparison.Ordinal), operation.Id);
        }
    }

    [Fact]
    public void Every_body_and_answer_has_an_example_that_is_one()
    {
        foreach (var operation in _contract.Operations)
        {
            var bodies = operation.Node["requestBody"]?["content"]?.AsObject().Select(content => (Name: operation.Id + " body", content)) ?? [];
            var answers = operation.Node["responses"]!.AsObject().Where(response => response.Key.StartsWith('2'))
                .SelectMany(response => response.Value!["content"]?.AsObject() ?? []).Select(content => (Name: operation.Id + " answer", content));
            foreach (var (name, (mediaType, content)) in bodies.Concat(answers))
            {
                if (mediaType.StartsWith("audio/", StringComparison.Ordinal) || content!["schema"]!["$ref"]?.GetValue<string>() == "#/components/schemas/EmptyBody")
                    continue;
                content!["example"].ShouldNotBeNull(name);
                _contract.WrongWith(content["schema"]!, content["example"], closed: true).ShouldBeNull(name);
            }
        }
    }

    [Fact]
    public void Every_code_of_a_problem_is_listed()
    {
        var code = _contract.Document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!["code"]!;
        var listed = code["x-extensible-enum"]!.AsArray().Select(each => each!.GetValue<string>()).ToList();
        listed.ShouldBe(listed.Order(StringComparer.Ordinal));
        SourceCodes.InProblems().Except(listed).ShouldBeEmpty();
        listed.Except(SourceCodes.InProblems()).ShouldBeEmpty("a code that is listed can occur");
        foreach (var each in listed)
            code["description"]!.GetValue<string>().ShouldContain($"`{each}`");
    }

    private sealed class Seen
    {
        public HashSet<string> Statuses { get; } = [];

        public HashSet<string> States { get; } = [];

        public HashSet<string> Outcomes { get; } = [];

        public void Agent(JsonElement agent)
        {
            if (agent.TryGetProperty("agentId", out _))
                Statuses.Add(agent.GetProperty("status").GetString()!);
        }

        public void Contact(JsonElement contact)
        {
            if (!contact.TryGetProperty("contactId", out _))
                return;
            States.Add(contact.GetProperty("state").GetString()!);
            if (contact.GetProperty("outcome").GetString() is { } outcome)
                Outcomes.Add(outcome);
        }
    }
}

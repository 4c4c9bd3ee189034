using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Asterisk.Settings;
using MyAgent.Engine.Asterisk.Tests.Stub;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Asterisk.Tests.Site;

/// <summary>A site with telephones: the whole engine on disk, the connector, and the stub of Asterisk. It has the queue <c>sales</c>.</summary>
internal sealed class TelephoneSite : IAsyncDisposable
{
    public const string Name = "pbx-1";

    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-").FullName;
    private readonly AsteriskSettings _settings;
    private readonly int _port = Ports.Take();
    private readonly KeptLog _log = new();
    private WebApplication _engine = null!;
    private AsteriskConnector? _connector;
    private HttpClient _http = null!;
    private HttpClient _supervisor = null!;
    private string _token = null!;
    private bool _isStopped;

    private TelephoneSite(AsteriskStub asterisk, Func<AsteriskSettings, AsteriskSettings>? with)
    {
        Asterisk = asterisk;
        var settings = new AsteriskSettings
        {
            Name = Name, Address = asterisk.Address, Dial = "PJSIP/{number}@trunk",
            AgentCodes = new Dictionary<string, string> { ["1001"] = "ana", ["1002"] = "ben" },
            QueueNumbers = new Dictionary<string, string> { ["501"] = "sales", ["502"] = "support" },
            Announcements = new AnnouncementSettings { EverySeconds = 0 },
        };
        _settings = with?.Invoke(settings) ?? settings;
    }

    public AsteriskStub Asterisk { get; }

    public AsteriskSettings Settings => _settings;

    /// <summary>The address of the engine's API.</summary>
    public Uri Api => new($"http://127.0.0.1:{_port}/v1/");

    /// <summary>The connector's token.</summary>
    public string Token => _token;

    /// <summary>What the connector has logged as a warning or an error.</summary>
    public IEnumerable<string> Warnings => _log.Messages.Where(
        message => message.StartsWith(nameof(LogLevel.Warning), StringComparison.Ordinal) || message.StartsWith(nameof(LogLevel.Error), StringComparison.Ordinal));

    /// <summary>Starts it.</summary>
    /// <param name="with">Changes the connector's settings; null for none.</param>
    public static async Task<TelephoneSite> StartAsync(Func<AsteriskSettings, AsteriskSettings>? with = null)
    {
        var asterisk = await AsteriskStub.StartAsync();
        asterisk.Register("PJSIP/2001", "PJSIP/2002", "PJSIP/2003");
        var site = new TelephoneSite(asterisk, with);
        await site.StartEngineAsync();
        var tokens = site._engine.Services.GetRequiredService<AccessTokens>();
        (_, site._token) = await tokens.CreateAsync(Role.Connector, agent: null, CancellationToken.None, queues: null, agents: true);
        site._supervisor = site.Client((await tokens.CreateAsync(Role.Admin, agent: null, CancellationToken.None)).Text);
        await site.PutAsync("queues/sales", """{"name": "Sales"}""");
        await site.StartConnectorAsync();
        return site;
    }

    /// <summary>An agent of a queue, who is logged in at a telephone.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="number">The telephone.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="assignment">How the agent works in it.</param>
    /// <param name="hasDesk">Whether the agent closes the pop-ups; false where they close by themselves.</param>
    public async Task AgentAsync(string agent, string number, string queue = "sales", string assignment = "{}", bool hasDesk = true)
    {
        await PutAsync($"agents/{agent}", $$"""{"name": "{{agent}}", "endpoint": "PJSIP/{{number}}", "autoClosePopUp": {{(hasDesk ? "false" : "true")}}}""");
        await PutAsync($"agents/{agent}/assignments/{queue}", assignment);
        await PostAsync($"agents/{agent}/log-in");
    }

    /// <summary>A call comes, and is answered by its agent; gives both channels.</summary>
    public async Task<(string Caller, string Agent)> TalkAsync(string number = "+49301")
    {
        var caller = await Asterisk.CallAsync(number, "sales,4930100");
        var agent = (await Asterisk.RingingAsync()).Id;
        await Asterisk.AnswerAsync(agent);
        await Asterisk.BridgedAsync(caller, agent);
        return (caller, agent);
    }

    /// <summary>A caller leaves a message.</summary>
    /// <returns>The contact.</returns>
    public async Task<string> LeaveMessageAsync()
    {
        var caller = await Asterisk.CallAsync("+49301", "sales");
        await ContactIsAsync(caller, "waiting");
        await Asterisk.PressAsync(caller, "1");
        await Asterisk.AskedAsync($"POST channels/{caller}/record");
        await Asterisk.PressAsync(caller, "#");
        await Asterisk.GoneAsync(caller);
        return ContactOf(caller);
    }

    /// <summary>Ana's telephone is answered, and she hears something: the message of a callback.</summary>
    public async Task<StubChannel> HearMessageAsync(bool hasDesk = true)
    {
        await AgentAsync("ana", "2001", hasDesk: hasDesk);
        var agent = await Asterisk.RingingAsync();
        await Asterisk.AnswerAsync(agent.Id);
        await Eventually.TrueAsync(() => !agent.Heard.IsEmpty);
        return agent;
    }

    /// <summary>The sound that the engine has of a message.</summary>
    public Task<byte[]> MessageAsync(string contact) => _supervisor.GetByteArrayAsync($"queues/sales/contacts/{contact}/message");

    /// <summary>The contact of a caller's channel.</summary>
    public static string ContactOf(string channel) => $"{Name}-{channel}";

    public Task<JsonElement> ContactAsync(string channel) => GetAsync($"contacts/{ContactOf(channel)}");

    /// <summary>Waits until the contact of a channel is in a state, or has an outcome.</summary>
    public Task ContactIsAsync(string channel, string state) => IsAsync(
        $"contacts/{ContactOf(channel)}", contact => contact.GetProperty("outcome").GetString() == state || contact.GetProperty("state").GetString() == state, state);

    /// <summary>Waits until an agent has a status.</summary>
    public Task AgentIsAsync(string agent, string status) => IsAsync($"agents/{agent}", found => found.GetProperty("status").GetString() == status, status);

    /// <summary>Waits until something reads so.</summary>
    public async Task IsAsync(string path, Func<JsonElement, bool> condition, string expected)
    {
        string last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await _supervisor.GetAsync(path);
                last = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode && condition(JsonDocument.Parse(last).RootElement);
            },
            () => $"{path} is not {expected}: {last}\n{string.Join('\n', Asterisk.Requests.TakeLast(20))}");
    }

    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _supervisor.GetStringAsync(path)).RootElement;

    public Task<JsonElement> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<JsonElement> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    /// <summary>The events so far, as text.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync() =>
        [.. (await _supervisor.GetStringAsync("events?follow=false")).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Skip(1).Select(line => JsonDocument.Parse(line[6..]).RootElement)];

    public async Task StartConnectorAsync()
    {
        var before = Connections;
        _http = Client(_token);
        _connector = new AsteriskConnector(_settings, AsteriskStub.Password, _http, TimeProvider.System, _log.Of<AsteriskConnector>());
        await _connector.StartAsync(CancellationToken.None);
        if (_settings.Address == Asterisk.Address)
            await ConnectedAsync(before);
    }

    /// <summary>How often a connector has taken over what Asterisk has.</summary>
    public int Connections => Asterisk.Requests.Count(request => request == "GET endpoints/PJSIP");

    /// <summary>Waits until the connector has taken over what Asterisk has.</summary>
    /// <param name="before">The <see cref="Connections"/> until then.</param>
    public Task ConnectedAsync(int before) => Eventually.TrueAsync(() => Asterisk.IsConnected && Connections > before);

    public async Task StopConnectorAsync()
    {
        await _connector!.StopAsync(CancellationToken.None);
        _connector.Dispose();
        _http.Dispose();
        _connector = null;
        Asterisk.Cut();
    }

    public async Task StartEngineAsync()
    {
        _engine = EngineServer.Build(
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddMyAgentEngine(options =>
                {
                    options.Database = new SqliteDatabase(Path.Combine(_directory, "engine.db"));
                    options.Mode = EngineMode.Solo;
                    options.EnvironmentVariable = new Dictionary<string, string> { ["MYAGENT_RECOVERY_GRACE"] = "60s" }.GetValueOrDefault;
                });
            },
            $"http://127.0.0.1:{_port}", TimeProvider.System);
        await _engine.StartAsync();
        await Eventually.TrueAsync(() => _engine.Services.GetRequiredService<IEngineStatus>().Trouble is null);
    }

    public async Task StopEngineAsync()
    {
        await _engine.StopAsync();
        await _engine.DisposeAsync();
    }

    /// <summary>Ends the engine, and holds its journal against the laws.</summary>
    public async Task ShouldBeLawfulAsync()
    {
        await StopConnectorAsync();
        await StopEngineAsync();
        _isStopped = true;
        using var printed = new StringWriter();
        (await CommandLine.RunAsync(["journal", "verify", "--data", _directory], printed, printed)).ShouldBe(0, printed.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_connector is not null)
            await StopConnectorAsync();
        if (!_isStopped)
            await StopEngineAsync();
        _supervisor.Dispose();
        await Asterisk.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A client of the engine, as connectors have it.</summary>
    public HttpClient Client(string token) => new()
    {
        BaseAddress = Api, Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await _supervisor.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent).ShouldBeTrue($"{method} {path}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }
}

using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Pages;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Service.Tests.Http.Contract;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>The real server on a free port, over an engine that a test scripts.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly MemoryTokens _tokenStore;
    private readonly TelemetryExport _telemetry = TelemetryExport.Start(_ => null);
    private AccessTokens _tokens = null!;
    private ApiContract _contract = null!;

    /// <summary>A server of its own.</summary>
    public RunningServer()
        : this(new MemoryTokens())
    {
    }

    internal RunningServer(MemoryTokens tokens)
    {
        _tokenStore = tokens;
        _tables = new SqliteDatabase(Path.Combine(_directory.FullName, "engine.db")).Share();
    }

    internal AccessTokens Tokens => _tokens;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private readonly ISharedDatabase _tables;
    private readonly ScriptedStatus _status = new();

    internal ScriptedEngine Engine { get; } = new();

    internal ScriptedOperators Operators { get; } = new();

    internal JournalScript Journal { get; } = new();

    internal MemoryVoiceMessages Sounds { get; } = new();

    internal MemorySessions Sessions { get; init; } = new();

    internal WebSettings Web { get; init; } = new(DemoCallers: false);

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal ServerLimits Limits { get; init; } = new();

    internal WebApplication App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = EngineServer.Build(builder => AddScripted(builder.Services), "http://127.0.0.1:0", Clock, Web, Limits, _telemetry.Metrics);
        _tokens = App.Services.GetRequiredService<AccessTokens>();
        await App.StartAsync();
        _contract = await ContractHandler.PublishedAsync(App.Urls.First());
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        _telemetry.Dispose();
        _tables.Dispose();
        _directory.Delete(recursive: true);
    }

    public void HasTrouble(string? reason) => _status.Trouble = reason;

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous() => new(new ContractHandler(_contract)) { BaseAddress = new Uri(App.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>A client with a new token.</summary>
    internal async Task<HttpClient> AsAsync(Role role, string? agent = null, params string[] queues)
    {
        var client = Anonymous();
        var (_, text) = await _tokens.CreateAsync(role, agent, CancellationToken.None, queues.Length > 0 ? queues : null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    /// <summary>A client with a new token of a connector that speaks for the telephones of agents.</summary>
    internal async Task<HttpClient> AsTelephonesAsync(params string[] queues)
    {
        var client = Anonymous();
        var (_, text) = await _tokens.CreateAsync(Role.Connector, agent: null, CancellationToken.None, queues.Length > 0 ? queues : null, agents: true);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    private void AddScripted(IServiceCollection services)
    {
        services.AddSingleton<IEngineHost>(Engine);
        services.AddSingleton<IJournalReader>(Journal);
        services.AddSingleton<IJournalFeed>(Journal);
        services.AddSingleton<IVoiceMessageStore>(Sounds);
        services.AddSingleton<IAccessTokenStore>(_tokenStore);
        services.AddSingleton<IWebSessionStore>(Sessions);
        services.AddSingleton(_tables.Projections);
        services.AddSingleton<IEngineStatus>(_status);
        services.AddSingleton<IEngineOperators>(Operators);
    }

    internal static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}

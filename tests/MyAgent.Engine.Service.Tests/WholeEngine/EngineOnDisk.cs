using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Service.Commands.Serve;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http.Contract;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>The server over a real engine, on a journal that outlives it.</summary>
/// <param name="host">What runs the entities.</param>
internal sealed class EngineOnDisk(EngineHost host) : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-").FullName;
    private AccessTokens _tokens = null!;
    private bool _open = true;

    public WebApplication Server { get; private set; } = null!;

    private string Journal => Path.Combine(_directory, "engine.db");

    /// <summary>What operators look at.</summary>
    public OperatorConsole Texts => OperatorShell.TextsOf(Server.Services);

    /// <summary>The directory with its journal.</summary>
    public string Data => _directory;

    /// <summary>Starts it.</summary>
    /// <param name="host">What runs the entities.</param>
    /// <param name="prepare">Puts a journal to the path that it is given; null for an empty one.</param>
    public static async Task<EngineOnDisk> StartAsync(EngineHost host, Action<string>? prepare = null)
    {
        var whole = new EngineOnDisk(host);
        prepare?.Invoke(whole.Journal);
        await whole.OpenAsync();
        return whole;
    }

    /// <summary>Stops it and starts it again from its journal, on another port.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>Starts it again after it was stopped, on another port.</summary>
    public async Task StartAgainAsync()
    {
        await OpenAsync();
        _open = true;
    }

    public Task<HttpClient> AsAsync(Role role, string? agent = null, params string[] queues) => AsAsync(role, agent, queues, telephones: false);

    /// <summary>A client with a new token of a connector that speaks for the telephones of the agents of some queues.</summary>
    public Task<HttpClient> AsTelephonesAsync(params string[] queues) => AsAsync(Role.Connector, agent: null, queues, telephones: true);

    private async Task<HttpClient> AsAsync(Role role, string? agent, string[] queues, bool telephones)
    {
        var (_, text) = await _tokens.CreateAsync(role, agent, CancellationToken.None, queues.Length > 0 ? queues : null, telephones);
        var contract = await ContractHandler.PublishedAsync(Server.Urls.First());
        var client = new HttpClient(new ContractHandler(contract)) { BaseAddress = new Uri(Server.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    /// <summary>Stops it; what it has written stays until it is disposed of.</summary>
    public async Task StopAsync()
    {
        await CloseAsync();
        _open = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_open)
            await CloseAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenAsync()
    {
        Server = EngineServer.Build(
            builder =>
            {
                builder.Logging.ClearProviders();
                AddedEngine.To(builder.Services, host, Journal);
            },
            "http://127.0.0.1:0", TimeProvider.System);
        _tokens = Server.Services.GetRequiredService<AccessTokens>();
        await Server.StartAsync();
        await AddedEngine.ReadyAsync(Server.Services);
    }

    private async Task CloseAsync()
    {
        await Server.StopAsync();
        await Server.DisposeAsync();
    }
}

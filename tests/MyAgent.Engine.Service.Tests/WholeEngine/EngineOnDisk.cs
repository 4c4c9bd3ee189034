using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Embedded.Journal.Sqlite;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>The server over the embedded engine, on a journal that outlives it.</summary>
internal sealed class EngineOnDisk : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-").FullName;
    private EmbeddedEngine _engine = null!;
    private AccessTokens _tokens = null!;

    public WebApplication Server { get; private set; } = null!;

    public static async Task<EngineOnDisk> StartAsync()
    {
        var whole = new EngineOnDisk();
        await whole.OpenAsync();
        return whole;
    }

    /// <summary>Stops it and starts it again from its journal, on another port.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async Task<HttpClient> AsAsync(Role role, string? agent = null)
    {
        var (_, text) = await _tokens.CreateAsync(role, agent, CancellationToken.None);
        var client = new HttpClient { BaseAddress = new Uri(Server.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenAsync()
    {
        _engine = await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new SqliteDatabase(Path.Combine(_directory, "engine.db")) });
        _tokens = new AccessTokens(_engine.Tokens, TimeProvider.System);
        await _tokens.LoadAsync(CancellationToken.None);
        var parts = new EngineParts(_engine.Host, _engine.Journal, _engine.VoiceMessages, _engine.Tokens, () => _engine.Health.Reason);
        Server = EngineServer.Build(parts, _tokens, "http://127.0.0.1:0", TimeProvider.System);
        await Server.StartAsync();
    }

    private async Task CloseAsync()
    {
        await Server.StopAsync();
        await Server.DisposeAsync();
        await _engine.DisposeAsync();
    }
}

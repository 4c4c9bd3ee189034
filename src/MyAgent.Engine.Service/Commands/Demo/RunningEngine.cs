using MyAgent.Engine.Service.Commands.Operating;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Http;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Demo;

/// <summary>An engine with its HTTP API on a free port of this machine, in this process.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly LocalEngine _engine;
    private readonly WebApplication _server;
    private readonly ILoggerFactory _logs;
    private readonly FaultLog _faults;
    private readonly List<EngineClient> _clients = [];

    private RunningEngine(LocalEngine engine, WebApplication server, ILoggerFactory logs, FaultLog faults, string adminToken)
    {
        (_engine, _server, _logs, _faults) = (engine, server, logs, faults);
        Address = new Uri(server.Urls.First());
        Admin = Client(adminToken);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client that may do everything.</summary>
    public EngineClient Admin { get; }

    /// <summary>What has gone wrong inside the engine.</summary>
    public IReadOnlyCollection<string> Faults => _faults.Faults;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stopping => _server.Lifetime.ApplicationStopping;

    /// <summary>Starts it on a directory.</summary>
    public static async Task<RunningEngine> StartAsync(DataDirectory data, CancellationToken cancel)
    {
        var faults = new FaultLog();
        var logs = LoggerFactory.Create(logging => logging.AddProvider(faults));
        var engine = await LocalEngine.OpenAsync(HostChoice.Solo, data.Database, logs, Environment.GetEnvironmentVariable);
        try
        {
            var tokens = new AccessTokens(engine.Parts.Tokens, TimeProvider.System);
            await tokens.LoadAsync(cancel);
            await FirstAdminToken.EnsureAsync(tokens, chosen: null, data.FullPath, cancel);
            var server = EngineServer.Build(engine.Parts, tokens, "http://127.0.0.1:0", TimeProvider.System);
            await server.StartAsync(cancel);
            return new RunningEngine(engine, server, logs, faults, (await File.ReadAllTextAsync(data.AdminToken, cancel)).Trim());
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client with a token of its own.</summary>
    public async Task<EngineClient> EnterAsync(string role, string? agent, CancellationToken cancel) =>
        Client((await Admin.PostAsync<NewTokenResponse>("tokens", new { role, agent }, cancel)).Token);

    /// <summary>Stops the server and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _engine.DisposeAsync();
        _logs.Dispose();
    }

    private EngineClient Client(string token)
    {
        var client = new EngineClient(Address, token);
        _clients.Add(client);
        return client;
    }
}

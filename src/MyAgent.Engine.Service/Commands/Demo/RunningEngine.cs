using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Service.Commands.Options;
using MyAgent.Engine.Service.Demo;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Commands.Demo;

/// <summary>An engine with its HTTP API on a free port of this machine, in this process.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly FaultLog _faults;

    private RunningEngine(WebApplication server, FaultLog faults, string adminToken)
    {
        (_server, _faults) = (server, faults);
        Clients = new DemoClients(new Uri(server.Urls.First()), adminToken);
    }

    /// <summary>The clients that use it.</summary>
    public DemoClients Clients { get; }

    /// <summary>What has gone wrong inside the engine.</summary>
    public IReadOnlyCollection<string> Faults => _faults.Faults;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stopping => _server.Lifetime.ApplicationStopping;

    /// <summary>Starts it on a directory.</summary>
    public static async Task<RunningEngine> StartAsync(DataDirectory data, CancellationToken cancel)
    {
        var faults = new FaultLog();
        var server = EngineServer.Build(
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(faults);
                builder.Services.AddMyAgentEngine(engine => engine.Database = data.Database);
                builder.Services.AddSingleton(new FirstAdminSettings(Chosen: null, data.FullPath, _ => { }));
            },
            "http://127.0.0.1:0", TimeProvider.System);
        try
        {
            await server.StartAsync(cancel);
            return new RunningEngine(server, faults, (await File.ReadAllTextAsync(data.AdminToken, cancel)).Trim());
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}

using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.TestSupport;

/// <summary>An engine in a host of its own, without a server.</summary>
public sealed class HostedEngine : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IEngineStatus _status;

    private HostedEngine(IHost host)
    {
        _host = host;
        (Host, Journal) = (host.Services.GetRequiredService<IEngineHost>(), host.Services.GetRequiredService<IJournalFeed>());
        _status = host.Services.GetRequiredService<IEngineStatus>();
    }

    /// <summary>Takes commands and queries.</summary>
    public IEngineHost Host { get; }

    /// <summary>Its journal.</summary>
    public IJournalFeed Journal { get; }

    /// <summary>What it has put into its host.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Its actor system.</summary>
    public ActorSystem System => Services.GetRequiredService<ActorSystem>();

    /// <summary>Why it takes no work; null where it does.</summary>
    public string? Trouble => _status.Trouble;

    /// <summary>Starts an engine.</summary>
    /// <param name="configure">Sets its options.</param>
    public static Task<HostedEngine> StartAsync(Action<EngineOptions> configure) => StartWithAsync(services => services.AddMyAgentEngine(configure));

    /// <summary>Starts whatever is added to the host as the engine.</summary>
    /// <param name="add">Adds it.</param>
    public static async Task<HostedEngine> StartWithAsync(Action<IServiceCollection> add)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var host = builder.Build();
        try
        {
            await host.StartAsync().ConfigureAwait(false);
            return new HostedEngine(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Stops it, and gives its database back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>Signals of the operating system belong to whoever runs the tests.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

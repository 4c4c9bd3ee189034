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

    /// <summary>The gateway for commands and queries.</summary>
    public IEngineHost Host { get; }

    /// <summary>Its journal.</summary>
    public IJournalFeed Journal { get; }

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Its actor system.</summary>
    public ActorSystem System => Services.GetRequiredService<ActorSystem>();

    /// <summary>Why the engine is not ready; null where it is.</summary>
    public string? Trouble => _status.Trouble;

    /// <summary>Starts an engine.</summary>
    /// <param name="configure">Sets its options.</param>
    public static Task<HostedEngine> StartAsync(Action<EngineOptions> configure) => StartWithAsync(services => services.AddMyAgentEngine(configure));

    /// <summary>Starts the engine that is added to the host.</summary>
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

    /// <summary>Stops the engine and releases its database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>The test runner handles the signals of the operating system.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Akka.Solo;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka;

/// <summary>Puts the engine into a .NET host.</summary>
public static class MyAgentEngineHosting
{
    /// <summary>Adds an engine in this process: it starts with the host, before the host's services that are added after it, and stops with the host.
    /// Then <see cref="SoloEngine"/>, <see cref="IEngineHost"/> and <see cref="IJournalReader"/> can be asked for.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Makes the engine's options; called once, at the start.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMyAgentEngine(this IServiceCollection services, Func<IServiceProvider, SoloOptions> options)
    {
        services.AddSingleton(provider => new StartedEngine(() => options(provider)));
        services.AddHostedService(provider => provider.GetRequiredService<StartedEngine>());
        services.AddSingleton(provider => provider.GetRequiredService<StartedEngine>().Engine);
        services.AddSingleton(provider => provider.GetRequiredService<SoloEngine>().Host);
        services.AddSingleton(provider => provider.GetRequiredService<SoloEngine>().Journal);
        return services;
    }

    /// <summary>The engine from the host's start to its stop.</summary>
    private sealed class StartedEngine(Func<SoloOptions> options) : IHostedService
    {
        private SoloEngine? _engine;

        /// <exception cref="InvalidOperationException">The host has not been started yet.</exception>
        public SoloEngine Engine => _engine ?? throw new InvalidOperationException("The engine is there once the host has been started.");

        public async Task StartAsync(CancellationToken cancellationToken) => _engine = await SoloEngine.OpenAsync(options()).ConfigureAwait(false);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_engine is not null)
                await _engine.DisposeAsync().ConfigureAwait(false);
        }
    }
}

using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Makes the host of an actor system.</summary>
internal static class ActorSystemHost
{
    /// <summary>How long stopping may take: a node of a cluster hands its shards over.</summary>
    private static readonly TimeSpan MaxStop = TimeSpan.FromSeconds(60);

    /// <summary>Makes it; it has not been started yet.</summary>
    /// <param name="config">The system's configuration.</param>
    /// <param name="logs">Where it logs to.</param>
    /// <param name="add">Adds the actors.</param>
    public static IHost Build(Config config, ILoggerFactory logs, Action<AkkaConfigurationBuilder> add)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = MaxStop);
        builder.Services.AddAkka(AkkaEngine.SystemName, akka =>
        {
            akka.AddHocon(config, HoconAddMode.Prepend).ConfigureLoggers(log =>
            {
                log.ClearLoggers();
                log.AddLoggerFactory(logs);
            });
            add(akka);
        });
        return builder.Build();
    }

    /// <summary>Signals of the operating system belong to whoever started the engine.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Adds the engine to a .NET host.</summary>
public static class MyAgentEngineHosting
{
    /// <summary>The name of the engine's actor system: a part of every node's address.</summary>
    public const string SystemName = "myagent";

    /// <summary>Adds the engine, with options from a section of the host's configuration.</summary>
    /// <inheritdoc cref="AddMyAgentEngine(IServiceCollection, Action{EngineOptions})"/>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section; its keys are the names of <see cref="EngineOptions"/>' properties.</param>
    public static IServiceCollection AddMyAgentEngine(this IServiceCollection services, IConfiguration section) =>
        services.AddMyAgentEngine(section.Bind);

    /// <summary>Adds the engine. It starts with the host: before the services that are added after it, and before a web host listens. When the
    /// host has started, <see cref="IEngineHost"/> takes work; in a cluster, when <see cref="IEngineStatus.Trouble"/> is null. It stops with the
    /// host, after those services, and releases its database when the host is disposed of.
    /// <para>The host's container then also has <see cref="IJournalFeed"/>, <see cref="IJournalReader"/>, <see cref="IVoiceMessageStore"/>,
    /// <see cref="IAccessTokenStore"/>, <see cref="IWebSessionStore"/>, <see cref="Storage.Projections.IProjectionStore"/>, <see cref="IEngineStatus"/>,
    /// <see cref="IEngineOperators"/>, the actor system, and the health checks in <see cref="EngineHealthChecks"/>. The engine logs to the
    /// container's logger factory. Its clock is the container's <see cref="TimeProvider"/>, by default that of the system.</para>
    /// <para>In one process the commands and queries that one client sends to one entity take effect in the order of the calls, also if the client does
    /// not wait for the answers. In a cluster a client that needs this order waits for each answer.</para></summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    /// <remarks>The host's start throws if the engine cannot start: <see cref="JournalInUseException"/> if another process has the database,
    /// <see cref="UnreadableJournalException"/> if an event cannot be read or is missing,
    /// <see cref="Configuration.InvalidEngineConfigurationException"/> if the HOCON files are wrong.</remarks>
    public static IServiceCollection AddMyAgentEngine(this IServiceCollection services, Action<EngineOptions> configure)
    {
        var options = new EngineOptions();
        configure(options);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<EngineMetrics>();
        if (options.Mode == EngineMode.Cluster)
            services.AddNode(options);
        else
            services.AddSolo(options);
        services.AddSingleton<IEngineOperators>(provider => new EngineOperators(
            provider.GetRequiredService<ActorSystem>(), provider.GetRequiredService<IJournalReader>(), options.Mode));
        services.AddHostedService<ClockWatch>();
        services.AddHealthChecks()
            .AddCheck<JournalReadCheck>(EngineHealthChecks.Journal, tags: [EngineHealthChecks.Ready], timeout: JournalReadCheck.Timeout)
            .AddCheck<ClockCheck>(EngineHealthChecks.Clock, tags: [EngineHealthChecks.Ready]);
        return services;
    }

    /// <summary>Adds the actor system, with what both modes share.</summary>
    internal static void AddActorSystem(this IServiceCollection services, EngineOptions options, Action<AkkaConfigurationBuilder, IServiceProvider> add) =>
        services.AddAkka(SystemName, (akka, provider) =>
        {
            akka.ConfigureLoggers(log =>
            {
                log.ClearLoggers();
                log.AddLoggerFactory();
            });
            akka.WithActorSystemLivenessCheck(tags: [EngineHealthChecks.Live]);
            akka.AddSetup(Serialization.EngineSerialization.Setup);
            akka.AddSetup(new EngineMetricsSetup(provider.GetRequiredService<EngineMetrics>()));
            add(akka, provider);
            options.ConfigureAkka(akka, provider);
        });
}

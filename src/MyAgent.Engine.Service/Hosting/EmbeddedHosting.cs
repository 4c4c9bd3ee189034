using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Puts the deterministic scheduler into a host, in place of the actors.</summary>
internal static class EmbeddedHosting
{
    /// <summary>Adds the engine: it opens when it is first asked for.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="database">Where everything is kept.</param>
    /// <param name="environment">Gives an environment variable's value; null for one that is not set.</param>
    public static void AddEmbeddedEngine(this IServiceCollection services, IEngineDatabase database, Func<string, string?> environment)
    {
        services.AddSingleton(provider => Open(database, environment, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Host);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Journal);
        services.AddSingleton<IJournalReader>(provider => provider.GetRequiredService<EmbeddedEngine>().Journal);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().VoiceMessages);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Tokens);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Sessions);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Projections);
        services.AddSingleton<IEngineStatus, Status>();
    }

    private static EmbeddedEngine Open(IEngineDatabase database, Func<string, string?> environment, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("MyAgent.Engine");
        var config = HoconFiles.Read(environment("MYAGENT_HOCON") ?? Path.Combine(AppContext.BaseDirectory, "hocon"), ["engine.conf"], environment);
        return EmbeddedEngine.OpenAsync(new EmbeddedOptions
        {
            Database = database,
            RecoveryGrace = config.GetTimeSpan("myagent.recovery-grace"),
            OnFault = fault => log.LogError(fault.Exception, "{What}", fault.What),
        }).GetAwaiter().GetResult();
    }

    private sealed class Status(EmbeddedEngine engine) : IEngineStatus
    {
        public string? Trouble => engine.Health.State == EngineState.Healthy ? null : engine.Health.Reason ?? $"The engine is {engine.Health.State}.";

        public Task Gone => engine.TakenOver;
    }
}

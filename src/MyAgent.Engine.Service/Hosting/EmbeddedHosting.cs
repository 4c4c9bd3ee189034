using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Operators;
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
        services.AddSingleton<IEngineOperators, Operators>();
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

    /// <summary>There are neither nodes nor actors to look at, but entities in the journal.</summary>
    private sealed class Operators(IEngineHost host, IJournalReader journal) : IEngineOperators
    {
        public ClusterView Cluster() => ClusterView.Solo;

        public void Leave(string node) => throw new InvalidOperationException("The engine runs in one process.");

        public void Down(string node) => throw new InvalidOperationException("The engine runs in one process.");

        public async Task<ShardsView> ShardsAsync(CancellationToken cancel) => new(
            EngineMode.Solo, await Task.WhenAll(Enum.GetValues<EntityKind>().Select(async kind => new ShardsOfType(kind, (await host.ListAsync(kind, cancel)).Count, []))), []);

        public async Task<EntityView?> EntityAsync(EntityAddress entity, bool withState, CancellationToken cancel)
        {
            var read = EntityFactory.Create(entity);
            await foreach (var record in journal.ReadAsync(0, entity, cancel))
                read.Apply(record.Recorded);
            return read.Revision == 0 ? null : new EntityView
            {
                Entity = entity.PersistenceId, Type = entity.Kind, Awake = true, Revision = read.Revision, LastEventAt = read.LastEventAt, NextDeadline = read.NextDeadline,
            };
        }

        public Task<ActorsView> ActorsAsync(string? node, int depth, CancellationToken cancel) => Task.FromResult(new ActorsView(Node: null, []));
    }

    private sealed class Status(EmbeddedEngine engine) : IEngineStatus
    {
        public string? Trouble => engine.Health.State == EngineState.Healthy ? null : engine.Health.Reason ?? $"The engine is {engine.Health.State}.";

        public Task Gone => engine.TakenOver;
    }
}

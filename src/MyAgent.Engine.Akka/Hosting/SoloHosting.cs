using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Solo;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Adds an engine in one process to a host.</summary>
internal static partial class SoloHosting
{
    /// <summary>Adds the engine. It claims its database when the container creates the store.</summary>
    public static void AddSolo(this IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(_ => options.ResolveDatabase());
        services.AddSingleton(provider => new SoloSettings(EngineConfiguration.ForSolo(options, provider.GetRequiredService<IEngineDatabase>())));
        services.AddSingleton(provider => OpenStore(provider, options));
        services.AddSingleton(provider => JournalOf(provider, options.JournalPlugin));
        services.AddSingleton<IJournalReader>(provider => provider.GetRequiredService<IJournalFeed>());
        services.AddSingleton(provider => provider.GetRequiredService<EngineStore>().VoiceMessages);
        services.AddSingleton(provider => provider.GetRequiredService<EngineStore>().Tokens);
        services.AddSingleton(provider => provider.GetRequiredService<EngineStore>().Sessions);
        services.AddSingleton(provider => provider.GetRequiredService<EngineStore>().Projections);
        services.AddSingleton(provider => new EngineClock(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<EngineStore>().NewestAt));
        services.AddSingleton(_ => new PendingAnswers(options.Capacity));
        services.AddSingleton<SoloStart>();
        services.AddSingleton<SoloStatus>();
        services.AddSingleton<IEngineStatus>(provider => provider.GetRequiredService<SoloStatus>());
        services.AddSingleton<LocalEntities>(NewEntities);
        services.AddSingleton<IEngineHost>(NewHost);
        services.AddActorSystem(options, (akka, provider) => AddActors(akka, provider, options.JournalPlugin));
        services.AddHostedService<SoloService>();
    }

    /// <summary>Adds the parent of a kind's actors.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The actor's name: <c>/user/name</c>.</param>
    /// <param name="entities">Receives the parent and its children.</param>
    /// <param name="context">What the entities' actors share.</param>
    public static AkkaConfigurationBuilder AddEntityParent(
        this AkkaConfigurationBuilder builder, EntityKind kind, string name, LocalEntities entities, EntityActorContext context) =>
        builder.WithActors((system, _) => entities.Add(kind, system.ActorOf(Props.Create(() => new EntityParent(kind, context, entities)), name)));

    /// <summary>Adds the actor that activates every queue, agent and connector after the start.</summary>
    public static AkkaConfigurationBuilder AddEntityActivator(this AkkaConfigurationBuilder builder, LocalEntities entities, EngineStore store, SoloStart start) =>
        builder.WithActors((system, _) =>
        {
            IReadOnlyCollection<EntityAddress> all =
            [
                .. store.Known.Of(EntityKind.Connector), .. store.Known.Of(EntityKind.Queue), .. store.Known.Of(EntityKind.Agent), .. store.Known.Of(EntityKind.Endpoint),
            ];
            system.ActorOf(Props.Create(() => new SoloEntityActivator(entities, all, start)), "activator");
        });

    /// <summary>Adds the journal plugin.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="plugin">The plugin.</param>
    /// <param name="store">The database that the process has claimed, and the feed of its journal.</param>
    /// <param name="settings">Has the connection of a plugin with a connection of its own.</param>
    public static AkkaConfigurationBuilder AddJournal(this AkkaConfigurationBuilder builder, JournalPlugin plugin, EngineStoreSetup store, SoloSettings settings)
    {
        builder.AddSetup(store);
        return plugin == JournalPlugin.Sql
            ? builder.AddSetup(new CommitListenerSetup(((SharedJournalFeed)store.Journal).Committed)).AddSqlJournal(settings.Config).WithJournalPluginCheck(SqlJournal.PluginId)
            : builder.WithJournalPluginCheck(GroupCommitJournal.PluginId);
    }

    private static void AddActors(AkkaConfigurationBuilder akka, IServiceProvider provider, JournalPlugin plugin)
    {
        var (store, entities) = (provider.GetRequiredService<EngineStore>(), provider.GetRequiredService<LocalEntities>());
        var (settings, start) = (provider.GetRequiredService<SoloSettings>(), provider.GetRequiredService<SoloStart>());
        var answers = provider.GetRequiredService<PendingAnswers>();
        var clock = provider.GetRequiredService<EngineClock>();
        var context = new EntityActorContext(entities, answers, () => clock.Now, new SnapshotPolicy(settings.SnapshotEvery, StoreKeepsTwo: plugin == JournalPlugin.GroupCommit))
        {
            Grace = start.Grace,
            Log = LogOf(provider),
            RecoveryFailed = start.RecoveryFailed,
            PassivateAfter = kind => kind == EntityKind.Caller ? settings.PassivateCallersAfter : null,
        };
        akka.AddHocon(settings.Config, HoconAddMode.Prepend)
            .AddJournal(plugin, new EngineStoreSetup(store, provider.GetRequiredService<IJournalFeed>()), settings)
            .AddUnansweredCommands(_ => answers)
            .AddEntityParent(EntityKind.Queue, "queues", entities, context)
            .AddEntityParent(EntityKind.Agent, "agents", entities, context)
            .AddEntityParent(EntityKind.Caller, "callers", entities, context)
            .AddEntityParent(EntityKind.Connector, "connectors", entities, context)
            .AddEntityParent(EntityKind.Endpoint, "endpoints", entities, context)
            .AddNodeOperator(_ => new SoloNodeEntities(entities), _ => null)
            .AddEntityActivator(entities, store, start);
    }

    /// <summary>The engine's own writer feeds its events at their commit; the events of another plugin are read from the database after each commit.</summary>
    private static IJournalFeed JournalOf(IServiceProvider provider, JournalPlugin plugin)
    {
        var store = provider.GetRequiredService<EngineStore>();
        if (plugin == JournalPlugin.GroupCommit)
            return store.Journal;
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine");
        return new SharedJournalFeed(
            provider.GetRequiredService<IEngineDatabase>().OpenSource, listen: null, provider.GetRequiredService<SoloSettings>().JournalPollInterval,
            failure => ReadingFailed(log, failure), TimeProvider.System);
    }

    private static EngineStore OpenStore(IServiceProvider provider, EngineOptions options)
    {
        // A wrong configuration fails the start before the database is claimed.
        _ = provider.GetRequiredService<SoloSettings>();
        var log = LogOf(provider);
        return EngineStore.Open(
            provider.GetRequiredService<IEngineDatabase>(), failure => JournalFailed(log, failure), time: null, options.WrapJournal,
            (took, events) => CommitWasSlow(log, events, took.TotalSeconds));
    }

    private static ILogger LogOf(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine");

    private static LocalEntities NewEntities(IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<EngineClock>();
        return new LocalEntities(provider.GetRequiredService<EngineStore>().Known, provider.GetRequiredService<PendingAnswers>(), () => clock.Now);
    }

    private static SoloHost NewHost(IServiceProvider provider)
    {
        var metrics = provider.GetRequiredService<EngineMetrics>();
        metrics.AddCapacityGauge(provider.GetRequiredService<EngineOptions>().Capacity);
        return new SoloHost(
            provider.GetRequiredService<LocalEntities>(), provider.GetRequiredService<PendingAnswers>(), provider.GetRequiredService<EngineStore>().Known,
            provider.GetRequiredService<SoloStatus>(), provider.GetRequiredService<SoloSettings>().AskTimeout, metrics, TimeProvider.System);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Events} events took {Seconds:0.0} s, and their commands waited. The disk or the database is slow.")]
    private static partial void CommitWasSlow(ILogger log, int events, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal could not be read; the engine tries again.")]
    private static partial void ReadingFailed(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be written. The engine opens it again; the commands that were not written are refused.")]
    private static partial void JournalFailed(ILogger log, Exception failure);
}

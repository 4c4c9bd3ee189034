using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The engine in one process: persistent actors on a database that the process has for itself. It opens no port.</summary>
public sealed partial class SoloEngine : IAsyncDisposable
{
    /// <summary>How long what was taken in may take to be answered when the engine is stopped.</summary>
    private static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(5);

    private readonly EngineStore _store;
    private readonly LocalAnswers _answers;
    private readonly LocalEntities _entities;
    private readonly OutageGrace _grace;
    private readonly EngineMetrics _metrics = new();
    private readonly IHost _systemHost;
    private readonly SoloHost _host;
    private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _stopped;
    private volatile string? _stopping;

    private SoloEngine(EngineStore store, SoloOptions options)
    {
        _store = store;
        _stopped = new Lazy<Task>(StopAsync);
        var myagent = options.Config.GetConfig("myagent");
        var now = options.Clock(store.NewestAt);
        _answers = new LocalAnswers(options.Capacity);
        _metrics.ShowCapacity(options.Capacity);
        _grace = new OutageGrace(myagent.GetTimeSpan("recovery-grace"), starting: true);
        var entities = new LocalEntities(store.Known, _answers, now);
        var context = new EntityActorContext(entities, _answers, now, new SnapshotPolicy(myagent.GetInt("snapshot-every"), StoreKeepsTwo: true))
        {
            Grace = _grace,
            RecoveryFailed = RecoveryFailed,
            PassivateAfter = kind => kind == EntityKind.Caller ? myagent.GetTimeSpan("solo.passivate-callers-after") : null,
        };
        _entities = entities;
        _systemHost = ActorSystemHost.Build(options.Config, options.Logs, akka => akka
            .AddSetup(EngineSerialization.Setup)
            .AddSetup(new GroupCommitSetup(store))
            .AddSetup(new EngineMetricsSetup(_metrics))
            .WithActors((system, _) => Populate(system, context)));
        _host = new SoloHost(entities, _answers, store.Known, () => Trouble, myagent.GetTimeSpan("ask-timeout"), _metrics, TimeProvider.System);
    }

    /// <summary>Takes commands and queries.</summary>
    public IEngineHost Host => _host;

    /// <summary>Reads what is on disk, and follows it.</summary>
    public IJournalReader Journal => _store.Journal;

    /// <summary>The sound of voice messages.</summary>
    public IVoiceMessageStore VoiceMessages => _store.VoiceMessages;

    /// <summary>The access tokens.</summary>
    public IAccessTokenStore Tokens => _store.Tokens;

    /// <summary>The sessions of the web pages.</summary>
    public IWebSessionStore Sessions => _store.Sessions;

    /// <summary>The actor system.</summary>
    public ActorSystem System => _systemHost.Services.GetRequiredService<ActorSystem>();

    internal EngineMetrics Metrics => _metrics;

    /// <summary>Why the engine takes no work, as a sentence; null where it does.</summary>
    public string? Trouble => _stopping ?? _store.Trouble;

    /// <summary>Completes when another engine has taken the database over, after this one lost its connection: this one takes no work any
    /// more and never will.</summary>
    public Task TakenOver => _store.TakenOver;

    /// <summary>Claims the database, reads every queue and agent from its journal, and starts to take work.</summary>
    /// <param name="options">How the engine runs.</param>
    /// <exception cref="JournalInUseException">Another process has the database.</exception>
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public static Task<SoloEngine> OpenAsync(SoloOptions options) => OpenAsync(options, journal => journal);

    internal static async Task<SoloEngine> OpenAsync(SoloOptions options, Func<IJournal, IJournal> wrap)
    {
        var log = options.Logs.CreateLogger("MyAgent.Engine");
        var store = EngineStore.Open(options.Database, failure => JournalFailed(log, failure), time: null, wrap,
            (took, events) => CommitWasSlow(log, events, took.TotalSeconds));
        var engine = new SoloEngine(store, options);
        try
        {
            await engine._systemHost.StartAsync().ConfigureAwait(false);
            await engine.WakeAllAsync().ConfigureAwait(false);
            engine._grace.EngineIsReady();
            engine._entities.TellAll(EngineReady.Instance);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no more work, answers what was taken in, and gives the database back. Called again it waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    private async Task StopAsync()
    {
        _stopping = "The engine is being stopped.";
        for (var waited = TimeSpan.Zero; _answers.Count > 0 && waited < MaxDrain; waited += DrainInterval)
            await Task.Delay(DrainInterval).ConfigureAwait(false);
        await StopEntitiesAsync().ConfigureAwait(false);
        await _systemHost.StopAsync().ConfigureAwait(false);
        await System.WhenTerminated.ConfigureAwait(false);
        _systemHost.Dispose();
        _host.Dispose();
        _store.Dispose();
        _metrics.Dispose();
        _stopping = "The engine has been stopped.";
    }

    private async Task StopEntitiesAsync()
    {
        try
        {
            await Task.WhenAll(Enum.GetValues<EntityKind>().Select(
                kind => _entities.ParentOf(kind).GracefulStop(MaxDrain, EntityParent.StopAll.Instance))).ConfigureAwait(false);
        }
        catch (TaskCanceledException)
        {
            // Whoever has no snapshot is read from the events.
        }
    }

    private void Populate(ActorSystem system, EntityActorContext context)
    {
        system.ActorOf(Props.Create(() => new UnansweredCommands(_answers)), "unanswered-commands");
        foreach (var (kind, name) in ((EntityKind, string)[])[(EntityKind.Queue, "queues"), (EntityKind.Agent, "agents"), (EntityKind.Caller, "callers")])
            _entities.Add(kind, system.ActorOf(Props.Create(() => new EntityParent(kind, context, _entities)), name));
    }

    /// <summary>The engine does not start on another history than the one it has told.</summary>
    private void RecoveryFailed(Exception reason)
    {
        if (reason is UnreadableJournalException)
            _awake.TrySetException(reason);
    }

    private Task WakeAllAsync()
    {
        IReadOnlyCollection<EntityAddress> all = [.. _store.Known.Of(EntityKind.Queue), .. _store.Known.Of(EntityKind.Agent)];
        System.ActorOf(Props.Create(() => new EntityActivator(_entities, all, _awake)), "activator");
        return _awake.Task;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit of {Events} events took {Seconds:0.0} s: everybody who was to be answered after it has waited. The disk or the database is slow.")]
    private static partial void CommitWasSlow(ILogger log, int events, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be written; it is opened again, and what could not be written is refused.")]
    private static partial void JournalFailed(ILogger log, Exception failure);
}

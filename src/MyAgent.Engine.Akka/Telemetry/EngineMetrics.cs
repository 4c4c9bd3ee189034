using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Actor.Setup;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Telemetry;

/// <summary>The metrics of the actors of one process: the meter <c>MyAgent.Engine.Akka</c>. A message allocates nothing; what can be counted when a metric is read
/// is counted then. Safe for use by several threads.</summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyAgent.Engine.Akka";

    private static readonly double[] DurationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly EntityKind[] Kinds = Enum.GetValues<EntityKind>();
    private static readonly KeyValuePair<string, object?>[] KindTags =
        [.. Kinds.Select(kind => new KeyValuePair<string, object?>("myagent.entity.kind", kind.ToString().ToLowerInvariant()))];

    private static readonly KeyValuePair<string, object?>[] ResultTags =
        [.. Enum.GetValues<CommandResult>().Select(result => new KeyValuePair<string, object?>("myagent.command.result", result.ToString().ToLowerInvariant()))];

    private static readonly Lazy<EngineMetrics> Unobserved = new(() => new EngineMetrics());

    private readonly ConcurrentDictionary<IActorRef, EntityKind> _alive = new();
    private readonly Histogram<double> _recovery;
    private readonly Histogram<double> _command;
    private readonly Histogram<double> _write;
    private long _recoveriesFailed;
    private long _rulesFailed;
    private long _writesFailed;
    private int _activeCommands;

    public EngineMetrics()
    {
        _command = Meter.CreateHistogram(
            "myagent.command.duration", "s", "From a command's or query's arrival at the engine to its answer.", tags: null, Buckets());
        _write = Meter.CreateHistogram(
            "myagent.journal.write.duration", "s", "From handing an entity's events to the journal until they are on disk.", tags: null, Buckets());
        _recovery = Meter.CreateHistogram(
            "myagent.entity.recovery.duration", "s", "How long an entity took to be read from its journal, waiting for its turn included.", tags: null, Buckets());
        Meter.CreateObservableUpDownCounter(
            "myagent.command.active", () => Volatile.Read(ref _activeCommands), "{command}", "Commands and queries that wait for their answers.");
        Meter.CreateObservableUpDownCounter("myagent.entity.count", CountAlive, "{entity}", "Entities that have an actor on this node.");
        Meter.CreateObservableGauge("myagent.entity.mailbox.size", () => Mailboxes(static (sum, size) => sum + size), "{message}",
            "Messages that wait in the mailboxes of all entities of a kind.");
        Meter.CreateObservableGauge("myagent.entity.mailbox.max", () => Mailboxes(Math.Max), "{message}", "Messages in the fullest mailbox of a kind.");
        Meter.CreateObservableCounter("myagent.entity.recovery.failed", () => Volatile.Read(ref _recoveriesFailed), "{recovery}",
            "Attempts to read an entity from its journal that failed.");
        Meter.CreateObservableCounter("myagent.entity.rule.failed", () => Volatile.Read(ref _rulesFailed), "{failure}",
            "Rules that threw: nothing was changed by them, and each is a fault of the engine.");
        Meter.CreateObservableCounter("myagent.journal.write.failed", () => Volatile.Read(ref _writesFailed), "{write}",
            "Entities' writes that did not reach the disk, or may not have.");
    }

    /// <summary>The metrics of an actor system; unobserved ones if it was started without an <see cref="EngineMetricsSetup"/>.</summary>
    public static EngineMetrics Of(ActorSystem system) =>
        system.Settings.Setup.Get<EngineMetricsSetup>() is { HasValue: true, Value: var setup } ? setup.Metrics : Unobserved.Value;

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>The present time, for the durations below.</summary>
    public static long Timestamp => Stopwatch.GetTimestamp();

    /// <summary>Adds the gauge of the maximum number of commands that may wait.</summary>
    public void AddCapacityGauge(int capacity) => Meter.CreateObservableGauge(
        "myagent.command.limit", () => capacity, "{command}", "How many commands and queries may wait before more are refused.");

    /// <summary>An entity's actor has started.</summary>
    public void Started(IActorRef actor, EntityKind kind) => _alive[actor] = kind;

    /// <summary>An entity's actor has stopped.</summary>
    public void Stopped(IActorRef actor) => _alive.TryRemove(actor, out _);

    /// <summary>An entity has recovered.</summary>
    public void Recovered(EntityKind kind, long since) => _recovery.Record(SecondsSince(since), KindTags[(int)kind]);

    /// <summary>An entity's recovery has failed.</summary>
    public void RecoveryFailed() => Interlocked.Increment(ref _recoveriesFailed);

    /// <summary>A rule threw.</summary>
    public void RuleFailed() => Interlocked.Increment(ref _rulesFailed);

    /// <summary>A command or query begins to wait for its answer.</summary>
    /// <returns>The instant, for <see cref="CommandEnded"/>.</returns>
    public long CommandBegan()
    {
        Interlocked.Increment(ref _activeCommands);
        return Timestamp;
    }

    /// <summary>A command or query waits no longer.</summary>
    public void CommandEnded(EntityKind kind, CommandResult result, long since)
    {
        Interlocked.Decrement(ref _activeCommands);
        _command.Record(SecondsSince(since), KindTags[(int)kind], ResultTags[(int)result]);
    }

    /// <summary>The result of a command or query that was answered.</summary>
    public static CommandResult ResultOf(IAnswer answer) => answer is Refusal ? CommandResult.Refused : CommandResult.Answered;

    /// <summary>A write of an entity's events has ended.</summary>
    public void Written(bool failed, long since)
    {
        if (failed)
            Interlocked.Increment(ref _writesFailed);
        else
            _write.Record(SecondsSince(since));
    }

    /// <summary>Removes the instruments.</summary>
    public void Dispose() => Meter.Dispose();

    private static InstrumentAdvice<double> Buckets() => new() { HistogramBucketBoundaries = DurationBuckets };

    private static double SecondsSince(long timestamp) => Stopwatch.GetElapsedTime(timestamp).TotalSeconds;

    private IEnumerable<Measurement<int>> CountAlive()
    {
        var counts = new int[Kinds.Length];
        foreach (var (_, kind) in _alive)
            counts[(int)kind]++;
        return Kinds.Select(kind => new Measurement<int>(counts[(int)kind], KindTags[(int)kind]));
    }

    private IEnumerable<Measurement<int>> Mailboxes(Func<int, int, int> combine)
    {
        var sizes = new int[Kinds.Length];
        foreach (var (actor, kind) in _alive)
        {
            if (actor is ActorRefWithCell { Underlying: { } cell })
                sizes[(int)kind] = combine(sizes[(int)kind], cell.NumberOfMessages);
        }
        return Kinds.Select(kind => new Measurement<int>(sizes[(int)kind], KindTags[(int)kind]));
    }
}

/// <summary>Gives an actor system its metrics.</summary>
/// <param name="metrics">The metrics, which must outlive the system.</param>
internal sealed class EngineMetricsSetup(EngineMetrics metrics) : Setup
{
    /// <summary>The metrics.</summary>
    public EngineMetrics Metrics => metrics;
}

/// <summary>The result of a command or query.</summary>
internal enum CommandResult
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>A rule refused it.</summary>
    Refused,

    /// <summary>It was not answered: the engine takes no work, or the time-out is over.</summary>
    Unavailable,

    /// <summary>The client no longer waits.</summary>
    Cancelled,
}

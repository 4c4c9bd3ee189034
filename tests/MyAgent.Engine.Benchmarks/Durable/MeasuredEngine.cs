using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Metrics;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.Storage;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>One engine under load. What a window counts is what is answered within it, while the load goes on before and after it.</summary>
internal sealed class MeasuredEngine
{
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly HostedEngine _engine;
    private readonly ContactMetrics? _metrics;
    private readonly JournalFollower? _views;
    private readonly RecordingJournal? _journal;
    private readonly ContactClients _clients;
    private readonly Task _following;
    private readonly CancellationTokenSource _over = new();
    private readonly List<double> _latencies = [];
    private readonly List<double> _rates = [];
    private readonly List<double> _contacts = [];
    private readonly List<double> _cores = [];
    private readonly List<double> _microseconds = [];

    private MeasuredEngine(string name, Load load, HostedEngine engine, RecordingJournal? journal)
    {
        (Name, _engine, _journal) = (name, engine, journal);
        if (name == Observed)
        {
            _metrics = new ContactMetrics(new QueueTags());
            _metrics.CountAfter(0);
            _views = new JournalFollower(engine.Journal, [_metrics], TimeProvider.System, NullLogger<JournalFollower>.Instance);
        }
        var offers = new OfferWatcher();
        _following = offers.FollowAsync(engine.Journal, _over.Token);
        _clients = new ContactClients(engine.Host, offers, Load.InFlight, load.Queues);
    }

    /// <summary>The name of an engine in one process whose metrics are collected while it is measured.</summary>
    public const string Observed = "solo-observed";

    /// <summary>How long a window is, for the report.</summary>
    public static double WindowSeconds => Window.TotalSeconds;

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Commands a second in each window.</summary>
    public IReadOnlyList<double> Rates => _rates;

    /// <summary>Contacts a second in each window.</summary>
    public IReadOnlyList<double> Contacts => _contacts;

    /// <summary>Opens it, sets the contact centre up, and leaves it at rest.</summary>
    /// <param name="name">The engine, by its name on the command line.</param>
    /// <param name="load">The centre.</param>
    /// <param name="database">Where everything is kept; empty.</param>
    public static async Task<MeasuredEngine> StartAsync(string name, Load load, IEngineDatabase database)
    {
        RecordingJournal? journal = null;
        var engine = await BenchmarkHosts.StartAsync(name, database, inner => journal = new RecordingJournal(inner));
        await load.SetUpAsync(engine.Host);
        var contender = new MeasuredEngine(name, load, engine, journal);
        if (contender._views is { } views)
            await views.StartAsync(CancellationToken.None);
        return contender;
    }

    /// <summary>Lets it work for so long.</summary>
    public async Task RunAsync(TimeSpan length)
    {
        _clients.Resume();
        await Task.Delay(length);
        await _clients.PauseAsync();
        _clients.TakeLatencies();
    }

    /// <summary>Lets it work, and counts within a window.</summary>
    /// <returns>What was written within it, batch by batch, and in how many seconds; no batches where a cluster's own plugin writes.</returns>
    public async Task<(IReadOnlyList<UnsavedEvent[]> Batches, double Seconds)> MeasureAsync()
    {
        using var collecting = _views is null ? null : TelemetryExport.Start(_ => null);
        GC.Collect();
        _clients.Resume();
        await Task.Delay(LeadIn);
        _journal?.Start();
        var (processor, commands, contacts, start) =
            (Process.GetCurrentProcess().TotalProcessorTime, _clients.Answered, _clients.Finished, Stopwatch.GetTimestamp());
        await Task.Delay(Window);
        var (elapsed, answered, finished) = (Stopwatch.GetElapsedTime(start), _clients.Answered - commands, _clients.Finished - contacts);
        var batches = _journal?.Stop() ?? [];
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        await _clients.PauseAsync();
        _rates.Add(answered / elapsed.TotalSeconds);
        _contacts.Add(finished / elapsed.TotalSeconds);
        _cores.Add(processor / elapsed);
        _microseconds.Add(processor.TotalMicroseconds / answered);
        _latencies.AddRange(_clients.TakeLatencies());
        return (batches, elapsed.TotalSeconds);
    }

    /// <summary>Its figures.</summary>
    public IReadOnlyList<(string Column, double Value)> Row()
    {
        _latencies.Sort();
        return
        [
            ("commands/s", Sample.Median(_rates)), ("contacts/s", Sample.Median(_contacts)), ("p50 ms", Sample.Quantile(_latencies, 0.5)),
            ("p99 ms", Sample.Quantile(_latencies, 0.99)), ("cores busy", Sample.Median(_cores)), ("µs a command", Sample.Median(_microseconds)),
            ("refused", _clients.Refused),
        ];
    }

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        await _clients.StopAsync();
        await _over.CancelAsync();
        await _following;
        if (_views is not null)
            await _views.StopAsync(CancellationToken.None);
        _views?.Dispose();
        _metrics?.Dispose();
        await _engine.DisposeAsync();
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Telemetry;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The same load on several hosts in this process, each over a new database on the same disk. Their slices take turns, so that whatever
/// else the machine does falls on all of them. What a slice counts is what is answered within its window, while the load goes on before and
/// after it.</summary>
internal static class HostsBenchmark
{
    /// <summary>The name of a host in one process whose metrics are collected while it is measured.</summary>
    public const string Observed = "solo-observed";

    private const int Slices = 7;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the databases go.</param>
    /// <param name="arguments">Which hosts, over what.</param>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var ground = Ground.Of(arguments, folder);
        var hosts = new List<Contender>();
        foreach (var name in arguments.Hosts)
            hosts.Add(await Contender.StartAsync(name, ground.NewForHost(name)));
        foreach (var host in hosts)
            await host.RunAsync(WarmUp);
        for (var slice = 0; slice < Slices; slice++)
        {
            foreach (var host in hosts)
                await host.MeasureAsync(LeadIn, Window);
        }
        var figures = new Figures(
            "durable", $"{Load.Description}, {ground.Journal}; {Slices} windows of {Window.TotalSeconds} s each, the hosts in turns; medians of the windows.")
            .With("hosts", hosts.Select(host => host.Row()));
        foreach (var host in hosts)
            figures.With($"{host.Name} / {hosts[0].Name}", Sample.Median(host.Rates.Zip(hosts[0].Rates, (own, first) => own / first)));
        foreach (var host in hosts)
            await host.StopAsync();
        return figures;
    }
}

/// <summary>One host under load.</summary>
internal sealed class Contender
{
    private readonly HostedEngine _host;
    private readonly Clients _clients;
    private readonly Task _following;
    private readonly ContactMetrics? _contacts;
    private readonly JournalFollower? _views;
    private readonly CancellationTokenSource _over = new();
    private readonly List<double> _latencies = [];
    private readonly List<double> _cores = [];
    private readonly List<double> _microseconds = [];

    private Contender(string name, HostedEngine host)
    {
        (Name, _host) = (name, host);
        var offers = new OfferBoard();
        _following = offers.FollowAsync(host.Journal, _over.Token);
        _clients = new Clients(host.Host, offers, Load.InFlight, Load.Queues);
        if (name != HostsBenchmark.Observed)
            return;
        _contacts = new ContactMetrics(new QueueTags());
        _contacts.CountAfter(0);
        _views = new JournalFollower(host.Journal, [_contacts], TimeProvider.System, NullLogger<JournalFollower>.Instance);
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Commands a second in each window.</summary>
    public List<double> Rates { get; } = [];

    /// <summary>Opens it, sets the contact centre up, and leaves it at rest.</summary>
    public static async Task<Contender> StartAsync(string name, Storage.IEngineDatabase database)
    {
        var host = await OpenHost.StartAsync(name == HostsBenchmark.Observed ? HostChoice.Solo : name, database);
        await Load.SetUpAsync(host.Host);
        var contender = new Contender(name, host);
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
    public async Task MeasureAsync(TimeSpan leadIn, TimeSpan window)
    {
        using var collecting = _views is null ? null : TelemetryExport.Start(_ => null);
        GC.Collect();
        _clients.Resume();
        await Task.Delay(leadIn);
        var (processor, commands, start) = (Process.GetCurrentProcess().TotalProcessorTime, _clients.Answered, Stopwatch.GetTimestamp());
        await Task.Delay(window);
        var (elapsed, answered) = (Stopwatch.GetElapsedTime(start), _clients.Answered - commands);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        await _clients.PauseAsync();
        Rates.Add(answered / elapsed.TotalSeconds);
        _cores.Add(processor / elapsed);
        _microseconds.Add(processor.TotalMicroseconds / answered);
        _latencies.AddRange(_clients.TakeLatencies());
    }

    /// <summary>Its figures.</summary>
    public IReadOnlyList<(string Column, double Value)> Row()
    {
        _latencies.Sort();
        return
        [
            ("commandsPerSecond", Sample.Median(Rates)), ("p50Milliseconds", Sample.Quantile(_latencies, 0.5)),
            ("p99Milliseconds", Sample.Quantile(_latencies, 0.99)), ("coresBusy", Sample.Median(_cores)),
            ("processorMicrosecondsACommand", Sample.Median(_microseconds)), ("refused", _clients.Refused),
        ];
    }

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        await _clients.StopAsync();
        if (_views is not null)
            await _views.StopAsync(CancellationToken.None);
        _views?.Dispose();
        _contacts?.Dispose();
        await _over.CancelAsync();
        await _following;
        await _host.DisposeAsync();
    }
}

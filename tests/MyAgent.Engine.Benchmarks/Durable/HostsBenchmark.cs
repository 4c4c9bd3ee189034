using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Cluster;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The same load on the embedded host and then on one Akka.NET node in this process, each over a new database on the same disk.</summary>
internal static class HostsBenchmark
{
    private const int Slices = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SliceLength = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>Measures.</summary>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var ground = Ground.Of(arguments, folder);
        Pace embedded;
        var options = new EmbeddedOptions { Database = ground.Engine, OnFault = fault => Console.Error.WriteLine(fault) };
        await using (var engine = await EmbeddedEngine.OpenAsync(options))
            embedded = await MeasureAsync(engine.Host, engine.Journal);
        Pace akka;
        await using (var node = await StartNodeAsync(ground.NewForNode()))
            akka = await MeasureAsync(node.Parts.Host, node.Parts.Journal);
        return new Figures(
            "durable --host akka", $"{Load.Description}, {ground.Journal}; first the embedded host, then one Akka.NET node; medians of the slices.")
            .With("embedded", [embedded.Row()])
            .With("akka", [akka.Row()])
            .With("ratioToAkka", embedded.Commands / akka.Commands);
    }

    private static async Task<ClusterNode> StartNodeAsync(IEngineDatabase database)
    {
        var port = FreePort();
        var environment = new Dictionary<string, string>
        {
            ["MYAGENT_CLUSTER_PORT"] = $"{port}",
            ["MYAGENT_SEED_NODES"] = $"akka.tcp://myagent@127.0.0.1:{port}",
            ["MYAGENT_AKKA_LOGLEVEL"] = "ERROR",
            ["MYAGENT_ASK_TIMEOUT"] = "60s",
        };
        var node = await ClusterNode.StartAsync(database, NullLoggerFactory.Instance, environment.GetValueOrDefault);
        var starting = Stopwatch.StartNew();
        while (node.Parts.TroubleOf() is { } trouble)
        {
            if (starting.Elapsed > LongestStart)
                throw new TimeoutException(trouble);
            await Task.Delay(20);
        }
        return node;
    }

    private static async Task<Pace> MeasureAsync(IEngineHost host, IJournalReader journal)
    {
        await Load.SetUpAsync(host);
        using var over = new CancellationTokenSource();
        var offers = new OfferBoard();
        var following = offers.FollowAsync(journal, over.Token);
        var clients = new Clients(host, offers, Load.InFlight, Load.Queues);
        clients.Resume();
        await Task.Delay(WarmUp);
        await clients.PauseAsync();
        clients.TakeLatencies();

        // The clients go on from slice to slice: what is answered within a slice counts, and no slice waits for its last contact.
        var rates = new List<double>();
        clients.Resume();
        for (var slice = 0; slice < Slices; slice++)
        {
            var (start, answered) = (Stopwatch.GetTimestamp(), clients.Answered);
            await Task.Delay(SliceLength);
            rates.Add((clients.Answered - answered) / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        await clients.PauseAsync();
        var latencies = clients.TakeLatencies().Order().ToList();
        await clients.StopAsync();
        await over.CancelAsync();
        await following;
        return new Pace(Sample.Median(rates), Sample.Quantile(latencies, 0.5), Sample.Quantile(latencies, 0.99), clients.Refused);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Pace(double Commands, double Median, double Slow, long Refused)
    {
        public IReadOnlyList<(string Column, double Value)> Row() =>
            [("commandsPerSecond", Commands), ("p50Milliseconds", Median), ("p99Milliseconds", Slow), ("refused", Refused)];
    }
}

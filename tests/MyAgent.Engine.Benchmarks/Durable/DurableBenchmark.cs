using System.Diagnostics;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>How much the embedded engine gets onto the disk, beside what a bare insert gets there. Slices of both take turns, so that
/// whatever else the machine does falls on both.</summary>
internal static class DurableBenchmark
{
    private const int Slices = 9;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SliceLength = TimeSpan.FromSeconds(1.5);

    /// <summary>Measures.</summary>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var ground = Ground.Of(arguments, folder);
        RecordingJournal? journal = null;
        var options = new EmbeddedOptions { Database = ground.Engine, OnFault = fault => Console.Error.WriteLine(fault) };
        await using var engine = await EmbeddedEngine.OpenAsync(
            options, TimeProvider.System, EntityModel.Engine, inner => journal = new RecordingJournal(inner));
        await Load.SetUpAsync(engine.Host);
        using var ceiling = ground.NewCeiling();
        using var over = new CancellationTokenSource();
        var offers = new OfferBoard();
        var following = offers.FollowAsync(engine.Journal, over.Token);
        var clients = new Clients(engine.Host, offers, Load.InFlight, Load.Queues);
        clients.Resume();
        await Task.Delay(WarmUp);
        await clients.PauseAsync();
        clients.TakeLatencies();

        var slices = new List<Slice>();
        for (var slice = 0; slice < Slices; slice++)
            slices.Add(await MeasureAsync(clients, journal!, ceiling));
        await clients.StopAsync();
        await over.CancelAsync();
        await following;
        return Report(ground, slices, clients.Refused);
    }

    private static async Task<Slice> MeasureAsync(Clients clients, RecordingJournal journal, ICeiling ceiling)
    {
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        journal.Start();
        clients.Resume();
        await Task.Delay(SliceLength);
        await clients.PauseAsync();
        var batches = journal.Stop();
        var elapsed = Stopwatch.GetElapsedTime(start);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        var latencies = clients.TakeLatencies();
        var events = batches.Sum(batch => batch.Length);
        return new Slice(
            latencies.Count / elapsed.TotalSeconds, events / elapsed.TotalSeconds, (double)events / batches.Count, processor / elapsed,
            ceiling.Write(batches), latencies);
    }

    private static Figures Report(Ground ground, List<Slice> slices, long refused)
    {
        var latencies = slices.SelectMany(slice => slice.Latencies).Order().ToList();
        return new Figures(
            "durable", $"{Load.Description}, {ground.Journal}; ceiling: {ground.Ceiling}, in turns; medians of the slices.")
            .With("commandsPerSecond", Sample.Median(slices.Select(slice => slice.Commands)))
            .With("eventsPerSecond", Sample.Median(slices.Select(slice => slice.Events)))
            .With("ceilingEventsPerSecond", Sample.Median(slices.Select(slice => slice.Ceiling)))
            .With("ratioToCeiling", Sample.Median(slices.Select(slice => slice.Events / slice.Ceiling)))
            .With("p50Milliseconds", Sample.Quantile(latencies, 0.5))
            .With("p99Milliseconds", Sample.Quantile(latencies, 0.99))
            .With("eventsABatch", Sample.Median(slices.Select(slice => slice.BatchSize)))
            .With("coresBusy", Sample.Median(slices.Select(slice => slice.Cores)))
            .With("refused", refused);
    }

    private sealed record Slice(
        double Commands, double Events, double BatchSize, double Cores, double Ceiling, IReadOnlyList<double> Latencies);
}

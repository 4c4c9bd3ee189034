namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>How much engines write to the disk, each to a new database on the same disk, compared with a bare insert of the first engine's rows.
/// All take turns, so that other load of the machine affects all of them.</summary>
internal static class DurableBenchmark
{
    private const int Slices = 7;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the databases go.</param>
    /// <param name="arguments">Which engines, over what.</param>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var databases = Databases.Of(arguments, folder);
        var engines = new List<MeasuredEngine>();
        foreach (var name in arguments.Hosts.DefaultIfEmpty(BenchmarkHosts.Solo))
            engines.Add(await MeasuredEngine.StartAsync(name, Load.Default, databases.New(name)));
        using var ceiling = databases.NewCeiling();
        foreach (var engine in engines)
            await engine.RunAsync(WarmUp);
        var written = new List<(double Events, double BatchSize, double Ceiling)>();
        for (var slice = 0; slice < Slices; slice++)
        {
            foreach (var engine in engines)
            {
                var (batches, seconds) = await engine.MeasureAsync();
                if (engine == engines[0] && batches.Sum(batch => batch.Length) is > 0 and var events)
                    written.Add((events / seconds, (double)events / batches.Count, ceiling.Write(batches)));
            }
        }
        var figures = new Figures(
            "durable", $"{string.Join(", ", engines.Select(engine => engine.Name))}: {Load.Default}, {databases.Journal}; {Slices} windows of "
            + $"{MeasuredEngine.WindowSeconds} s each, in turns; medians of the windows. Ceiling: {databases.Ceiling}, as the first one wrote them.")
            .With("engines", engines.Select(engine => engine.Row()));
        foreach (var engine in engines.Skip(1))
            figures.With($"{engine.Name} / {engines[0].Name}", Sample.Median(engine.Rates.Zip(engines[0].Rates, (own, first) => own / first)));
        if (written.Count > 0)
        {
            figures.With("eventsPerSecond", Sample.Median(written.Select(slice => slice.Events)))
                .With("ceilingEventsPerSecond", Sample.Median(written.Select(slice => slice.Ceiling)))
                .With("ratioToCeiling", Sample.Median(written.Select(slice => slice.Events / slice.Ceiling)))
                .With("eventsABatch", Sample.Median(written.Select(slice => slice.BatchSize)));
        }
        foreach (var engine in engines)
            await engine.StopAsync();
        return figures;
    }
}

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>One queue with the whole load, compared with the same engine with its load spread over many queues.</summary>
internal static class HotQueueBenchmark
{
    private const int Slices = 7;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the databases go.</param>
    /// <param name="arguments">Which engine, over what.</param>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var databases = Databases.Of(arguments, folder);
        var host = arguments.Hosts.FirstOrDefault(BenchmarkHosts.Solo);
        var spread = await MeasuredEngine.StartAsync(host, Load.Default, databases.New($"{host}-spread"));
        var hot = await MeasuredEngine.StartAsync(host, Load.OneQueue, databases.New($"{host}-hot"));
        await spread.RunAsync(WarmUp);
        await hot.RunAsync(WarmUp);
        for (var slice = 0; slice < Slices; slice++)
        {
            await spread.MeasureAsync();
            await hot.MeasureAsync();
        }
        var figures = new Figures(
            "hot-queue", $"{host}: {Load.Default}, compared with {Load.OneQueue}; {databases.Journal}; {Slices} windows of {MeasuredEngine.WindowSeconds} s each, in turns; "
            + "medians of the windows.")
            .With("spread, hot", [spread.Row(), hot.Row()])
            .With("hot / spread", Sample.Median(hot.Contacts.Zip(spread.Contacts, (own, other) => own / other)));
        await spread.StopAsync();
        await hot.StopAsync();
        return figures;
    }
}

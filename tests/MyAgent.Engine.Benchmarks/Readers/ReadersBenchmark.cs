using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Benchmarks.Durable;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Service.Hosting;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Benchmarks.Readers;

/// <summary>What those who only look on cost those who work: the same load on one engine, with and without a thousand open event streams and twenty wallboards.
/// The windows with them and without them take turns.</summary>
internal static class ReadersBenchmark
{
    private const int AgentStreams = 1_000;
    private const int Wallboards = 20;
    private const int Rounds = 5;

    private static readonly Load Load = new(Queues: 100, Agents: 10_000);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the database goes.</param>
    /// <param name="arguments">What the journal is in.</param>
    public static async Task<Figures> RunAsync(DataFolder folder, Arguments arguments)
    {
        var databases = Databases.Of(arguments, folder);
        var reads = new CountedReads();
        await using var server = EngineServer.Build(
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddMyAgentEngine(options => (options.Database, options.WrapJournal) = (databases.New("readers"), reads.Of));
            },
            "http://127.0.0.1:0", TimeProvider.System, limits: new ServerLimits { ConnectionsPerAddress = 10_000 });
        await server.StartAsync();
        await Load.SetUpAsync(server.Services.GetRequiredService<IEngineHost>());
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await server.Services.GetRequiredService<AccessTokens>().CreateAsync(Role.Supervisor, agent: null, CancellationToken.None)).Text);
        var load = new MeasuredLoad(server.Services, reads);
        await load.RunAsync(WarmUp);

        var (alone, watched) = (new List<Window>(), new List<Window>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await load.MeasureAsync(LeadIn, Length, audience: null));
            await using var audience = await OpenAsync(client);
            watched.Add(await load.MeasureAsync(LeadIn, Length, audience));
        }
        await load.StopAsync();
        await server.StopAsync();
        return Report(databases, alone, watched, load.Refused);
    }

    private static async Task<ReadOnlyClients> OpenAsync(HttpClient client)
    {
        var audience = new ReadOnlyClients(client);
        for (var desk = 0; desk < AgentStreams; desk++)
            await audience.OpenDeskAsync(BenchmarkData.Agent(desk * (Load.Agents / AgentStreams)).Value);
        for (var wallboard = 0; wallboard < Wallboards; wallboard++)
            await audience.OpenWallboardAsync();
        return audience;
    }

    private static Figures Report(Databases databases, List<Window> alone, List<Window> watched, long refused) => new Figures(
        "readers", $"solo, {databases.Journal}, {Load}; {AgentStreams} event streams of one agent each and {Wallboards} wallboards over HTTP, "
        + $"in the same process; {Rounds} windows of {Length.TotalSeconds} s with them and without them in turns; medians. A database read is anything that the journal is asked.")
        .With("aloneCommandsPerSecond", Median(alone, window => window.Rate))
        .With("watchedCommandsPerSecond", Median(watched, window => window.Rate))
        .With("watched / alone", Sample.Median(watched.Zip(alone, (with, without) => with.Rate / without.Rate)))
        .With("aloneReadsPerSecond", Median(alone, window => window.Reads))
        .With("watchedReadsPerSecond", Median(watched, window => window.Reads))
        .With("aloneCoresBusy", Median(alone, window => window.Cores))
        .With("watchedCoresBusy", Median(watched, window => window.Cores))
        .With("streamMegabytesPerSecond", Median(watched, window => window.StreamBytes / 1e6))
        .With("wallboardRefreshesPerSecond", Median(watched, window => window.Refreshes))
        .With("refused", refused);

    private static double Median(List<Window> windows, Func<Window, double> figure) => Sample.Median(windows.Select(figure));

    /// <summary>What happened a second in a window.</summary>
    private sealed record Window(double Rate, double Reads, double Cores, double StreamBytes, double Refreshes);

    /// <summary>The load, and the looking at it.</summary>
    private sealed class MeasuredLoad
    {
        private readonly CancellationTokenSource _over = new();
        private readonly CountedReads _reads;
        private readonly ContactClients _clients;
        private readonly Task _following;

        public MeasuredLoad(IServiceProvider engine, CountedReads reads)
        {
            var offers = new OfferWatcher();
            (_reads, _following) = (reads, offers.FollowAsync(engine.GetRequiredService<IJournalFeed>(), _over.Token));
            _clients = new ContactClients(engine.GetRequiredService<IEngineHost>(), offers, Durable.Load.InFlight, Load.Queues);
        }

        public long Refused => _clients.Refused;

        public async Task RunAsync(TimeSpan length)
        {
            _clients.Resume();
            await Task.Delay(length);
            await _clients.PauseAsync();
            _clients.TakeLatencies();
        }

        public async Task<Window> MeasureAsync(TimeSpan leadIn, TimeSpan length, ReadOnlyClients? audience)
        {
            GC.Collect();
            _clients.Resume();
            await Task.Delay(leadIn);
            var (processor, start) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
            var before = Now(audience);
            await Task.Delay(length);
            var (after, elapsed) = (Now(audience), Stopwatch.GetElapsedTime(start));
            processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
            await _clients.PauseAsync();
            _clients.TakeLatencies();
            var seconds = elapsed.TotalSeconds;
            return new Window(
                (after.Answered - before.Answered) / seconds, (after.Reads - before.Reads) / seconds, processor / elapsed,
                (after.Bytes - before.Bytes) / seconds, (after.Refreshes - before.Refreshes) / seconds);
        }

        public async Task StopAsync()
        {
            await _clients.StopAsync();
            await _over.CancelAsync();
            await _following;
        }

        private (long Answered, long Reads, long Bytes, long Refreshes) Now(ReadOnlyClients? audience) =>
            (_clients.Answered, _reads.Count, audience?.Bytes ?? 0, audience?.Refreshes ?? 0);
    }
}

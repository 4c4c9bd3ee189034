using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using MyAgent.Engine.Benchmarks.Recovery;

namespace MyAgent.Engine.Benchmarks.Latency;

/// <summary>From a contact to its offer, as telephony and agent desk see it: over HTTP and the event stream, against a server process of its
/// own. Contacts come at random instants whether or not those before them have been answered.</summary>
internal static class LatencyBenchmark
{
    private const int ContactsASecond = 500;
    private const int Queues = 10;
    private const int Agents = 300;
    private const int Backlog = 100_000;

    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FloorEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the database goes.</param>
    public static async Task<Figures> RunAsync(DataFolder folder)
    {
        var data = Directory.CreateDirectory(folder.PathOf("data")).FullName;
        GeneratedJournal.OfWaiting(Path.Combine(data, "engine.db"), Backlog);
        using var server = await ServerProcess.StartAsync(data);
        await SetUpAsync(server.Client);
        using var over = new CancellationTokenSource();
        var desks = new AgentClients(server.Client);
        var following = desks.FollowAsync(await LastOrderingAsync(server.Client), over.Token);

        // What comes first meets code that has not been compiled, or not for good.
        var (cold, _, _) = await MeasureAsync(server, desks, 1_000_000, over.Token);
        await LoadAsync(desks, server.Client, Warming, number: 2_000_000, over.Token);
        var (warm, floor, cores) = await MeasureAsync(server, desks, 3_000_000, over.Token);

        // The long line has had no snapshot yet, so its next contact leads to one.
        await desks.PostAsync($"/v1/queues/{BenchmarkData.Queue(0)}/contacts", Arrival("one-more", 1), over.Token);
        var (snapshot, _, _) = await MeasureAsync(server, desks, 4_000_000, over.Token);
        await over.CancelAsync();
        await following;
        return Report(cold, warm, snapshot, floor, cores, desks);
    }

    private static async Task SetUpAsync(HttpClient client)
    {
        for (var queue = 1; queue <= Queues; queue++)
            (await client.PutAsJsonAsync($"/v1/queues/{BenchmarkData.Queue(queue)}", new { name = "Queue" })).EnsureSuccessStatusCode();
        for (var number = 0; number < Agents; number++)
        {
            var agent = $"/v1/agents/{BenchmarkData.Agent(number)}";
            (await client.PutAsJsonAsync(agent, new { name = "Agent" })).EnsureSuccessStatusCode();
            (await client.PutAsJsonAsync($"{agent}/assignments/{BenchmarkData.Queue(1 + (number % Queues))}", new { })).EnsureSuccessStatusCode();
            (await client.PostAsync($"{agent}/log-in", content: null)).EnsureSuccessStatusCode();
        }
    }

    /// <summary>The ordering of the newest event, as the event stream of the newest agent tells it.</summary>
    private static async Task<long> LastOrderingAsync(HttpClient client)
    {
        var events = await client.GetStringAsync($"/v1/events?follow=false&agent={BenchmarkData.Agent(Agents - 1)}");
        return long.Parse(events.Split('\n').Last(line => line.StartsWith("id: ", StringComparison.Ordinal))["id: ".Length..]);
    }

    private static async Task<(IReadOnlyList<double> Waits, IReadOnlyList<double> Floor, double Cores)> MeasureAsync(
        ServerProcess server, AgentClients desks, long number, CancellationToken cancel)
    {
        desks.Waits.Clear();
        var (start, processor) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var floor = await LoadAsync(desks, server.Client, Length, number, cancel);
        var cores = (server.ProcessorTime - processor) / Stopwatch.GetElapsedTime(start);
        return ([.. desks.Waits.Order()], [.. floor.Order()], cores);
    }

    /// <summary>Sends contacts for so long, waits until all are offered, and asks the server meanwhile for next to nothing.</summary>
    /// <returns>How long that took each time, in milliseconds: what HTTP and the machine cost by themselves.</returns>
    private static async Task<IReadOnlyCollection<double>> LoadAsync(
        AgentClients desks, HttpClient client, TimeSpan length, long number, CancellationToken cancel)
    {
        var floor = new ConcurrentQueue<double>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asking = AskForNothingAsync(client, floor, enough.Token);
        await Task.Factory.StartNew(() => SendContacts(desks, length, number, cancel), TaskCreationOptions.LongRunning);
        for (var waited = Stopwatch.StartNew(); desks.Open > 0 && waited.Elapsed < Length; await Task.Delay(10, cancel))
        {
            // The last ones are on their way.
        }
        await enough.CancelAsync();
        await asking;
        return floor;
    }

    private static void SendContacts(AgentClients desks, TimeSpan length, long number, CancellationToken cancel)
    {
        var random = new Random(20240517);
        var start = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; due < length; due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / ContactsASecond))
        {
            while (Stopwatch.GetElapsedTime(start) < due)
                Thread.Sleep(1);
            var contact = BenchmarkData.Contact(number).Value;
            desks.Expect(contact, start + (long)(due.TotalSeconds * Stopwatch.Frequency));
            var queue = BenchmarkData.Queue(1 + (int)(number % Queues));
            _ = desks.PostAsync($"/v1/queues/{queue}/contacts", Arrival(contact, number++), cancel);
        }
    }

    private static string Arrival(string contact, long number) =>
        $$"""{"contactId":"{{contact}}","media":"call","caller":"{{BenchmarkData.Caller(number)}}"}""";

    private static async Task AskForNothingAsync(HttpClient client, ConcurrentQueue<double> took, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(FloorEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync("/health/live", cancel);
                took.Enqueue(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private static Figures Report(
        IReadOnlyList<double> cold, IReadOnlyList<double> warm, IReadOnlyList<double> snapshot, IReadOnlyList<double> floor, double cores, AgentClients desks)
    {
        foreach (var failure in desks.Failures.Take(5))
            Console.Error.WriteLine(failure);
        return new Figures(
            "latency", $"{ContactsASecond} contacts a second at random instants, from the instant at which each is due until its offer stands on the event "
            + $"stream; {Agents} agents in {Queues} queues, server and clients on the same machine. cold: the first {Length.TotalSeconds} s of a new process; warm: after another "
            + $"{Warming.TotalSeconds} s of the same load. floor: asking /health/live meanwhile. "
            + $"snapshot: the same while a snapshot of another queue's {Backlog} waiting contacts is made.")
            .With("contacts", warm.Count)
            .With("coldP50Milliseconds", Sample.Quantile(cold, 0.5))
            .With("coldP99Milliseconds", Sample.Quantile(cold, 0.99))
            .With("coldP999Milliseconds", Sample.Quantile(cold, 0.999))
            .With("warmP50Milliseconds", Sample.Quantile(warm, 0.5))
            .With("warmP99Milliseconds", Sample.Quantile(warm, 0.99))
            .With("warmP999Milliseconds", Sample.Quantile(warm, 0.999))
            .With("snapshotP50Milliseconds", Sample.Quantile(snapshot, 0.5))
            .With("snapshotP99Milliseconds", Sample.Quantile(snapshot, 0.99))
            .With("snapshotP999Milliseconds", Sample.Quantile(snapshot, 0.999))
            .With("snapshotMostMilliseconds", snapshot[^1])
            .With("floorP50Milliseconds", Sample.Quantile(floor, 0.5))
            .With("floorP99Milliseconds", Sample.Quantile(floor, 0.99))
            .With("serverCoresBusy", cores)
            .With("failures", desks.Failures.Count);
    }
}

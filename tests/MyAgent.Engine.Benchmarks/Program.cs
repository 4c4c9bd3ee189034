using MyAgent.Engine.Benchmarks;
using MyAgent.Engine.Benchmarks.Durable;
using MyAgent.Engine.Benchmarks.History;
using MyAgent.Engine.Benchmarks.Latency;
using MyAgent.Engine.Benchmarks.Micro;
using MyAgent.Engine.Benchmarks.Readers;
using MyAgent.Engine.Benchmarks.Recovery;
using MyAgent.Engine.Benchmarks.Rules;

const string Usage = """
    Usage: NAME [--json] [--data DIRECTORY]

      durable   commands and events a second on disk, compared with a bare insert of the same rows;
                [--journal sqlite|postgres] [--connection S]: without S it starts a PostgreSQL server of its own;
                --host NAME,NAME,…: engines to compare: solo; solo-sql, which is solo on stock Akka.Persistence.Sql; solo-observed,
                which is solo while its metrics are collected; cluster-node
      hot-queue one queue with all contacts, compared with the same engine with many queues; [--host] [--journal] as with durable
      scaling   the cost of one contact, by how many wait and how many agents there are
      recovery  replaying the journal, compared with a bare SELECT of the same rows; restarting with 100 000 waiting
      projections  a start from the tables of the projections, compared with one from the first event; explanations during commits
      history   searches among a million done contacts, and what their indexes cost the writing; [--journal] [--connection] as with durable
      awake     a start until every queue and agent has been read
      latency   from a contact to its offer, over HTTP, at 500 contacts a second
      readers   commands a second with a thousand event streams and twenty wallboards open, compared with none;
                [--journal sqlite|postgres] [--connection S]
      memory    bytes a waiting contact and bytes an agent
      micro     the pieces, each by itself, by BenchmarkDotNet: coding an event, replaying an entity, one arrival, hashing a command
    """;

if (Arguments.TryRead(args) is not { } arguments)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
using var folder = new DataFolder(arguments.Data);
if (arguments.Name == "micro")
    return MicroBenchmarks.Run(folder) ? 0 : 1;
Figures? figures = arguments.Name switch
{
    "hot-queue" => await HotQueueBenchmark.RunAsync(folder, arguments),
    "durable" => await DurableBenchmark.RunAsync(folder, arguments),
    "scaling" => ScalingBenchmark.Run(),
    "recovery" => await RecoveryBenchmark.RunAsync(folder),
    "projections" => await ProjectionsBenchmark.RunAsync(folder),
    "history" => await HistoryBenchmark.RunAsync(folder, arguments),
    "awake" => await ActivationBenchmark.RunAsync(folder),
    "latency" => await LatencyBenchmark.RunAsync(folder),
    "readers" => await ReadersBenchmark.RunAsync(folder, arguments),
    "memory" => MemoryBenchmark.Run(),
    _ => null,
};
if (figures is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}
Console.WriteLine(arguments.Json ? figures.ToJson() : figures.ToTable());
return 0;

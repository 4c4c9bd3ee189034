using BenchmarkDotNet.Attributes;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>What a command that carries an id costs beyond one that carries none: its hash (rule 33h).</summary>
public class CommandHashing
{
    private static readonly QueueId Sales = new("sales");
    private static readonly CallerAddress Caller = new("+33123456789");

    private readonly HangUp _hangUp = new(new ContactId("c1234567"));
    private readonly ReceiveContact _arrival = new(Sales, new ContactId("c1234567"), Media.Call, Priority: 1, OriginAt: null);

    /// <summary>A short command.</summary>
    [Benchmark]
    public string HangUp() => CommandHash.Of(Sales.Address, _hangUp);

    /// <summary>An arrival.</summary>
    [Benchmark]
    public string Arrival() => CommandHash.Of(Caller.Address, _arrival);
}

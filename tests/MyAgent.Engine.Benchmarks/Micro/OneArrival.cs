using BenchmarkDotNet.Attributes;
using MyAgent.Engine.Benchmarks.Rules;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>One contact arrives, another ends and the match follows: decided and applied by the rules, some eleven events.</summary>
public class OneArrival
{
    private const int Agents = 100;

    private InMemoryQueueHarness? _centre;

    /// <summary>How many wait.</summary>
    [Params(1_000, 100_000)]
    public int Waiting { get; set; }

    /// <summary>Fills the line.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _centre = new InMemoryQueueHarness();
        _centre.Arrive(Waiting + Agents);
        _centre.GrowTo(Agents);
    }

    /// <summary>One contact.</summary>
    [Benchmark]
    public void DecideAndApply() => _centre!.Cycle();
}

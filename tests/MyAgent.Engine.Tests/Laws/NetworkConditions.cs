using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Tests.NetworkFaults;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>How messages between entities travel.</summary>
internal sealed class NetworkConditions
{
    /// <summary>A message that is lost several times in a row is late by as many retries.</summary>
    private static readonly TimeSpan TravelTimeInCluster = TimeSpan.FromSeconds(15);

    private readonly Random? _chance;

    private NetworkConditions(Random? chance) =>
        (_chance, Harness) = (chance, new NetworkHarness(chance is null ? new LawOptions().TravelTime : TravelTimeInCluster, chance is null ? null : Delays));

    /// <summary>The centre whose entities use this network.</summary>
    public NetworkHarness Harness { get; }

    /// <summary>Whether a loss is possible.</summary>
    public bool IsLossy { get; set; } = true;

    /// <summary>One process: at once, in order.</summary>
    public static NetworkConditions OneProcess() => new(chance: null);

    /// <summary>Several machines: late, lost, doubled and overtaken.</summary>
    public static NetworkConditions Cluster(int seed) => new(new Random(seed));

    private IEnumerable<TimeSpan> Delays(IMessage message)
    {
        // A client's command on its way through the caller's entity is not sent again.
        var copies = !IsLossy || message is not IEntityMessage ? 1 : _chance!.Next(20) switch { 0 => 0, 1 => 2, _ => 1 };
        return [.. Enumerable.Range(0, copies).Select(_ => TimeSpan.FromMilliseconds(_chance!.Next(1, 200)))];
    }
}

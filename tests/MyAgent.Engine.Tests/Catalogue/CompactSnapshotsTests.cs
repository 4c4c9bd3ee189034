using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.Catalogue;

[UnitTests]
public sealed class CompactSnapshotsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_small_snapshot_is_kept_as_plain_json()
    {
        var plain = SnapshotSerializer.Write(Preferring(3));
        var (manifest, payload) = CompactSnapshots.Write(Preferring(3));
        manifest.ShouldBe(plain.Manifest);
        payload.ShouldBe(plain.Payload);
        CompactSnapshots.PlainLength(manifest, payload).ShouldBe(plain.Payload.Length);
    }

    [Fact]
    public void A_large_snapshot_is_kept_compressed_and_read_back_the_same()
    {
        var plain = SnapshotSerializer.Write(Preferring(20_000));
        var (manifest, payload) = CompactSnapshots.Write(Preferring(20_000));
        manifest.ShouldBe("caller-snapshot-1+gzip");
        payload.Length.ShouldBeLessThan(plain.Payload.Length / 2);
        CompactSnapshots.PlainLength(manifest, payload).ShouldBe(plain.Payload.Length);
        SnapshotSerializer.Write(CompactSnapshots.TryRead(manifest, payload).ShouldNotBeNull()).Payload.ShouldBe(plain.Payload);
    }

    [Fact]
    public void A_large_snapshot_that_an_earlier_version_kept_plain_is_still_read()
    {
        var (manifest, payload) = SnapshotSerializer.Write(Preferring(20_000));
        CompactSnapshots.TryRead(manifest, payload).ShouldBeOfType<CallerSnapshot>().PreferredAgents.Count.ShouldBe(20_000);
    }

    [Fact]
    public void A_damaged_snapshot_is_no_snapshot()
    {
        var (manifest, payload) = CompactSnapshots.Write(Preferring(20_000));
        CompactSnapshots.TryRead(manifest, payload[..^1000]).ShouldBeNull();
        CompactSnapshots.TryRead(manifest, payload[1..]).ShouldBeNull();
        CompactSnapshots.TryRead(manifest, []).ShouldBeNull();
        CompactSnapshots.TryRead("caller-snapshot-99+gzip", payload).ShouldBeNull();
    }

    private static CallerSnapshot Preferring(int agents) =>
        new(new CallerAddress("+33"), 3, Noon, [.. Enumerable.Range(0, agents).Select(number => new AgentId($"agent-{number}"))], 5, []);
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Workloads;

namespace MyAgent.Engine.Simulation.Tests;

/// <summary>The seed determines the whole run.</summary>
[ChaosTests]
public sealed class DeterminismTests
{
    private static readonly SimulationParameters Centre = new()
    {
        Agents = 11, PatienceSeconds = 120, CallbackShare = 0.5, VipShare = 0.3, WrapUpSeconds = 20, Hours = 10, WarmUpHours = 1,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_seed_gives_the_same_journal_byte_for_byte(bool faults)
    {
        var (one, figures) = Run(Centre with { Faults = faults });
        var (other, again) = Run(Centre with { Faults = faults });
        other.ShouldBe(one);
        again.ShouldBe(figures);
    }

    /// <summary>What happened, to whom, when and in which order, as the same seed has always had it. A change of the rules may change it, a change of the
    /// runtime may not.</summary>
    [Theory]
    [InlineData(1, false, "0F3EA84103FE0CA5159DEEAB5D4BCE465E81FD8A375CEEDFD10CC5D67ACB9DF7")]
    [InlineData(2, false, "E9DFE09FD263AFB2BE14DD3CBA5BBE53C9C69CBE3CB46D85703630F68209C9FA")]
    [InlineData(1, true, "94D332A837AAF9C67738A3B1896D008378CECC581C5EE168C93AA771B4BB1F88")]
    [InlineData(2, true, "084EA34E3E352CA686834D1570D644140A492B93D27981E7A81A3B85BC6962AD")]
    public void A_seed_gives_the_history_that_it_has_always_given(long seed, bool faults, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Simulator.Run(Centre with { Seed = seed, Faults = faults, Hours = 2, WarmUpHours = 0 }, TimeProvider.System, record => hash.AppendData(
            Encoding.UTF8.GetBytes($"{record.Recorded.At.UtcTicks} {record.Entity} {record.SequenceNr} {Manifests.Of(record.Recorded.Event.GetType())}\n")));
        Convert.ToHexString(hash.GetHashAndReset()).ShouldBe(sha256);
    }

    [Fact]
    public void Another_seed_gives_another_journal() => Run(Centre with { Seed = 2 }).Journal.ShouldNotBe(Run(Centre).Journal);

    /// <summary>Computed apart, by the published algorithm, so that no machine and no version gives others.</summary>
    [Fact]
    public void The_random_numbers_stay_what_they_are()
    {
        var stream = new RandomStream(seed: 1, RandomStreamId.Arrivals);
        string.Join(' ', Enumerable.Range(0, 4).Select(_ => stream.NextUnit().ToString("F10", CultureInfo.InvariantCulture)))
            .ShouldBe("0.1631962746 0.7986345174 0.5277252470 0.5311480190");
    }

    [Fact]
    public void Streams_of_one_seed_have_nothing_to_do_with_each_other()
    {
        const int Count = 100_000;
        var sums = (X: 0.0, XX: 0.0, XY: 0.0);
        for (var number = 0; number < Count; number++)
        {
            var x = new RandomStream(1, RandomStreamId.Contact, number).NextUnit() - 0.5;
            var y = new RandomStream(1, RandomStreamId.Contact, number + 1).NextUnit() - 0.5;
            sums = (sums.X + x, sums.XX + (x * x), sums.XY + (x * y));
        }
        (sums.X / Count).ShouldBe(0, 4 * Math.Sqrt(1.0 / 12 / Count));
        (sums.XX / Count).ShouldBe(1.0 / 12, 4 * Math.Sqrt(1.0 / 180 / Count));
        (sums.XY / Count).ShouldBe(0, 4 / 12.0 / Math.Sqrt(Count));
    }

    private static (string Journal, string Figures) Run(SimulationParameters centre)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var serializer = new EventSerializer();
        var buffer = new ArrayBufferWriter<byte>();
        var outcome = Simulator.Run(centre, TimeProvider.System, record =>
        {
            buffer.ResetWrittenCount();
            var manifest = serializer.Write(record.Recorded, buffer);
            hash.AppendData(Encoding.UTF8.GetBytes($"{record.Ordering} {record.Entity} {record.SequenceNr} {manifest} "));
            hash.AppendData(buffer.WrittenSpan);
        });
        var figures = outcome.Figures with { ContactsPerSecond = 0, ElapsedSeconds = 0 };
        return (Convert.ToHexString(hash.GetHashAndReset()), figures.ToString());
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Simulation.Chance;

namespace MyAgent.Engine.Simulation.Tests;

/// <summary>Everything follows from the seed.</summary>
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

    [Fact]
    public void Another_seed_gives_another_journal() => Run(Centre with { Seed = 2 }).Journal.ShouldNotBe(Run(Centre).Journal);

    /// <summary>Computed apart, by the published algorithm, so that no machine and no version gives others.</summary>
    [Fact]
    public void The_random_numbers_stay_what_they_are()
    {
        var stream = new RandomStream(seed: 1, Purpose.Arrivals);
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
            var x = new RandomStream(1, Purpose.Contact, number).NextUnit() - 0.5;
            var y = new RandomStream(1, Purpose.Contact, number + 1).NextUnit() - 0.5;
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
        var outcome = CentreSimulation.Run(centre, TimeProvider.System, record =>
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

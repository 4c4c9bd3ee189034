using Microsoft.Extensions.Time.Testing;
using MyAgent.Engine.Storage.Integrity;

namespace MyAgent.Engine.Storage.Tests.Integrity;

[IntegrationTests]
public sealed class HighWaterKeeperTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly List<Exception> _failures = [];

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_mark_is_written_at_once_and_then_once_a_second()
    {
        using var keeper = new HighWaterKeeper(new HighWaterFile(_path), _time, _failures.Add);
        keeper.Note(Mark(1));
        _time.Advance(TimeSpan.Zero);
        HighWaterFile.Find(_path).ShouldBe(Mark(1));
        for (var ordering = 2; ordering < 10; ordering++)
            keeper.Note(Mark(ordering));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        HighWaterFile.Find(_path).ShouldBe(Mark(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        HighWaterFile.Find(_path).ShouldBe(Mark(9));
    }

    [Fact]
    public void Disposal_writes_the_newest_mark_and_may_be_repeated()
    {
        var keeper = new HighWaterKeeper(new HighWaterFile(_path), _time, _failures.Add);
        keeper.Note(Mark(1));
        keeper.Note(Mark(2));
        keeper.Dispose();
        keeper.Dispose();
        HighWaterFile.Find(_path).ShouldBe(Mark(2));
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_mark_may_be_lower_than_the_one_before()
    {
        using (var file = new HighWaterFile(_path))
        {
            file.Write(Mark(700));
            file.Write(Mark(701));
            file.Write(Mark(615));
        }
        HighWaterFile.Find(_path).ShouldBe(Mark(615));
    }

    [Fact]
    public void A_failure_to_write_the_mark_is_reported()
    {
        var file = new HighWaterFile(_path);
        var keeper = new HighWaterKeeper(file, _time, _failures.Add);
        file.Dispose();
        keeper.Note(Mark(1));
        _time.Advance(TimeSpan.Zero);
        _failures.ShouldHaveSingleItem();
        keeper.Dispose();
        _failures.Count.ShouldBe(2);
    }

    private static HighWaterMark Mark(long ordering) => new(ordering, ordering * -77, Noon.AddSeconds(ordering));
}

using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Api.Events;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>A client of the event stream who reads more slowly than things happen.</summary>
[IntegrationTests]
public sealed class SlowClientTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));
    private int _taken;

    [Fact]
    public async Task No_more_events_are_taken_than_the_client_has_room_for()
    {
        using var stop = new CancellationTokenSource();
        var telling = new EventStream(_pipe.Writer, new EventFrames(), () => false, _time).WriteEventsAsync(EventsWithoutEnd(stop.Token), _ => true, stop.Token);
        var reading = await _pipe.Reader.ReadAsync();
        telling.IsCompleted.ShouldBeFalse();
        var (taken, waiting) = (_taken, reading.Buffer.Length);
        waiting.ShouldBeInRange(4096, 64 * 1024);
        await Task.Yield();
        _taken.ShouldBe(taken);

        _pipe.Reader.AdvanceTo(reading.Buffer.End);
        await Eventually.TrueAsync(() => Volatile.Read(ref _taken) > taken);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => telling);
    }

    [Fact]
    public async Task A_stream_on_which_nothing_happens_gives_a_sign_of_life_and_ends_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        var isOver = false;
        var telling = new EventStream(_pipe.Writer, new EventFrames(), () => Volatile.Read(ref isOver), _time).WriteEventsAsync(NothingAsync(stop.Token), _ => true, stop.Token);
        await Eventually.TrueAsync(() => _time.SetTimers == 1);
        _time.Advance(TimeSpan.FromSeconds(15));
        var reading = await _pipe.Reader.ReadAsync();
        reading.Buffer.Length.ShouldBe(3);
        _pipe.Reader.AdvanceTo(reading.Buffer.End);

        Volatile.Write(ref isOver, true);
        await Eventually.TrueAsync(() => _time.SetTimers == 1);
        _time.Advance(TimeSpan.FromSeconds(15));
        await telling.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async IAsyncEnumerable<JournalRecord> NothingAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        yield break;
    }

    private async IAsyncEnumerable<JournalRecord> EventsWithoutEnd([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        for (var ordering = 1L; !cancel.IsCancellationRequested; ordering++)
        {
            Volatile.Write(ref _taken, (int)ordering);
            yield return new JournalRecord(
                ordering, new QueueId("sales").Address, ordering, new RecordedEvent(JournalScript.Start, new Cause("test"), Happened.Arrived($"c{ordering}")));
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Writes events to one client. It reads the next event only when the client has room for it, so that nothing is buffered for a slow
/// client; the web server disconnects a client that reads almost nothing.</summary>
/// <param name="body">Where they are written.</param>
/// <param name="frames">How they are written.</param>
/// <param name="isOver">Whether the client may receive nothing more.</param>
/// <param name="clock">Times the heartbeats.</param>
internal sealed class EventStream(PipeWriter body, EventFrames frames, Func<bool> isOver, TimeProvider clock)
{
    /// <summary>So much is sent together while more is to come.</summary>
    private const int MaxUnsentBytes = 16 * 1024;

    /// <summary>Proxies close a connection that is silent for much longer than this.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private int _unsent;

    /// <summary>Whether the client may receive nothing more.</summary>
    public bool IsOver => isOver();

    /// <summary>Writes and sends a text.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> text, CancellationToken cancel)
    {
        Add(text);
        await SendAsync(cancel);
    }

    /// <summary>Writes events, and heartbeats while there are none, until they end or the client may receive nothing more.</summary>
    /// <param name="records">The events.</param>
    /// <param name="includes">Whether the stream sends an event.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task WriteEventsAsync(IAsyncEnumerable<JournalRecord> records, Func<JournalRecord, bool> includes, CancellationToken cancel)
    {
        await ReadAsync(
            records,
            record =>
            {
                if (includes(record))
                    Add(frames.Of(record));
                return true;
            },
            cancel);
        await SendAsync(cancel);
    }

    /// <summary>Waits for an event that the stream sends, and sends heartbeats meanwhile.</summary>
    /// <param name="records">The events.</param>
    /// <param name="includes">Whether the stream sends an event.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The event; null where they end before one comes, or the client may receive nothing more.</returns>
    public async Task<JournalRecord?> NextAsync(IAsyncEnumerable<JournalRecord> records, Func<JournalRecord, bool> includes, CancellationToken cancel)
    {
        JournalRecord? found = null;
        await ReadAsync(
            records,
            record =>
            {
                found = includes(record) ? record : null;
                return found is null;
            },
            cancel);
        return found;
    }

    private async Task ReadAsync(IAsyncEnumerable<JournalRecord> records, Func<JournalRecord, bool> goesOn, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reader = records.GetAsyncEnumerator(stop.Token);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            while (await ComesAsync(next, cancel) && await next && goesOn(reader.Current))
                next = reader.MoveNextAsync().AsTask();
        }
        finally
        {
            // A reader must not be let go while it reads.
            await stop.CancelAsync();
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await reader.DisposeAsync();
        }
    }

    /// <summary>Whether there is a next event, or an end of them, before the client may receive nothing more. Sends what has been written before it waits.</summary>
    private async ValueTask<bool> ComesAsync(Task next, CancellationToken cancel)
    {
        if (next.IsCompleted && _unsent < MaxUnsentBytes)
            return true;
        await SendAsync(cancel);
        while (!isOver())
        {
            if (await CompletesAsync(next, cancel))
                return !isOver();
            await WriteAsync(":\n\n"u8.ToArray(), cancel);
        }
        return false;
    }

    private async Task<bool> CompletesAsync(Task task, CancellationToken cancel)
    {
        try
        {
            await task.WaitAsync(Heartbeat, clock, cancel);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
    }

    private void Add(ReadOnlyMemory<byte> text)
    {
        body.Write(text.Span);
        _unsent += text.Length;
    }

    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    private async Task SendAsync(CancellationToken cancel)
    {
        if (_unsent == 0)
            return;
        _unsent = 0;
        if ((await body.FlushAsync(cancel)).IsCompleted)
            throw new OperationCanceledException("The client has gone.");
    }
}

using System.Collections.Concurrent;

namespace MyAgent.Engine.Storage;

/// <summary>Threads that read the journal, each with a connection of its own, in the order of the requests. Many requests at once use no more connections, and
/// block no thread of the pool. Safe for use by several threads.</summary>
internal sealed class JournalReaders : IDisposable
{
    private readonly BlockingCollection<Func<Func<IJournalSource>, bool>> _reads = [];
    private readonly Func<IJournalSource> _open;
    private readonly Thread[] _threads;

    /// <param name="open">Opens a connection for reading.</param>
    /// <param name="count">The number of threads.</param>
    public JournalReaders(Func<IJournalSource> open, int count)
    {
        _open = open;
        _threads = [.. Enumerable.Range(1, count).Select(number => new Thread(Run) { IsBackground = true, Name = $"MyAgent read {number}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Runs a read on one of the threads.</summary>
    /// <exception cref="ObjectDisposedException">The readers have been closed.</exception>
    public Task<T> RunAsync<T>(Func<IJournalSource, T> read)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _reads.Add(source =>
            {
                try
                {
                    done.SetResult(read(source()));
                    return true;
                }
                catch (Exception thrown)
                {
                    done.SetException(thrown);
                    return thrown is UnreadableJournalException;
                }
            });
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(JournalReaders));
        }
        return done.Task;
    }

    /// <summary>Runs the reads that are queued, and ends the threads.</summary>
    public void Dispose()
    {
        if (_reads.IsAddingCompleted)
            return;
        _reads.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _reads.Dispose();
    }

    /// <summary>After a failure it opens another connection for the next read.</summary>
    private void Run()
    {
        IJournalSource? source = null;
        foreach (var read in _reads.GetConsumingEnumerable())
        {
            if (read(() => source ??= _open()))
                continue;
            source?.Dispose();
            source = null;
        }
        source?.Dispose();
    }
}

namespace MyAgent.Engine.Storage.Integrity;

/// <summary>Writes the newest <see cref="HighWaterMark"/> to its file, at most once a second and when it is closed, so that nobody who commits waits for
/// it. Safe for use by several threads.</summary>
internal sealed class HighWaterKeeper : IDisposable
{
    /// <summary>So much of what has been acknowledged can be lost without being noticed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HighWaterFile _file;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private readonly Lock _guard = new();
    private readonly Lock _writing = new();
    private HighWaterMark _newest;
    private long? _writtenAt;
    private bool _armed;
    private bool _closed;

    /// <param name="file">The file, in which the newest event of the journal stands; disposed of with this.</param>
    /// <param name="time">Times the writing.</param>
    /// <param name="failed">Hears, on any thread, that the mark could not be written: <see cref="WriteNow"/> tries again.</param>
    public HighWaterKeeper(HighWaterFile file, TimeProvider time, Action<Exception> failed)
    {
        (_file, _newest, _time, _failed) = (file, file.Mark ?? default, time, failed);
        _timer = time.CreateTimer(_ => Tick(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The newest event that is on disk.</summary>
    public HighWaterMark Newest
    {
        get
        {
            lock (_guard)
                return _newest;
        }
    }

    private bool IsClosed
    {
        get
        {
            lock (_guard)
                return _closed;
        }
    }

    /// <summary>Takes note of an event that is on disk.</summary>
    public void Note(HighWaterMark newest)
    {
        lock (_guard)
        {
            _newest = newest;
            if (_armed || _closed)
                return;
            _armed = true;
            var wait = _writtenAt is { } at ? Interval - _time.GetElapsedTime(at) : TimeSpan.Zero;
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes the newest mark, where it is not written yet.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteNow()
    {
        lock (_writing)
        {
            var newest = Newest;
            if (_file.Mark == newest)
                return;
            _file.Write(newest);
            lock (_guard)
                _writtenAt = _time.GetTimestamp();
        }
    }

    /// <summary>Writes the newest mark and closes the file.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            if (_closed)
                return;
            _closed = true;
        }
        _timer.Dispose();
        try
        {
            WriteNow();
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
        finally
        {
            lock (_writing)
                _file.Dispose();
        }
    }

    private void Tick()
    {
        lock (_guard)
            _armed = false;
        if (IsClosed)
            return;
        try
        {
            WriteNow();
        }
        catch (ObjectDisposedException) when (IsClosed)
        {
            // It has been closed meanwhile, and written before that.
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }
}

namespace MyAgent.Engine.Storage.Integrity;

/// <summary>Writes the newest <see cref="HighWaterMark"/> to its file, at most once a second and when it is disposed of, so that no commit waits for it. Safe for use by
/// several threads.</summary>
internal sealed class HighWaterKeeper : IDisposable
{
    /// <summary>The minimum time between two writes. The loss of events that were acknowledged within it is not detected.</summary>
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

    /// <param name="file">The file, with the newest event of the journal; disposed of with this object.</param>
    /// <param name="time">Times the writes.</param>
    /// <param name="failed">Receives, on any thread, the failure to write the mark: <see cref="WriteNow"/> tries again.</param>
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

    /// <summary>Sets the newest event on disk; it is written to the file within a second.</summary>
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

    /// <summary>Writes the newest mark, unless it is in the file already.</summary>
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
            // It has been disposed of meanwhile, which writes the mark.
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }
}

namespace MyAgent.Engine.Storage;

/// <summary>Reports to a listener that a database can no longer be written. A failure before there is a listener is kept for it. Safe for use by several
/// threads.</summary>
internal sealed class LossSignal
{
    private readonly Lock _guard = new();
    private Action<Exception>? _listener;
    private Exception? _missed;

    /// <summary>Sets the listener. It is called on any thread; at once, on this thread, if there was a failure before.</summary>
    public void Listen(Action<Exception> listener)
    {
        Exception? missed;
        lock (_guard)
            (_listener, missed, _missed) = (listener, _missed, null);
        if (missed is not null)
            listener(missed);
    }

    /// <summary>Reports a failure.</summary>
    public void Raise(Exception failure)
    {
        Action<Exception>? listener;
        lock (_guard)
            (listener, _missed) = (_listener, _listener is null ? failure : null);
        listener?.Invoke(failure);
    }
}

namespace MyAgent.Engine.Storage;

/// <summary>Passes on that a database can no longer be written, also where that happens before anybody listens. Safe for use by several threads.</summary>
internal sealed class LossSignal
{
    private readonly Lock _guard = new();
    private Action<Exception>? _listener;
    private Exception? _missed;

    /// <summary>Says who is told from now on, on any thread; at once where it has happened already.</summary>
    public void Listen(Action<Exception> listener)
    {
        Exception? missed;
        lock (_guard)
            (_listener, missed, _missed) = (listener, _missed, null);
        if (missed is not null)
            listener(missed);
    }

    /// <summary>It has happened.</summary>
    public void Raise(Exception failure)
    {
        Action<Exception>? listener;
        lock (_guard)
            (listener, _missed) = (_listener, _listener is null ? failure : null);
        listener?.Invoke(failure);
    }
}

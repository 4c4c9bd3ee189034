using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The engine's own journal, and a note of which events went into which batch.</summary>
internal sealed class RecordingJournal(IJournal inner) : IJournal
{
    private volatile List<UnsavedEvent[]>? _batches;

    /// <summary>Notes from now on.</summary>
    public void Start() => _batches = [];

    /// <summary>The batches noted since <see cref="Start"/>; notes no more.</summary>
    public IReadOnlyList<UnsavedEvent[]> Stop()
    {
        var batches = _batches!;
        _batches = null;
        lock (batches)
            return [.. batches];
    }

    /// <inheritdoc/>
    public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings)
    {
        inner.Append(events, orderings);
        if (_batches is not { } batches)
            return;
        lock (batches)
            batches.Add([.. events]);
    }

    /// <inheritdoc/>
    public bool IsConflict(Exception thrown) => inner.IsConflict(thrown);

    /// <inheritdoc/>
    public void Save(IReadOnlyList<StoredSnapshot> snapshots) => inner.Save(snapshots);

    /// <inheritdoc/>
    public void Delete(string persistenceId, long toSequenceNr) => inner.Delete(persistenceId, toSequenceNr);

    /// <inheritdoc/>
    public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        inner.DeleteSnapshots(persistenceId, fromSequenceNr, toSequenceNr);

    /// <inheritdoc/>
    public void Reopen() => inner.Reopen();

    /// <inheritdoc/>
    public IJournalSource OpenSource() => inner.OpenSource();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}

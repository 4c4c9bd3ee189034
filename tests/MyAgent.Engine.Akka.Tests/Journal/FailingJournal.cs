using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>A journal whose disk can be made to fail, before or after the writing, or to wait.</summary>
internal sealed class FailingJournal(IJournal inner) : IJournal
{
    private volatile Exception? _before;
    private volatile Exception? _after;

    /// <summary>Lets writing go on; taken away, it waits.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>How many events each transaction had.</summary>
    public List<int> BatchSizes { get; } = [];

    public void FailBefore(Exception? failure) => _before = failure;

    public void FailAfter(Exception? failure) => _after = failure;

    public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings)
    {
        Gate.Wait();
        if (_before is { } before)
            throw before;
        inner.Append(events, orderings);
        BatchSizes.Add(events.Count);
        if (_after is { } after)
            throw after;
    }

    public bool IsConflict(Exception thrown) => inner.IsConflict(thrown);

    public void Save(IReadOnlyList<StoredSnapshot> snapshots) => inner.Save(snapshots);

    public void Delete(string persistenceId, long toSequenceNr) => inner.Delete(persistenceId, toSequenceNr);

    public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        inner.DeleteSnapshots(persistenceId, fromSequenceNr, toSequenceNr);

    public void Reopen()
    {
        if ((_before ?? _after) is { } failure)
            throw failure;
        inner.Reopen();
    }

    public IJournalSource OpenSource() => inner.OpenSource();

    public void Dispose() => inner.Dispose();
}

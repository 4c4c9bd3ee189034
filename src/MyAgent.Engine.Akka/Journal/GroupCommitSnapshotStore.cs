using Akka.Persistence;
using Akka.Persistence.Snapshot;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>The snapshot store <c>akka.persistence.snapshot-store.myagent</c>, in the same database as <see cref="GroupCommitJournal"/>. It writes all
/// waiting snapshots in one transaction, between two batches of events, and keeps the newest two of each entity.</summary>
internal sealed class GroupCommitSnapshotStore : SnapshotStore
{
    private readonly EngineStore _store = EngineStoreSetup.Of(Context.System).Store;
    private readonly Lock _guard = new();
    private List<StoredSnapshot> _gathering = [];
    private Task _saving = Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        if (!_store.Known.Contains(EntityAddress.Parse(persistenceId)))
            return null!;
        return await _store.Readers.RunAsync(source => Load(source, persistenceId, criteria)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        if (snapshot is not SerializedSnapshot ready)
            throw new NotSupportedException($"{snapshot.GetType()} is no snapshot of the engine.");
        var stored = new StoredSnapshot(metadata.PersistenceId, metadata.SequenceNr, new DateTimeOffset(metadata.Timestamp, TimeSpan.Zero), ready.Manifest, ready.Payload);
        lock (_guard)
        {
            _gathering.Add(stored);
            if (_gathering.Count == 1)
                _saving = _store.Commits.RunAsync(SaveGathered);
            return _saving;
        }
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) =>
        DeleteAsync(metadata.PersistenceId, metadata.SequenceNr, metadata.SequenceNr);

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        DeleteAsync(persistenceId, criteria.MinSequenceNr, criteria.MaxSequenceNr);

    private Task<bool> DeleteAsync(string persistenceId, long fromSequenceNr, long toSequenceNr) => _store.Commits.RunAsync(() =>
    {
        _store.WritingJournal.DeleteSnapshots(persistenceId, fromSequenceNr, toSequenceNr);
        return true;
    });

    private static SelectedSnapshot Load(IJournalSource source, string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var most = Math.Min(criteria.MaxSequenceNr, source.LastSequenceNr(persistenceId));
        while (source.FindSnapshot(persistenceId, most) is { } found && found.SequenceNr >= criteria.MinSequenceNr)
        {
            if (found.CreatedAt <= criteria.MaxTimeStamp && !(found.CreatedAt < criteria.MinTimestamp))
                return new SelectedSnapshot(
                    new SnapshotMetadata(persistenceId, found.SequenceNr, found.CreatedAt.UtcDateTime), new SerializedSnapshot(found.Manifest, found.Payload));
            most = found.SequenceNr - 1;
        }
        return null!;
    }

    private bool SaveGathered()
    {
        List<StoredSnapshot> gathered;
        lock (_guard)
            (gathered, _gathering) = (_gathering, []);
        _store.WritingJournal.Save(gathered);
        return true;
    }
}

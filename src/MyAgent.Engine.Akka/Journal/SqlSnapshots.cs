using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Akka.Persistence.Sql's snapshot store with one change: it does not query the snapshots of unknown callers (<see cref="UnknownCallers"/>).</summary>
/// <param name="config">The configuration of the plugin.</param>
internal sealed class SqlSnapshots(Config config) : SqlSnapshotStore(config)
{
    private readonly UnknownCallers? _unknownCallers = SqlJournalHosting.UnknownCallersOf(Context.System);

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) =>
        _unknownCallers is not null && await _unknownCallers.IsUnknownAsync(persistenceId).WaitAsync(cancellationToken).ConfigureAwait(false)
            ? null
            : await base.LoadAsync(persistenceId, criteria, cancellationToken).ConfigureAwait(false);
}

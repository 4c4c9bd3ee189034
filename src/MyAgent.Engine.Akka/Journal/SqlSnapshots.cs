using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Akka.Persistence.Sql's snapshot store, but for one thing: a caller without events has no snapshot to look for (<see cref="BlankCallers"/>).</summary>
/// <param name="config">The configuration of the plugin.</param>
internal sealed class SqlSnapshots(Config config) : SqlSnapshotStore(config)
{
    private readonly BlankCallers? _blank = SqlJournalHosting.BlankCallersOf(Context.System);

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken = default) =>
        _blank is not null && await _blank.IsBlankAsync(persistenceId).WaitAsync(cancellationToken).ConfigureAwait(false)
            ? null
            : await base.LoadAsync(persistenceId, criteria, cancellationToken).ConfigureAwait(false);
}

using System.Runtime.CompilerServices;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads a journal from outside the engine, also while engines write it. It skips no event, and returns events in the order of their orderings.</summary>
internal sealed class StoredJournal : IJournalReader
{
    /// <summary>The pause between two checks whether a gap is final.</summary>
    private static readonly TimeSpan GapInterval = TimeSpan.FromMilliseconds(10);

    private readonly Func<IJournalSource> _open;
    private readonly TimeProvider _time;
    private readonly Action _requireAcknowledged;

    /// <param name="open">Opens the journal.</param>
    /// <param name="time">Times the checks of gaps; null for the system's clock.</param>
    /// <param name="requireAcknowledged">Throws a <see cref="LostEventsException"/> if acknowledged events are missing; null (the default) if that is not known.</param>
    internal StoredJournal(Func<IJournalSource> open, TimeProvider? time, Action? requireAcknowledged = null) =>
        (_open, _time, _requireAcknowledged) = (open, time ?? TimeProvider.System, requireAcknowledged ?? (() => { }));

    /// <inheritdoc/>
    public Task<long> LastOrderingAsync(CancellationToken cancel = default)
    {
        using var source = _open();
        return Task.FromResult(source.Newest().Ordering);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default)
    {
        using var source = _open();
        return Task.FromResult(source.Entities(kind));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(EntityAddress entity, long afterSequenceNr, CancellationToken cancel = default) =>
        JournalPages.ReadEntityAsync(_open, entity, afterSequenceNr, cancel);

    /// <inheritdoc/>
    /// <remarks>When it reads all entities, it waits at a gap until no transaction can fill it. The events of one entity have one writer, and so no gaps.</remarks>
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var last = await LastOrderingAsync(cancel).ConfigureAwait(false);
        var settled = new SettledOrderings();
        var position = afterOrdering;
        while (position < last)
        {
            var waits = false;
            await foreach (var record in JournalPages.ReadAsync(_open, position, last, entity, cancel).ConfigureAwait(false))
            {
                waits = entity is null && settled.MayBeFilled(position, record.Ordering);
                if (waits)
                    break;
                position = record.Ordering;
                yield return record;
            }
            if (!waits)
                yield break;
            while (!TrySettle(settled))
                await Task.Delay(GapInterval, _time, cancel).ConfigureAwait(false);
        }
    }

    private bool TrySettle(SettledOrderings settled)
    {
        using var source = _open();
        return settled.TrySettle(source);
    }

    /// <summary>Checks that the newest acknowledged event is there, as far as a file next to the database says so, and counts checksums. It does not compare events
    /// with their checksums: reading them does.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public ChecksumCounts CheckCompleteness()
    {
        _requireAcknowledged();
        using var source = _open();
        return source.CountChecksums();
    }

    /// <summary>All snapshots, in order of their persistence ids and sequence numbers. The events that a snapshot replaces were on disk before it.</summary>
    public IReadOnlyList<KeptSnapshot> ReadSnapshots()
    {
        using var source = _open();
        return [.. source.Snapshots().Select(stored => new KeptSnapshot(
            stored.PersistenceId, stored.SequenceNr, stored.IsDamaged ? null : CompactSnapshots.TryRead(stored.Manifest, stored.Payload), stored.IsDamaged))];
    }
}

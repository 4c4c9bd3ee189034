using System.Runtime.CompilerServices;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads a journal from outside the engine, also while one or several write it: no event is skipped, and none is seen after one behind
/// it.</summary>
public sealed class StoredJournal : IJournalReader
{
    /// <summary>How often it looks whether an event may still become visible before one that is.</summary>
    private static readonly TimeSpan GapInterval = TimeSpan.FromMilliseconds(10);

    private readonly Func<IJournalSource> _open;
    private readonly TimeProvider _time;
    private readonly Action _requireAcknowledged;

    /// <param name="open">Opens the journal.</param>
    /// <param name="time">Times the looking at gaps; null for the system's clock.</param>
    /// <param name="requireAcknowledged">Throws a <see cref="LostEventsException"/> where events are missing that were acknowledged; null where that is not known.</param>
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
    /// <remarks>Of all events, those behind a gap wait until it is certain that nobody fills it. The events of one entity have one writer and so no
    /// gaps.</remarks>
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

    /// <summary>Makes sure that the newest event that was acknowledged is there, as far as that is known beside the database, and counts checksums. Whether
    /// an event is what its checksum says is found out by reading it.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public ChecksumCounts CheckCompleteness()
    {
        _requireAcknowledged();
        using var source = _open();
        return source.CountChecksums();
    }

    /// <summary>All snapshots that are kept, in order of their entities and sequence numbers. Whatever a snapshot stands for was on
    /// disk before it.</summary>
    public IReadOnlyList<KeptSnapshot> ReadSnapshots()
    {
        using var source = _open();
        return [.. source.Snapshots().Select(stored => new KeptSnapshot(
            stored.PersistenceId, stored.SequenceNr, stored.IsDamaged ? null : CompactSnapshots.TryRead(stored.Manifest, stored.Payload), stored.IsDamaged))];
    }
}

/// <summary>A snapshot as it is kept.</summary>
/// <param name="PersistenceId">The entity's.</param>
/// <param name="SequenceNr">How many events it is said to stand for.</param>
/// <param name="Snapshot">What it holds; null where it is damaged or of another version, so that an engine passes it over.</param>
/// <param name="IsDamaged">Whether its checksum says that it is not what was written.</param>
public sealed record KeptSnapshot(string PersistenceId, long SequenceNr, ISnapshot? Snapshot, bool IsDamaged);

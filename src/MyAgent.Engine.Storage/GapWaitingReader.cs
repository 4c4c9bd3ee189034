using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads a journal that several processes write. Each takes an event's ordering before it commits, so that a later ordering can
/// become visible before an earlier one: a gap is waited out, so that whoever follows skips no event and sees none twice. A gap that
/// stays belongs to a transaction that was rolled back.</summary>
/// <param name="journal">Reads what is visible.</param>
/// <param name="time">Its clock and timers.</param>
public sealed class GapWaitingReader(IJournalReader journal, TimeProvider time) : IJournalReader
{
    /// <summary>No writer takes longer than this from an event's ordering to its commit.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(10);

    /// <summary>How often <see cref="FollowAsync"/> looks for new events.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public Task<long> LastOrderingAsync(CancellationToken cancel = default) => journal.LastOrderingAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) =>
        journal.EntitiesAsync(kind, cancel);

    /// <inheritdoc/>
    /// <remarks>The events of one entity have one writer and so no gaps; of all events, those behind a gap are waited for.</remarks>
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (entity is not null)
        {
            await foreach (var record in journal.ReadAsync(afterOrdering, entity, cancel).ConfigureAwait(false))
                yield return record;
            yield break;
        }
        var last = await journal.LastOrderingAsync(cancel).ConfigureAwait(false);
        if (afterOrdering >= last)
            yield break;
        await foreach (var record in FollowAsync(afterOrdering, cancel).ConfigureAwait(false))
        {
            if (record.Ordering <= last)
                yield return record;
            if (record.Ordering >= last)
                yield break;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> FollowAsync(long afterOrdering, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var position = afterOrdering;
        long? gapSeenAt = null;
        while (true)
        {
            await foreach (var record in journal.ReadAsync(position, entity: null, cancel).ConfigureAwait(false))
            {
                if (record.Ordering > position + 1 && !HasStayed(record, gapSeenAt ??= time.GetTimestamp()))
                    break;
                gapSeenAt = null;
                position = record.Ordering;
                yield return record;
            }
            await Task.Delay(Interval, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Whether nobody can still fill the gap before an event: because it is old, or because it was seen long enough ago.</summary>
    private bool HasStayed(JournalRecord behind, long seenAt) =>
        time.GetElapsedTime(seenAt) >= LongestCommit || time.GetUtcNow() - behind.Recorded.At >= LongestCommit;
}

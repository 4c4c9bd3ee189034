using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>Reads the journal inside the process that writes it.</summary>
internal sealed class CommittedJournalReader(Func<IJournalSource> open, CommittedTail tail) : IJournalReader
{
    /// <inheritdoc/>
    public Task<long> LastOrderingAsync(CancellationToken cancel = default) => Task.FromResult(tail.LastOrdering);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default)
    {
        using var source = open();
        return Task.FromResult(source.Entities(kind));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default) =>
        JournalPages.ReadAsync(open, afterOrdering, tail.LastOrdering, entity, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> FollowAsync(long afterOrdering, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            if (tail.After(afterOrdering) is { } newer)
            {
                foreach (var record in newer)
                    yield return record;
                afterOrdering = newer.Count > 0 ? newer[^1].Ordering : afterOrdering;
            }
            else
            {
                await foreach (var record in JournalPages.ReadAsync(open, afterOrdering, tail.LastOrdering, null, cancel).ConfigureAwait(false))
                {
                    yield return record;
                    afterOrdering = record.Ordering;
                }
            }
            await tail.WaitForNewsAsync(afterOrdering, cancel).ConfigureAwait(false);
        }
    }
}

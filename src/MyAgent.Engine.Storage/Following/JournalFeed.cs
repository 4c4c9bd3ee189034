using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The feed of a journal that this process writes. It reads the newest events from memory, and older ones in pages on a few threads: the number of
/// connections does not grow with the number of followers.</summary>
/// <param name="journalId">The journal's id.</param>
/// <param name="tail">The newest events.</param>
/// <param name="known">The entities that have events.</param>
/// <param name="readers">The threads that read older events.</param>
internal sealed class JournalFeed(string journalId, CommittedTail tail, KnownEntities known, JournalReaders readers) : IJournalFeed
{
    /// <inheritdoc/>
    public string JournalId => journalId;

    /// <inheritdoc/>
    public long Position => tail.LastOrdering;

    /// <inheritdoc/>
    public Task<long> LastOrderingAsync(CancellationToken cancel = default) => Task.FromResult(tail.LastOrdering);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) => Task.FromResult(known.Of(kind));

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default) =>
        ReadPagesAsync(afterOrdering, tail.LastOrdering, entity, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> ReadEntityAsync(EntityAddress entity, long afterSequenceNr, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var after = afterSequenceNr;
            var page = await readers.RunAsync(source => source.ReadEntityPage(entity, after, JournalPages.Size)).ConfigureAwait(false);
            foreach (var record in page)
                yield return record;
            if (page.Count < JournalPages.Size)
                yield break;
            afterSequenceNr = page[^1].SequenceNr;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> FollowAsync(
        long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, CancellationToken cancel = default) =>
        entities is null ? FollowAllAsync(afterOrdering, cancel) : FollowSomeAsync(afterOrdering, entities, cancel);

    /// <summary>Reads the events after an ordering and up to another from disk.</summary>
    internal async IAsyncEnumerable<JournalRecord> ReadPagesAsync(
        long after, long until, EntityAddress? entity, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (after < until)
        {
            cancel.ThrowIfCancellationRequested();
            var begin = after;
            var page = await readers.RunAsync(source => source.ReadPage(begin, until, entity, JournalPages.Size)).ConfigureAwait(false);
            foreach (var record in page)
                yield return record;
            if (page.Count < JournalPages.Size)
                yield break;
            after = page[^1].Ordering;
        }
    }

    private async IAsyncEnumerable<JournalRecord> FollowAllAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            if (tail.After(after) is { } newer)
            {
                foreach (var record in newer)
                {
                    yield return record;
                    after = record.Ordering;
                }
            }
            else
            {
                await foreach (var record in ReadPagesAsync(after, tail.LastOrdering, entity: null, cancel).ConfigureAwait(false))
                {
                    yield return record;
                    after = record.Ordering;
                }
            }
            await tail.WaitForNewsAsync(after, cancel).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<JournalRecord> FollowSomeAsync(
        long after, IReadOnlySet<EntityAddress> entities, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var subscription = new TailSubscription(tail, entities);
        while (true)
        {
            var begin = subscription.Begin();
            await foreach (var record in ReadSomeAsync(after, begin, entities, cancel).ConfigureAwait(false))
            {
                yield return record;
                after = record.Ordering;
            }
            after = Math.Max(after, begin);
            while (await subscription.TakeAsync(cancel).ConfigureAwait(false) is { } taken)
            {
                foreach (var record in taken)
                {
                    if (record.Ordering <= after)
                        continue;
                    yield return record;
                    after = record.Ordering;
                }
            }
        }
    }

    /// <summary>Reads the events of certain entities after an ordering and up to another. For one entity it uses an index.</summary>
    private async IAsyncEnumerable<JournalRecord> ReadSomeAsync(
        long after, long until, IReadOnlySet<EntityAddress> entities, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (tail.After(after) is { } recent)
        {
            foreach (var record in recent.TakeWhile(record => record.Ordering <= until).Where(record => entities.Contains(record.Entity)))
                yield return record;
            yield break;
        }
        EntityAddress? only = entities.Count == 1 ? entities.First() : null;
        await foreach (var record in ReadPagesAsync(after, until, only, cancel).ConfigureAwait(false))
        {
            if (entities.Contains(record.Entity))
                yield return record;
        }
    }
}

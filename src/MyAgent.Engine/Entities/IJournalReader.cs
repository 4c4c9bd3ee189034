using System.Runtime.CompilerServices;

namespace MyAgent.Engine.Entities;
#pragma warning disable RS0030 // The port towards the hosts is the one place where the rules' assembly speaks of tasks.

/// <summary>One event with its place in the journal.</summary>
/// <param name="Ordering">Its place among all events: grows, may have gaps.</param>
/// <param name="Entity">The entity it happened to.</param>
/// <param name="SequenceNr">Its place among the entity's events, from 1, without gaps.</param>
/// <param name="Recorded">The event.</param>
public sealed record JournalRecord(long Ordering, EntityAddress Entity, long SequenceNr, RecordedEvent Recorded);

/// <summary>Reads what is on disk, in the order of <see cref="JournalRecord.Ordering"/>.</summary>
public interface IJournalReader
{
    /// <summary>The ordering of the newest event on disk; 0 for an empty journal. Whatever has been answered is at or before it.</summary>
    Task<long> LastOrderingAsync(CancellationToken cancel = default);

    /// <summary>The addresses of the entities of a kind that have events, without going through all events; in ordinal order of their
    /// ids.</summary>
    Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default);

    /// <summary>The events after a place, up to the newest one on disk when the reading began.</summary>
    /// <param name="afterOrdering">The place; 0 for all.</param>
    /// <param name="entity">Where given, the events of this entity alone.</param>
    /// <param name="cancel">Ends the reading.</param>
    IAsyncEnumerable<JournalRecord> ReadAsync(long afterOrdering, EntityAddress? entity = null, CancellationToken cancel = default);

    /// <summary>The events of an entity after one of them, up to the newest one on disk when they have been read. A reader of a database goes straight to
    /// them, however many are before.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="afterSequenceNr">The sequence number of the event before them; 0 for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    async IAsyncEnumerable<JournalRecord> ReadEntityAsync(
        EntityAddress entity, long afterSequenceNr, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var record in ReadAsync(0, entity, cancel).ConfigureAwait(false))
        {
            if (record.SequenceNr > afterSequenceNr)
                yield return record;
        }
    }
}

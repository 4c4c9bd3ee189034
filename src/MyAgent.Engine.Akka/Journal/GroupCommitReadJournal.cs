using System.Runtime.CompilerServices;
using Akka;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Streams.Dsl;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>The read journal <c>akka.persistence.query.journal.myagent</c> of an engine in one process. Each commit of <see cref="GroupCommitJournal"/>
/// pushes its events to the live streams; nothing polls. The offset of an event is its ordering, as a <see cref="Sequence"/>; a stream begins after the
/// given offset. An event is a <see cref="RecordedEvent"/>.</summary>
internal sealed class GroupCommitReadJournal :
    IAllEventsQuery, ICurrentAllEventsQuery, IEventsByPersistenceIdQuery, ICurrentEventsByPersistenceIdQuery, ICurrentPersistenceIdsQuery
{
    /// <summary>Its name in the configuration.</summary>
    public const string Identifier = "akka.persistence.query.journal.myagent";

    private readonly IJournalFeed _journal;

    internal GroupCommitReadJournal(IJournalFeed journal) => _journal = journal;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor a <see cref="Sequence"/>.</exception>
    public Source<EventEnvelope, NotUsed> AllEvents(Offset offset)
    {
        var after = OrderingOf(offset);
        return Source.From(() => _journal.FollowAsync(after)).Select(Envelope);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor a <see cref="Sequence"/>.</exception>
    public Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset)
    {
        var after = OrderingOf(offset);
        return Source.From(() => _journal.ReadAsync(after)).Select(Envelope);
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">The persistence id is not of an entity.</exception>
    public Source<EventEnvelope, NotUsed> EventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr)
    {
        var entity = EntityAddress.Parse(persistenceId);
        return Source.From(() => FollowAsync(entity, fromSequenceNr, toSequenceNr)).Select(Envelope);
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">The persistence id is not of an entity.</exception>
    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr)
    {
        var entity = EntityAddress.Parse(persistenceId);
        return Source.From(() => ReadAsync(entity, fromSequenceNr, toSequenceNr)).Select(Envelope);
    }

    /// <inheritdoc/>
    public Source<string, NotUsed> CurrentPersistenceIds() => Source.From(() => EntitiesAsync()).Select(entity => entity.PersistenceId);

    private static EventEnvelope Envelope(JournalRecord record) => new(
        new Sequence(record.Ordering), record.Entity.PersistenceId, record.SequenceNr, record.Recorded, record.Recorded.At.UtcTicks, []);

    private static long OrderingOf(Offset offset) => offset switch
    {
        null or NoOffset => 0,
        Sequence sequence => sequence.Value,
        _ => throw new ArgumentException($"The journal is read by ordering, not by a {offset.GetType().Name}.", nameof(offset)),
    };

    private async IAsyncEnumerable<JournalRecord> ReadAsync(EntityAddress entity, long from, long to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (from > to)
            yield break;
        await foreach (var record in _journal.ReadAsync(0, entity, cancel).ConfigureAwait(false))
        {
            if (record.SequenceNr > to)
                yield break;
            if (record.SequenceNr >= from)
                yield return record;
        }
    }

    /// <summary>The existing events, then those of each commit, up to the last one requested.</summary>
    private async IAsyncEnumerable<JournalRecord> FollowAsync(EntityAddress entity, long from, long to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (from > to)
            yield break;
        await foreach (var record in _journal.FollowAsync(0, new HashSet<EntityAddress> { entity }, cancel).ConfigureAwait(false))
        {
            if (record.SequenceNr >= from && record.SequenceNr <= to)
                yield return record;
            if (record.SequenceNr >= to)
                yield break;
        }
    }

    private async IAsyncEnumerable<EntityAddress> EntitiesAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            foreach (var entity in await _journal.EntitiesAsync(kind, cancel).ConfigureAwait(false))
                yield return entity;
        }
    }
}

/// <summary>Creates the <see cref="GroupCommitReadJournal"/> of an actor system.</summary>
/// <param name="system">The actor system, started with an <see cref="EngineStoreSetup"/>.</param>
internal sealed class GroupCommitReadJournalProvider(ExtendedActorSystem system) : IReadJournalProvider
{
    /// <inheritdoc/>
    public IReadJournal GetReadJournal() => new GroupCommitReadJournal(EngineStoreSetup.Of(system).Journal);
}

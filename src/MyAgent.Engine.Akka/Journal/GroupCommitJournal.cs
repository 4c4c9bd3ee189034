using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>The journal <c>akka.persistence.journal.myagent</c>: hands what the entities write to the one writer of an <see cref="EngineStore"/>, which
/// puts the events of all of them that are waiting into one transaction, and tells each entity when its own are on disk.
/// <para>It speaks the journal's protocol without <see cref="AsyncWriteJournal"/>: that puts the results of all entities into one order, so that
/// each waits for the slowest, at two messages an event, and closes the journal to everybody after a few failures. An entity has one write under
/// way at a time, so its own order is kept.</para>
/// <para>It holds the engine's events and nothing else: a write with anything else is rejected, and so are the writes behind it in the same
/// message, because there must be no gap.</para></summary>
internal sealed class GroupCommitJournal : WriteJournalBase
{
    /// <summary>The plugin.</summary>
    public const string PluginId = "akka.persistence.journal.myagent";

    private readonly EngineStore _store = EngineStoreSetup.Of(Context.System).Store;
    private readonly EngineMetrics _metrics = EngineMetrics.Of(Context.System);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                Write(write);
                return true;
            case ReplayMessages replay:
                _ = ReplayAsync(replay);
                return true;
            case DeleteMessagesTo delete:
                _ = DeleteAsync(delete, Self);
                return true;
            case CheckJournalHealth:
                Sender.Tell(new JournalHealthCheckResponse(Health()));
                return true;
            default:
                return false;
        }
    }

    private void Write(WriteMessages message)
    {
        var write = new JournalWrite(message, _metrics);
        if (write.Events.Count == 0)
        {
            write.Complete(failure: null);
            return;
        }
        if (write.Events[0] is { SequenceNr: 1, Entity: var entity })
            _store.Known.Add(entity);
        _store.Commits.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(write.Events), write.Complete);
    }

    /// <summary>What the entity wrote before, and was not told of because it has been stopped meanwhile, is waited for: it would be written over.</summary>
    private async Task ReplayAsync(ReplayMessages asked)
    {
        var entity = asked.PersistentActor;
        try
        {
            await _store.Commits.WrittenSoFarAsync().ConfigureAwait(false);
            if (_store.Commits.Failure is { } failure)
                throw GroupCommitWriter.Unavailable(failure);
            var address = EntityAddress.Parse(asked.PersistenceId);
            var highest = _store.Known.Contains(address)
                ? await _store.Readers.RunAsync(source => Replay(source, address, asked)).ConfigureAwait(false)
                : 0;
            entity.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
        }
        catch (Exception thrown)
        {
            entity.Tell(new ReplayMessagesFailure(thrown), ActorRefs.NoSender);
        }
    }

    private static long Replay(IJournalSource source, EntityAddress address, ReplayMessages asked)
    {
        var highest = source.LastSequenceNr(asked.PersistenceId);
        var to = Math.Min(asked.ToSequenceNr, highest);
        var left = asked.Max;
        if (left <= 0 || asked.FromSequenceNr > to)
            return highest;
        foreach (var record in source.ReadEntity(address, asked.FromSequenceNr - 1))
        {
            if (record.SequenceNr > to || left-- == 0)
                break;
            asked.PersistentActor.Tell(
                new ReplayedMessage(new Persistent(record.Recorded, record.SequenceNr, asked.PersistenceId)), ActorRefs.NoSender);
        }
        return highest;
    }

    private async Task DeleteAsync(DeleteMessagesTo asked, IActorRef self)
    {
        try
        {
            await _store.Commits.RunAsync(() =>
            {
                _store.WritingJournal.Delete(asked.PersistenceId, asked.ToSequenceNr);
                return true;
            }).ConfigureAwait(false);
            asked.PersistentActor.Tell(new DeleteMessagesSuccess(asked.ToSequenceNr), self);
        }
        catch (Exception thrown)
        {
            asked.PersistentActor.Tell(new DeleteMessagesFailure(thrown, asked.ToSequenceNr), self);
        }
    }

    private PersistenceHealthCheckResult Health() => _store.Trouble is { } trouble
        ? new PersistenceHealthCheckResult(PersistenceHealthStatus.Unhealthy, trouble)
        : new PersistenceHealthCheckResult(PersistenceHealthStatus.Healthy);
}

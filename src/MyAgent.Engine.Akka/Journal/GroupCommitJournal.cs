using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>The journal <c>akka.persistence.journal.myagent</c>. It passes the entities' events to the one writer of an <see cref="EngineStore"/>, which
/// commits all waiting events of all entities in one transaction, and informs each entity when its own are on disk.
/// <para>It implements the journal's protocol without <see cref="AsyncWriteJournal"/>, which puts the results of all entities into one order, so that
/// each waits for the slowest, sends two messages for each event, and after a few failures opens a circuit breaker for all entities. An entity has one
/// write at a time, so the order of its own events is kept.</para>
/// <para>It stores only the engine's events. A write with another payload is rejected, and so are the writes after it in the same message,
/// because there must be no gap.</para></summary>
internal sealed class GroupCommitJournal : WriteJournalBase
{
    /// <summary>The id of the plugin.</summary>
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

    /// <summary>First waits for the writes that the entity began before it was stopped: otherwise it would write other events with the same sequence numbers.</summary>
    private async Task ReplayAsync(ReplayMessages request)
    {
        var entity = request.PersistentActor;
        try
        {
            await _store.Commits.WrittenSoFarAsync().ConfigureAwait(false);
            if (_store.Commits.Failure is { } failure)
                throw GroupCommitWriter.Unavailable(failure);
            var address = EntityAddress.Parse(request.PersistenceId);
            var highest = _store.Known.Contains(address)
                ? await _store.Readers.RunAsync(source => Replay(source, address, request)).ConfigureAwait(false)
                : 0;
            entity.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
        }
        catch (Exception thrown)
        {
            entity.Tell(new ReplayMessagesFailure(thrown), ActorRefs.NoSender);
        }
    }

    private static long Replay(IJournalSource source, EntityAddress address, ReplayMessages request)
    {
        var highest = source.LastSequenceNr(request.PersistenceId);
        var to = Math.Min(request.ToSequenceNr, highest);
        var left = request.Max;
        if (left <= 0 || request.FromSequenceNr > to)
            return highest;
        foreach (var record in source.ReadEntity(address, request.FromSequenceNr - 1))
        {
            if (record.SequenceNr > to || left-- == 0)
                break;
            request.PersistentActor.Tell(
                new ReplayedMessage(new Persistent(record.Recorded, record.SequenceNr, request.PersistenceId)), ActorRefs.NoSender);
        }
        return highest;
    }

    private async Task DeleteAsync(DeleteMessagesTo request, IActorRef self)
    {
        try
        {
            await _store.Commits.RunAsync(() =>
            {
                _store.WritingJournal.Delete(request.PersistenceId, request.ToSequenceNr);
                return true;
            }).ConfigureAwait(false);
            request.PersistentActor.Tell(new DeleteMessagesSuccess(request.ToSequenceNr), self);
        }
        catch (Exception thrown)
        {
            request.PersistentActor.Tell(new DeleteMessagesFailure(thrown, request.ToSequenceNr), self);
        }
    }

    private PersistenceHealthCheckResult Health() => _store.Trouble is { } trouble
        ? new PersistenceHealthCheckResult(PersistenceHealthStatus.Unhealthy, trouble)
        : new PersistenceHealthCheckResult(PersistenceHealthStatus.Healthy);
}

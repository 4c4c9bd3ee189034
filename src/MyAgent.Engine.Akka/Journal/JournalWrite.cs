using Akka.Actor;
using Akka.Persistence;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>What one entity has asked to be written, and how it is told of the outcome: once for each event and each deferred handler, in their
/// order, and then once for the whole.</summary>
internal sealed class JournalWrite
{
    private readonly WriteMessages _asked;
    private readonly EngineMetrics _metrics;
    private readonly long _since = EngineMetrics.Timestamp;
    private readonly Exception? _rejection;

    /// <summary>Takes the events out of a request.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="metrics">Counts what comes of it.</param>
    public JournalWrite(WriteMessages asked, EngineMetrics metrics)
    {
        (_asked, _metrics) = (asked, metrics);
        foreach (var write in asked.Messages.OfType<AtomicWrite>())
        {
            var before = Events.Count;
            if ((_rejection = AddAll(write)) is null)
                continue;
            Events.RemoveRange(before, Events.Count - before);
            break;
        }
    }

    /// <summary>The events that can be written.</summary>
    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>Tells the entity.</summary>
    /// <param name="failure">Null where the events are on disk.</param>
    public void Complete(Exception? failure)
    {
        if (Events.Count > 0)
            _metrics.Written(failure is not null, _since);
        var entity = _asked.PersistentActor;
        var written = 0;
        foreach (var message in _asked.Messages)
        {
            if (message is not AtomicWrite write)
            {
                entity.Tell(new LoopMessageSuccess(message.Payload, _asked.ActorInstanceId), message.Sender);
                continue;
            }
            foreach (var happened in (IEnumerable<IPersistentRepresentation>)write.Payload)
                entity.Tell(Result(happened, failure, isWritten: written++ < Events.Count), happened.Sender);
        }

        // Last, because with it the entity is free to write again, and the next answer, given by another thread, must not overtake these.
        entity.Tell(
            failure is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(failure, _asked.Messages.Count(message => message is AtomicWrite)),
            ActorRefs.NoSender);
    }

    private object Result(IPersistentRepresentation happened, Exception? failure, bool isWritten)
    {
        if (failure is not null)
            return new WriteMessageFailure(happened, failure, _asked.ActorInstanceId);
        return isWritten
            ? new WriteMessageSuccess(happened, _asked.ActorInstanceId)
            : new WriteMessageRejected(happened, _rejection!, _asked.ActorInstanceId);
    }

    /// <summary>Adds the events of one atomic write; gives the reason where one of them cannot be written.</summary>
    private Exception? AddAll(AtomicWrite write)
    {
        var entity = default(EntityAddress?);
        foreach (var happened in (IEnumerable<IPersistentRepresentation>)write.Payload)
        {
            if (happened.Payload is not RecordedEvent recorded)
                return new NotSupportedException($"{happened.Payload?.GetType()} is no event of the engine.");
            try
            {
                entity ??= EntityAddress.Parse(write.PersistenceId);
            }
            catch (FormatException thrown)
            {
                return thrown;
            }
            Events.Add(new UnsavedEvent(entity.Value, write.PersistenceId, happened.SequenceNr, recorded));
        }
        return null;
    }
}

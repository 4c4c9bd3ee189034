using Akka.Actor;
using Akka.Persistence;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>One write request of an entity. Its outcome goes to the entity as one message for each event and each deferred handler, in
/// their order, and then one for the whole request.</summary>
internal sealed class JournalWrite
{
    private readonly WriteMessages _request;
    private readonly EngineMetrics _metrics;
    private readonly long _since = EngineMetrics.Timestamp;
    private readonly Exception? _rejection;

    /// <summary>Reads the events of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="metrics">Measures the outcome.</param>
    public JournalWrite(WriteMessages request, EngineMetrics metrics)
    {
        (_request, _metrics) = (request, metrics);
        foreach (var write in request.Messages.OfType<AtomicWrite>())
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

    /// <summary>Sends the outcome to the entity.</summary>
    /// <param name="failure">Why the events could not be written; null if they are on disk.</param>
    public void Complete(Exception? failure)
    {
        if (Events.Count > 0)
            _metrics.Written(failure is not null, _since);
        var entity = _request.PersistentActor;
        var written = 0;
        foreach (var message in _request.Messages)
        {
            if (message is not AtomicWrite write)
            {
                entity.Tell(new LoopMessageSuccess(message.Payload, _request.ActorInstanceId), message.Sender);
                continue;
            }
            foreach (var happened in (IEnumerable<IPersistentRepresentation>)write.Payload)
                entity.Tell(Result(happened, failure, isWritten: written++ < Events.Count), happened.Sender);
        }

        // Last: it lets the entity write again, and the outcome of the next write, sent by another thread, must not overtake this one.
        entity.Tell(
            failure is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(failure, _request.Messages.Count(message => message is AtomicWrite)),
            ActorRefs.NoSender);
    }

    private object Result(IPersistentRepresentation happened, Exception? failure, bool isWritten)
    {
        if (failure is not null)
            return new WriteMessageFailure(happened, failure, _request.ActorInstanceId);
        return isWritten
            ? new WriteMessageSuccess(happened, _request.ActorInstanceId)
            : new WriteMessageRejected(happened, _rejection!, _request.ActorInstanceId);
    }

    /// <summary>Adds the events of one atomic write. Returns the reason if one of them cannot be written, otherwise null.</summary>
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

using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Hosting;

/// <summary>One message taken by one entity to its end: what its deadlines ask first, the message itself, and what follows from it.
/// Both hosts run entities through this and nothing else.</summary>
/// <param name="Recorded">What happened, already applied, in the order in which it must be journaled.</param>
/// <param name="Sends">What is said to other entities.</param>
/// <param name="Replies">The answers, to be given once <paramref name="Recorded"/> is on disk.</param>
/// <param name="Fault">What a rule threw; null where none did.</param>
internal sealed record EntityStep(
    IReadOnlyList<RecordedEvent> Recorded,
    IReadOnlyList<Envelope> Sends,
    IReadOnlyList<(string To, IAnswer Answer)> Replies,
    Exception? Fault)
{
    /// <summary>More follow-ups than this from one message mean a rule that never comes to rest.</summary>
    private const int MaxFollowUps = 1_000_000;

    /// <summary>Lets the entity take a message. The entity has changed when this returns: a host that cannot journal
    /// <see cref="RecordedEvent"/> must throw the entity away and read it from the journal again.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="envelope">The message; null to ask for what is due alone.</param>
    /// <param name="now">The instant; an earlier one than the entity's last event counts as that.</param>
    public static EntityStep Take(IEntity entity, Envelope? envelope, DateTimeOffset now)
    {
        var at = now < entity.LastEventAt ? entity.LastEventAt : now;
        var run = new Run(entity, at);
        run.ProcessDue();
        if (envelope is not null)
        {
            run.Decide(WithHash(envelope));
            run.ProcessDue();
        }
        return new EntityStep(run.Recorded, run.Sends, run.Replies, run.Fault);
    }

    private static Envelope WithHash(Envelope envelope) => envelope is { Message: ICommand command, Cause: { CommandId: not null, CommandHash: null } cause }
        ? envelope with { Cause = cause with { CommandHash = CommandHash.Of(envelope.To, command) } }
        : envelope;

    private sealed class Run(IEntity entity, DateTimeOffset at)
    {
        public readonly List<RecordedEvent> Recorded = [];
        public readonly List<Envelope> Sends = [];
        public readonly List<(string, IAnswer)> Replies = [];
        public Exception? Fault;

        public void ProcessDue()
        {
            for (var followUps = 0; Try(() => entity.ProcessDue(at)) is { } due; followUps++)
            {
                if (followUps > MaxFollowUps)
                    throw new InvalidOperationException($"{entity.Address} does not come to rest.");
                Follow(due, Cause.Deadline, replyTo: null);
            }
        }

        public void Decide(Envelope envelope)
        {
            if (Try(() => entity.Decide(envelope, at)) is { } decision)
                Follow(decision, envelope.Cause, envelope.ReplyTo);
            else if (envelope.ReplyTo is { } waiting)
                Replies.Add((waiting, new Refusal(RefusalKind.Fault, "ruleFailed", Values: [Manifests.Of(envelope.Message.GetType()), Fault!.Message])));
        }

        /// <summary>Deciding changes nothing, so a rule that throws leaves the state as it was. (What throws while it is applied is
        /// not caught: then memory and journal no longer agree and the host must begin again from the journal.)</summary>
        private Decision? Try(Func<Decision?> decide)
        {
            try
            {
                return decide();
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                Fault = thrown;
                return null;
            }
        }

        private void Follow(Decision decision, Cause cause, string? replyTo)
        {
            foreach (var happened in decision.Events)
            {
                var recorded = new RecordedEvent(at, decision.Cause ?? cause, happened);
                entity.Apply(recorded);
                Recorded.Add(recorded);
            }
            foreach (var note in decision.VolatileChanges)
                entity.Apply(note);
            foreach (var send in decision.Sends)
                Sends.Add(send.Forwarded
                    ? new Envelope(send.To, send.Message, cause, replyTo)
                    : new Envelope(send.To, send.Message, new Cause(entity.Address.PersistenceId)));
            foreach (var reply in decision.Replies)
                Replies.Add((reply.To, reply.Answer()));
        }
    }
}

namespace MyAgent.Engine.Entities;

/// <summary>Why something happened: what every event names in the journal.</summary>
/// <param name="By">Who asked: a person or service from outside, another entity's persistence id, or null for a deadline.</param>
/// <param name="CommandId">The client's id of the command (its <c>Idempotency-Key</c>); null where it gave none.</param>
/// <param name="CommandHash">The hash of the command, by <see cref="Catalogue.CommandHash"/>. Null where there is no id, and in journals from before
/// hashes were kept. A sender that fills in a part of the command itself gives the hash of the other parts; for all other commands it is made
/// where the command arrives.</param>
/// <param name="Via">By what the command came: <see cref="Telephone"/> (rule 31). Null (the default) where it came from the person or service itself.</param>
public sealed record Cause(string? By, string? CommandId = null, string? CommandHash = null, string? Via = null)
{
    /// <summary>The connector has sent the command in an agent's place: the agent used the telephone.</summary>
    public const string Telephone = "telephone";

    /// <summary>The entity's own deadline.</summary>
    internal static readonly Cause Deadline = new(By: null);

    /// <summary>Whether a command under the same id is the same command (rule 33h); so, too, where the hash of one of the two is not known.</summary>
    internal bool IsSameCommandAs(Cause other) => CommandHash is null || other.CommandHash is null || CommandHash == other.CommandHash;
}

/// <summary>A message on its way to an entity.</summary>
/// <param name="To">The entity it is for.</param>
/// <param name="Message">The message.</param>
/// <param name="Cause">The sender, and the command id.</param>
/// <param name="ReplyTo">Where the host delivers the answer: an opaque token that only the host reads. Null where no client waits.</param>
/// <param name="TraceParent">The trace context in which it was sent, as the <c>traceparent</c> of W3C Trace Context, for the host alone; no rule reads it.
/// Null without tracing.</param>
internal sealed record Envelope(EntityAddress To, IMessage Message, Cause Cause, string? ReplyTo = null, string? TraceParent = null);

/// <summary>An event as it stands in the journal.</summary>
/// <param name="At">When it happened, by the engine's clock. Never earlier than the entity's event before it.</param>
/// <param name="Cause">Why it happened.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(DateTimeOffset At, Cause Cause, IEvent Event);

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>The recording of a voice message, from its start to its end (rules 19 and 33f).</summary>
internal sealed class RecordingRules(QueueContext queue, CallbackRules callbacks)
{
    /// <summary>When the next recording reaches its limit; null where none is running.</summary>
    public DateTimeOffset? NextDeadline => queue.State.Recordings.Min is { } recording ? recording.RecordingUntil ?? queue.Matching.Now : null;

    /// <summary>A caller waiting may leave a message, also while an offer rings, which is then withdrawn; the contact keeps its place meanwhile.</summary>
    public Verdict Start(QueuedContact contact, DateTimeOffset now)
    {
        if (callbacks.NoCallbackFrom(contact) is { } refusal)
            return refusal;
        if (contact.State == ContactState.Recording)
            return new Decision();
        var offered = contact.State == ContactState.Offered;
        return !offered && QueueRefusals.NotQueued(contact) is { } notQueued
            ? notQueued
            : Begin(offered ? new Decision().Withdraw(contact) : new Decision(), contact, now);
    }

    /// <summary>The caller waits again, without having left a message.</summary>
    public static Verdict GiveUp(QueuedContact contact) => contact.State switch
    {
        ContactState.Recording => new Decision().With(new RecordingGivenUp(contact.Id)),
        ContactState.Waiting => new Decision(),
        _ => QueueRefusals.WrongState(contact, "contactNotInLine") with { Case = "notRecording" },
    };

    /// <summary>Adds the message to the contact.</summary>
    public static Verdict Attach(QueuedContact contact, VoiceMessage message) =>
        contact.Contact is { Media: not Media.Call } or { Consultation: not null } ? Refusals.Rule("notACall") with { Case = "message" }
        : contact.State is ContactState.Offered or ContactState.Engaged
            ? QueueRefusals.WrongState(contact, "contactNotInLine") with { Case = "withAgent" }
        : contact.MovingTo is not null ? QueueRefusals.NotQueued(contact)!
            : new Decision().With(new MessageAttached(contact.Id, message));

    /// <summary>At its limit a recording ends automatically. Where the caller's own address can be called, the call becomes a callback request; else the
    /// caller waits again. One that an earlier version began without a limit is given one.</summary>
    public Decision? EndOverlong(DateTimeOffset now)
    {
        if (queue.State.Recordings.Min is not { } contact)
            return null;
        if (contact.RecordingUntil is null)
            return Begin(new Decision(), contact, now);
        if (contact.RecordingUntil > now)
            return null;
        return contact.Contact.Caller is { } caller && callbacks.Request(contact, caller.Value, start: null, now) is { Refusal: null, Decision: var requested }
            ? requested
            : new Decision().With(new RecordingGivenUp(contact.Id));
    }

    private Decision Begin(Decision decision, QueuedContact contact, DateTimeOffset now) =>
        decision.With(new RecordingStarted(contact.Id, now.AddSeconds(queue.Settings.RecordingLimitSecondsOrDefault)));
}

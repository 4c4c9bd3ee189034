using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>Callback requests: from the recording to the outcome (rules 19 to 24).</content>
public sealed partial class QueueEntity
{
    /// <summary>Rules 19 and 33f: a caller waiting may leave a message, also while an offer rings, which is then withdrawn; the contact keeps its
    /// place meanwhile.</summary>
    private Verdict RuleRecord(QueuedContact contact, DateTimeOffset now)
    {
        if (NoCallbackFrom(contact) is { } refusal)
            return refusal;
        if (contact.State == ContactState.Recording)
            return new Decision();
        var withdrawn = contact.State == ContactState.Offered;
        return !withdrawn && NotQueued(contact) is { } notInLine
            ? notInLine
            : BeginRecording(withdrawn ? Withdrawing(new Decision(), contact) : new Decision(), contact, now);
    }

    private Decision BeginRecording(Decision decision, QueuedContact contact, DateTimeOffset now) =>
        decision.With(new RecordingStarted(contact.Id, now.AddSeconds(Settings.RecordingLimitSecondsOrDefault)));

    /// <summary>Rule 33f: at its limit a recording ends by itself. Where the caller's own address can be called, the call becomes a callback
    /// request; else the caller waits again. One that an earlier version began without a limit is given one.</summary>
    private Decision? EndOverlongRecording(DateTimeOffset now)
    {
        if (_state.Recordings.Min is not { } contact)
            return null;
        if (contact.RecordingUntil is null)
            return BeginRecording(new Decision(), contact, now);
        if (contact.RecordingUntil > now)
            return null;
        return contact.Contact.Caller is { } caller && RuleRequestCallback(contact, caller.Value) is { Refusal: null, Decision: var requested }
            ? requested
            : new Decision().With(new RecordingGivenUp(contact.Id));
    }

    private static Verdict RuleResume(QueuedContact contact) => contact.State switch
    {
        ContactState.Recording => new Decision().With(new RecordingGivenUp(contact.Id)),
        ContactState.Waiting => new Decision(),
        _ => WrongState(contact, "contactNotInLine") with { Case = "notRecording" },
    };

    private static Verdict RuleAttach(QueuedContact contact, VoiceMessage message) =>
        contact.Contact.Media != Media.Call ? Refusals.Rule("notACall") with { Case = "message" }
        : contact.State is ContactState.Offered or ContactState.Engaged
            ? WrongState(contact, "contactNotInLine") with { Case = "withAgent" }
        : contact.MovingTo is not null ? NotQueued(contact)!
            : new Decision().With(new MessageAttached(contact.Id, message));

    /// <summary>Rules 19 and 20: the callback request stands where the call stood.</summary>
    private Verdict RuleRequestCallback(QueuedContact contact, string number)
    {
        if ((NoCallbackFrom(contact) ?? NotQueued(contact)) is { } refusal)
            return refusal;
        if (TelephoneNumber.TryNormalize(number) is not { } plausible)
            return Refusals.Rule("implausibleNumber", number) with { Field = "number" };
        if (Settings.Callbacks.ForbiddenNumbers.Any(forbidden => TelephoneNumber.TryNormalize(forbidden) == plausible))
            return Refusals.Rule("forbiddenNumber", _id.Value, number) with { Field = "number" };
        return new Decision().With(new CallbackRequested(contact.Id, contact.Contact.Key, plausible));
    }

    private Refusal? NoCallbackFrom(QueuedContact contact)
    {
        if (!Settings.Callbacks.Enabled)
            return Refusals.Rule("callbacksDisabled", _id.Value);
        if (contact.Contact.Media != Media.Call)
            return Refusals.Rule("notACall");
        if (contact.IsCallback)
            return WrongState(contact, "alreadyACallback");
        return null;
    }

    /// <summary>Rules 22 and 24: the agent has tried; the queue decides whether the callback is done, comes back, or was not reached.</summary>
    private Decision OnOutcome(RecordOutcome outcome, DateTimeOffset now)
    {
        var agent = outcome.AgentId.Address;
        if (ContactUnder(outcome.OfferId, outcome.AgentId) is not { State: ContactState.Engaged, IsCallback: true } contact)
            return new Decision().Sending(agent, OutcomeOf(outcome.OfferId, outcome.AgentId) is { } known ? known : new ContactIsOver(outcome.OfferId, Finished: true));

        if (outcome.DueAt is not { } dueAt)
            return Finish(new Decision(), contact, ContactOutcome.Completed, outcome.AgentId, EndedBy.Agent)
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, ContactOutcome.Completed, DueAt: null));
        if (dueAt < now)
            return Refusing(outcome, Refusals.Rule("dueAtInPast", Text(dueAt)) with { Field = "dueAt" });
        if (dueAt > now.AddDays(Settings.Callbacks.HorizonDays))
            return Refusing(outcome, Refusals.Rule("dueAtBeyondHorizon", _id.Value, Text(Settings.Callbacks.HorizonDays)) with { Field = "dueAt" });

        var attempts = contact.Contact.Callback!.Attempts + 1;
        return attempts >= Settings.Callbacks.MaxAttempts
            ? Finish(new Decision(), contact, ContactOutcome.NotReached, outcome.AgentId, EndedBy.System)
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, ContactOutcome.NotReached, DueAt: null))
            : new Decision().With(new CallbackScheduled(contact.Id, outcome.AgentId, dueAt, attempts))
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, Outcome: null, dueAt));
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("u", System.Globalization.CultureInfo.InvariantCulture);

    private static Decision Refusing(RecordOutcome outcome, Refusal refusal) =>
        new Decision().Sending(outcome.AgentId.Address, new OutcomeRefused(outcome.OfferId, outcome.DueAt, refusal));

    /// <summary>What has become of a callback under an offer that has brought its outcome; null where it brought none.</summary>
    private OutcomeRecorded? OutcomeOf(OfferId offer, AgentId agent)
    {
        if (EndedEngagement(offer, agent) is { } ended)
            return ended is { Outcome: ContactOutcome.Completed or ContactOutcome.NotReached } or { DueAt: not null }
                ? new OutcomeRecorded(offer, ended.Outcome, ended.DueAt)
                : null;
        if (_state.Scheduled.FirstOrDefault(contact => contact.Offer == offer) is { } scheduled)
            return new OutcomeRecorded(offer, Outcome: null, scheduled.DueAt);
        return _state.FinishedUnder(offer) is { Outcome: ContactOutcome.Completed or ContactOutcome.NotReached } finished
            ? new OutcomeRecorded(offer, finished.Outcome, DueAt: null)
            : null;
    }

    /// <summary>Rules 17 and 23: a scheduled callback comes back at its date, or at the opening that follows it.</summary>
    private Decision? Reenter(DateTimeOffset now)
    {
        if (ReentryAt(now) is not { } at || at > now)
            return null;
        var contact = _state.Scheduled.Min!;
        var key = Settings.Callbacks.Reentry == Reentry.Due ? contact.Contact.Key with { At = contact.DueAt!.Value } : contact.Contact.Key;
        return new Decision().With(new CallbackReentered(contact.Id, key));
    }

    /// <summary>When the next scheduled callback comes back; null for none, or where the queue does not open again.</summary>
    private DateTimeOffset? ReentryAt(DateTimeOffset now)
    {
        if (_state.Scheduled.Min is not { DueAt: { } dueAt })
            return null;
        return Settings.OpeningHours is { } hours ? hours.NextOpening(dueAt > now ? dueAt : now) : dueAt;
    }
}

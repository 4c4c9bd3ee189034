using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Callback requests: how a call becomes one, its outcome, and its return at the date (rules 17 and 19 to 24).</summary>
internal sealed class CallbackRules(QueueContext queue)
{
    private (OpeningHours Hours, DateTimeOffset DueAt, DateTimeOffset? OpensAt, DateTimeOffset ValidUntil)? _nextReturn;

    /// <summary>When the next scheduled callback comes back; null for none, or where the queue does not open again.</summary>
    public DateTimeOffset? NextDeadline => ReturnsAt(queue.Matching.Now);

    /// <summary>Rules 19 and 20: the callback request stands where the call stood.</summary>
    public Verdict Request(QueuedContact contact, string number)
    {
        if ((NoCallbackFrom(contact) ?? QueueRefusals.NotQueued(contact)) is { } refusal)
            return refusal;
        return RefuseNumber(number, out var plausible) is { } unusable
            ? unusable
            : new Decision().With(new CallbackRequested(contact.Id, contact.Contact.Key, plausible));
    }

    /// <summary>Rule 20: why a number cannot be called back; null where it can.</summary>
    /// <param name="number">The number as it was given.</param>
    /// <param name="plausible">The number with nothing but an optional <c>+</c> and digits.</param>
    public Refusal? RefuseNumber(string number, out string plausible)
    {
        plausible = TelephoneNumber.TryNormalize(number) ?? "";
        var normalized = plausible;
        if (normalized.Length == 0)
            return Refusals.Rule("implausibleNumber", number) with { Field = "number" };
        return queue.Settings.Callbacks.ForbiddenNumbers.Any(forbidden => TelephoneNumber.TryNormalize(forbidden) == normalized)
            ? Refusals.Rule("forbiddenNumber", queue.Id.Value, number) with { Field = "number" }
            : null;
    }

    /// <summary>Why a contact cannot become a callback request, whatever its number and place; null where it can.</summary>
    public Refusal? NoCallbackFrom(QueuedContact contact)
    {
        if (!queue.Settings.Callbacks.Enabled)
            return Refusals.Rule("callbacksDisabled", queue.Id.Value);
        if (contact.Contact.Media != Media.Call)
            return Refusals.Rule("notACall");
        return contact.IsCallback ? QueueRefusals.WrongState(contact, "alreadyACallback") : null;
    }

    /// <summary>Rules 22 and 24: the agent has tried; the queue decides whether the callback is done, comes back, or was not reached.</summary>
    public Decision OnOutcome(RecordOutcome outcome, DateTimeOffset now)
    {
        var agent = outcome.AgentId.Address;
        if (queue.State.ContactUnder(outcome.OfferId, outcome.AgentId) is not { State: ContactState.Engaged, IsCallback: true } contact)
            return new Decision().Sending(agent, PastOffers.OutcomeOf(queue.State, outcome.OfferId, outcome.AgentId) is { } known
                ? known
                : new ContactIsOver(outcome.OfferId, Finished: true));

        if (outcome.DueAt is not { } dueAt)
            return new Decision()
                .Finish(contact, ContactOutcome.Completed, outcome.AgentId, EndedBy.Agent)
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, ContactOutcome.Completed, DueAt: null));
        if (RefuseDate(dueAt, now, "dueAt") is { } refusal)
            return new Decision().Sending(agent, new OutcomeRefused(outcome.OfferId, outcome.DueAt, refusal));

        var attempts = contact.Contact.Callback!.Attempts + 1;
        return attempts >= queue.Settings.Callbacks.MaxAttempts
            ? new Decision()
                .Finish(contact, ContactOutcome.NotReached, outcome.AgentId, EndedBy.System)
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, ContactOutcome.NotReached, DueAt: null))
            : new Decision()
                .With(new CallbackScheduled(contact.Id, outcome.AgentId, dueAt, attempts))
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, Outcome: null, dueAt));
    }

    /// <summary>Rules 17 and 23: a scheduled callback comes back at its date, or at the opening that follows it.</summary>
    public Decision? Reenter(DateTimeOffset now)
    {
        if (ReturnsAt(now) is not { } at || at > now)
            return null;
        var contact = queue.State.Scheduled.Min!;
        var key = queue.Settings.Callbacks.Reentry == Reentry.Due ? contact.Contact.Key with { At = contact.DueAt!.Value } : contact.Contact.Key;
        return new Decision().With(new CallbackReentered(contact.Id, key));
    }

    /// <summary>Rule 22: why a callback cannot be scheduled for a date; null where it can.</summary>
    public Refusal? RefuseDate(DateTimeOffset dueAt, DateTimeOffset now, string field)
    {
        var horizonDays = queue.Settings.Callbacks.HorizonDays;
        if (dueAt < now)
            return Refusals.Rule("dueAtInPast", QueueRefusals.Text(dueAt)) with { Field = field };
        return dueAt > now.AddDays(horizonDays)
            ? Refusals.Rule("dueAtBeyondHorizon", queue.Id.Value, QueueRefusals.Text(horizonDays)) with { Field = field }
            : null;
    }

    private DateTimeOffset? ReturnsAt(DateTimeOffset now)
    {
        if (queue.State.Scheduled.Min is not { DueAt: { } dueAt })
            return null;
        return queue.Settings.OpeningHours is { } hours ? NextOpening(hours, dueAt, now) : dueAt;
    }

    /// <summary>The opening at or after a date and the instant. The search goes over many days, so that its result is kept: an opening until it has come, the
    /// lack of one for a day.</summary>
    private DateTimeOffset? NextOpening(OpeningHours hours, DateTimeOffset dueAt, DateTimeOffset now)
    {
        if (_nextReturn is { } known && ReferenceEquals(known.Hours, hours) && known.DueAt == dueAt && now <= known.ValidUntil)
            return known.OpensAt;
        var opensAt = hours.NextOpening(dueAt > now ? dueAt : now);
        _nextReturn = (hours, dueAt, opensAt, opensAt ?? now.AddDays(1));
        return opensAt;
    }
}

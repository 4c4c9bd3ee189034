using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Callback requests: how a call becomes one, its outcome, and its return at the date (rules 17 and 19 to 24).</summary>
internal sealed class CallbackRules(QueueContext queue, CallbackWindows windows)
{
    private (OpeningHours Hours, DateTimeOffset DueAt, DateTimeOffset? OpensAt, DateTimeOffset ValidUntil)? _nextReturn;

    /// <summary>When the next scheduled callback comes back; null for none, or where the queue does not open again.</summary>
    public DateTimeOffset? NextDeadline => ReturnsAt(queue.Matching.Now);

    /// <summary>Rules 19 and 20: the callback request stands where the call stood. Rule 39: or it waits from the start of a window on.</summary>
    public Verdict Request(QueuedContact contact, string number, DateTimeOffset? start, DateTimeOffset now)
    {
        if ((NoCallbackFrom(contact) ?? QueueRefusals.NotQueued(contact)) is { } refusal)
            return refusal;
        if (RefuseNumber(number, out var plausible) is { } unusable)
            return unusable;
        var (window, taken) = start is { } wanted ? windows.Find(wanted, now) : (null, null);
        return taken is not null ? taken : new Decision().With(new CallbackRequested(contact.Id, contact.Contact.Key, plausible, window));
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
        if (contact.Contact is { Media: not Media.Call } or { Consultation: not null })
            return Refusals.Rule("notACall");
        return contact.IsCallback ? QueueRefusals.WrongState(contact, "alreadyACallback") : null;
    }

    /// <summary>Rules 22 and 24: the agent has tried; the queue decides whether the callback is done, comes back, or was not reached.</summary>
    public Decision OnOutcome(RecordOutcome outcome, DateTimeOffset now)
    {
        var agent = outcome.AgentId.Address;
        if (Engaged(outcome.OfferId, outcome.AgentId) is not { } contact)
            return AnswerAgain(outcome.OfferId, outcome.AgentId);
        if (outcome.DueAt is not { } dueAt)
            return new Decision()
                .Finish(contact, ContactOutcome.Completed, outcome.AgentId, EndedBy.Agent)
                .Sending(agent, new OutcomeRecorded(outcome.OfferId, ContactOutcome.Completed, DueAt: null));
        var (window, taken) = outcome.Window == true ? windows.Find(dueAt, now) : (null, RefuseDate(dueAt, now, "dueAt"));
        if (taken is { } refusal)
            return new Decision().Sending(agent, new OutcomeRefused(outcome.OfferId, outcome.DueAt, refusal));

        return IsLastAttempt(contact)
            ? NotReached(new Decision(), contact, outcome.OfferId, outcome.AgentId)
            : Schedule(new Decision(), contact, outcome.OfferId, outcome.AgentId, dueAt, outcome.Own, window);
    }

    /// <summary>Rule 37: by its cause, the attempt is followed by another one or closes the callback. A date that the agent gives takes the place of the rule's
    /// delay.</summary>
    public Decision OnFailedAttempt(RecordFailedAttempt failed, DateTimeOffset now)
    {
        var (agent, failure) = (failed.AgentId.Address, failed.Failure);
        if (Engaged(failed.OfferId, failed.AgentId) is not { } contact)
            return AnswerAgain(failed.OfferId, failed.AgentId);
        if (failed.DueAt is { } given && RefuseDate(given, now, "dueAt") is { } refusal)
            return new Decision().Sending(agent, new OutcomeRefused(failed.OfferId, failed.DueAt, refusal, failure));

        var rule = queue.Settings.Callbacks.Retry?.Of(failure.Cause);
        var decision = new Decision().With(new CallbackAttemptFailed(contact.Id, failed.AgentId, failure.Cause, failure.Note));
        if (failure.Cause == FailureCause.WrongNumber || IsLastAttempt(contact) || FailuresWith(contact, failure.Cause) + 1 >= rule?.Attempts)
            return NotReached(decision, contact, failed.OfferId, failed.AgentId);
        return (failed.DueAt ?? (rule is null ? null : now.AddSeconds(rule.DelaySeconds))) is { } dueAt
            ? Schedule(decision, contact, failed.OfferId, failed.AgentId, dueAt)
            : new Decision().Sending(agent, new OutcomeRefused(
                failed.OfferId, DueAt: null, Refusals.Rule("dueAtRequired", queue.Id.Value, QueueRefusals.CamelCase(failure.Cause)) with { Field = "dueAt" }, failure));
    }

    private QueuedContact? Engaged(OfferId offer, AgentId agent) =>
        queue.State.ContactUnder(offer, agent) is { State: ContactState.Engaged, IsCallback: true } contact ? contact : null;

    /// <summary>The answer to an agent who gives an outcome to a callback that it no longer has.</summary>
    private Decision AnswerAgain(OfferId offer, AgentId agent) => new Decision().Sending(
        agent.Address, PastOffers.OutcomeOf(queue.State, offer, agent) is { } known ? known : new ContactIsOver(offer, Finished: true));

    private bool IsLastAttempt(QueuedContact contact) => contact.Contact.Callback!.Attempts + 1 >= queue.Settings.Callbacks.MaxAttempts;

    private static int FailuresWith(QueuedContact contact, FailureCause cause) => contact.Contact.Callback!.Failures?.Of(cause) ?? 0;

    private static Decision NotReached(Decision decision, QueuedContact contact, OfferId offer, AgentId agent) => decision
        .Finish(contact, ContactOutcome.NotReached, agent, EndedBy.System)
        .Sending(agent.Address, new OutcomeRecorded(offer, ContactOutcome.NotReached, DueAt: null));

    private static Decision Schedule(
        Decision decision, QueuedContact contact, OfferId offer, AgentId agent, DateTimeOffset dueAt, bool? own = null, CallbackWindow? window = null) => decision
        .With(new CallbackScheduled(contact.Id, agent, dueAt, contact.Contact.Callback!.Attempts + 1, own == true ? true : null, window))
        .Sending(agent.Address, new OutcomeRecorded(offer, Outcome: null, dueAt));

    /// <summary>Rules 17 and 23: a scheduled callback comes back at its date, or at the opening that follows it. Rule 38: an agent's own one waits for that
    /// agent first. Rule 39: a promised one counts as of the start of its window.</summary>
    public Decision? Reenter(DateTimeOffset now)
    {
        if (ReturnsAt(now) is not { } at || at > now)
            return null;
        var contact = queue.State.Scheduled.Min!;
        var countsFromDate = queue.Settings.Callbacks.Reentry == Reentry.Due || contact.Contact.Callback!.Window is not null;
        var key = countsFromDate ? contact.Contact.Key with { At = contact.DueAt!.Value } : contact.Contact.Key;
        var hold = contact.OwnedBy is { } own ? new AgentHold(own, now.AddSeconds(queue.Settings.Callbacks.OwnCallbackHoldSecondsOrDefault)) : null;
        return new Decision().With(new CallbackReentered(contact.Id, key, hold));
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

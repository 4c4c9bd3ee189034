using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>Describes what an event means for its contact, in one sentence.</summary>
internal static class EventDescriptions
{
    /// <summary>The sentence for an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="queue">The queue it happened in.</param>
    /// <param name="position">The contact's position in the waiting list after it; null where it is not in the waiting list.</param>
    /// <param name="settings">The queue's policy.</param>
    /// <param name="at">When it happened.</param>
    public static string For(IContactEvent happened, QueueId queue, int? position, QueueSettings settings, DateTimeOffset at) => happened switch
    {
        ContactArrived { Contact.Callback: { Window: { } window } booked } =>
            $"A callback to {booked.Number} was requested for {queue} without a call, and promised between {Time(window.From)} and {Time(window.To)}.",
        ContactArrived { DueAt: { } dueAt, Contact.Callback: { } callback } =>
            $"A callback to {callback.Number} was requested for {queue} without a call: it waits from {Time(dueAt)} on.",
        ContactArrived { Contact: { Callback: { } callback } contact } =>
            $"A callback to {callback.Number} was requested for {queue} without a call, with priority {contact.Key.Priority}, at position {position}.",
        CallbackRequestedAgain => "The same number requested a callback again: it got this one, and no second place.",
        ContactArrived { Contact.Consultation: { } about } arrived => $"{about.AskedBy} asked for advice about contact {about.ContactId} of {about.QueueId}: in line at position "
            + $"{position}{(arrived.HeldFor is { } hold ? $", for {hold.AgentId} until {Time(hold.Until)} if logged in" : "")}.",
        ContactArrived arrived => $"{Name(arrived.Contact.Kind)} from {arrived.Contact.Caller?.Value ?? "a withheld number"} came into {queue} with priority "
            + $"{arrived.Contact.Key.Priority}, at position {position}.",
        ContactTakenOver { HeldFor: { } hold } taken =>
            $"Came into {queue} from {taken.From} by transfer, at position {position}, for {hold.AgentId} until {Time(hold.Until)} if logged in.",
        ContactTakenOver taken => $"Came into {queue} from {taken.From} with its order key, at position {position}.",
        ContactRefused refused => $"{queue} did not let it in: {RefusalTexts.Of(refused.Refusal)}",
        ContactRedirected redirected => $"{queue} was closed: sent to {redirected.To}.",
        RecordingStarted { Until: { } until } => $"The caller began to leave a message, until {Time(until)} at the latest: it keeps its place and is not offered.",
        RecordingStarted => "The caller began to leave a message: it keeps its place and is not offered.",
        RecordingGivenUp => $"The recording ended without a callback request: it waits on, at position {position}.",
        ContactDataChanged => "What is known of the contact was changed.",
        MessageAttached attached => $"The voice message was stored ({attached.Message.MediaType}, {attached.Message.Bytes} bytes).",
        CallbackRequested { Window: { } window } booked =>
            $"The call became a callback request for {booked.Number}, promised between {Time(window.From)} and {Time(window.To)}.",
        CallbackRequested requested => $"The call became a callback request for {requested.Number}, in the call's place: position {position}.",
        ContactOffered offered => $"Offered to {offered.AgentId} (offer {offered.OfferId}).",
        OfferEnded ended => For(ended, position, settings, at),
        CallbackCallEnded => "The callback's call is over; its outcome is still to be recorded.",
        ContactReturned { Reason: { } reason } returned => $"The telephone leg of {returned.AgentId} failed ({LegFailure(reason)}): back in its place, position {position}; "
            + $"not for {returned.AgentId} before {Time(CoolingDownUntil(returned, reason, settings, at, othersLoggedIn: true))} while anyone else is logged in, nor before "
            + $"{Time(CoolingDownUntil(returned, reason, settings, at, othersLoggedIn: false))} otherwise.",
        ContactReturned returned => $"{returned.AgentId} disappeared with it: back in its place, position {position}.",
        ContactTransferred { HeldFor: { } hold, Transfer: var transfer } =>
            $"{transfer.By} transferred it within {queue}: position {position}, for {hold.AgentId} until {Time(hold.Until)} if logged in.",
        ContactTransferred { Transfer: { For: { } receiver } transfer } => $"{transfer.By} transferred it to {receiver} in {transfer.To}, which is asked to take it over.",
        ContactTransferred { Transfer: var transfer } => $"{transfer.By} transferred it to {transfer.To}, which is asked to take it over.",
        CallbackAttemptFailed failed => $"{failed.AgentId} did not reach the caller: {Cause(failed.Cause)}{(failed.Note is { } note ? $" ({note})" : "")}.",
        CallbackScheduled scheduled => $"Scheduled for {Time(scheduled.DueAt)} after an attempt of {scheduled.AgentId}"
            + $"{(scheduled.Own == true ? ", as an own callback" : "")}"
            + $"{(scheduled.Window is { } window ? $", and promised before {Time(window.To)}" : "")}; {Attempts(scheduled.Attempts)} failed so far.",
        CallbackReentered { HeldFor: { } hold } => $"Its date has come: back in line at position {position}, for {hold.AgentId} until {Time(hold.Until)} if logged in.",
        CallbackReentered => $"Its date has come: back in line at position {position}.",
        OrderKeyChanged changed => $"Its order key was changed: priority {changed.Key.Priority}, position {position}.",
        ContactMoving moving => $"It has waited too long in {queue}: {moving.To} is asked to take it over.",
        ContactMoved moved => $"{moved.To} has taken it over.",
        ContactFinished finished => For(finished),
        _ => $"{ManifestName.Of(happened.GetType())}.",
    };

    /// <summary>The sentence for a wrap-up code.</summary>
    public static string For(WrapUpCodeSet set, AgentId agent) => set.ByDefault
        ? $"{agent} chose no wrap-up code: the default, {set.Code}, was recorded."
        : $"{agent} gave it the wrap-up code {set.Code}{(set.Note is { } note ? $", with the note \"{note}\"" : "")}.";

    /// <summary>An instant as text.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>A duration as text, in seconds.</summary>
    public static string Seconds(TimeSpan length) => Seconds(length.TotalSeconds);

    /// <summary>A duration as text, in seconds.</summary>
    public static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s");

    private static string For(OfferEnded ended, int? position, QueueSettings settings, DateTimeOffset at) => ended.Outcome switch
    {
        OfferOutcome.Accepted => $"{ended.AgentId} accepted it.",
        OfferOutcome.Rejected => $"{ended.AgentId} rejected it{Why(ended.Reason)}: back in its place, position {position}; not for {ended.AgentId} before "
            + $"{Time(CoolingDownUntil(ended, settings, at, othersLoggedIn: true))} while anyone else is logged in, nor before "
            + $"{Time(CoolingDownUntil(ended, settings, at, othersLoggedIn: false))} otherwise.",
        OfferOutcome.Missed when ended.Reason == RejectReason.NoAnswer =>
            $"The telephone of {ended.AgentId} was not answered: missed, back in its place, position {position}.",
        OfferOutcome.Missed => $"{ended.AgentId} did not answer: back in its place, position {position}.",
        _ => $"The offer to {ended.AgentId} was withdrawn, which is no miss.",
    };

    private static DateTimeOffset CoolingDownUntil(OfferEnded ended, QueueSettings settings, DateTimeOffset at, bool othersLoggedIn) =>
        Eligibility.CoolingDownUntil(new Rejection(ended.AgentId, at, ended.Reason), settings, othersLoggedIn);

    private static DateTimeOffset CoolingDownUntil(
        ContactReturned returned, RequeueReason reason, QueueSettings settings, DateTimeOffset at, bool othersLoggedIn) =>
        Eligibility.CoolingDownUntil(Rejection.Of(returned.AgentId, at, reason), settings, othersLoggedIn);

    /// <summary>How a telephone leg failed.</summary>
    public static string LegFailure(RequeueReason reason) => reason switch
    {
        RequeueReason.NotBridged => "not connected with the caller",
        RequeueReason.Lost => "lost",
        _ => "hung up",
    };

    /// <summary>The reason of a rejection in brackets, with a leading space; empty for none.</summary>
    public static string Why(RejectReason? reason) => reason switch
    {
        RejectReason.Busy => " (telephone busy)",
        RejectReason.Unreachable => " (telephone unreachable)",
        _ => "",
    };

    private static string For(ContactFinished finished) => finished.Outcome switch
    {
        ContactOutcome.Served => $"Over: served{By(finished.AgentId)}{Ender(finished.EndedBy)}.",
        ContactOutcome.Abandoned when finished.EndedBy == EndedBy.Connector => "The connector ended it before an agent had it: abandoned.",
        ContactOutcome.Abandoned => "The caller hung up before an agent had it: abandoned.",
        ContactOutcome.Expired => "It has waited too long and there is no overflow queue: expired.",
        ContactOutcome.Cancelled => "It was taken out: cancelled.",
        ContactOutcome.Completed => $"The callback is done: completed{By(finished.AgentId)}.",
        ContactOutcome.ConnectorLost => "Its connector no longer has the call: ended as connectorLost.",
        ContactOutcome.NotReached => "No further attempt is allowed: closed as not reached.",
        ContactOutcome.Superseded => "The caller called again, and the call took its place: superseded.",
        _ => $"Over: {finished.Outcome}.",
    };

    private static string Cause(FailureCause cause) => cause switch
    {
        FailureCause.Busy => "the number was busy",
        FailureCause.NoAnswer => "the telephone was not answered",
        FailureCause.Unreachable => "the number could not be reached",
        FailureCause.Voicemail => "a voice-mail box answered",
        _ => "the number is wrong",
    };

    private static string Ender(EndedBy? by) => by is { } known ? $", ended by the {known.ToString().ToLowerInvariant()}" : "";

    private static string By(AgentId? agent) => agent is { } known ? $" by {known}" : "";

    private static string Attempts(int attempts) => attempts == 1 ? "1 attempt has" : $"{attempts} attempts have";

    private static string Name(ContactKind kind) => kind switch
    {
        ContactKind.Call => "A call",
        ContactKind.Fax => "A fax",
        ContactKind.Email => "An e-mail",
        ContactKind.Consult => "A consultation",
        _ => "A callback",
    };
}

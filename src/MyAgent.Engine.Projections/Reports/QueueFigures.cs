using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>What happened in one queue in one interval. Each thing counts in the interval in which it happened: a contact that came in
/// before the hour and was answered after it is offered in the one interval and answered in the other. A call that becomes a callback
/// request is neither answered nor abandoned: it counts under callbacks from there on.</summary>
/// <param name="From">When the interval begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Offered">Calls, faxes and e-mails that came in.</param>
/// <param name="OverflowedIn">Contacts that came from the waiting list of another queue.</param>
/// <param name="OverflowedOut">Contacts that went on to another queue from the waiting list.</param>
/// <param name="Redirected">Contacts that were sent to another queue on arrival, because this one was closed.</param>
/// <param name="Refused">Contacts that were not let in.</param>
/// <param name="Answered">Calls, faxes and e-mails that an agent accepted; never callbacks.</param>
/// <param name="AnsweredInTime">Those of them that waited no longer than the queue's <c>serviceLevelSeconds</c> of that moment.</param>
/// <param name="Abandoned">Contacts whose caller hung up before an agent had them.</param>
/// <param name="Expired">Contacts that had waited too long and had nowhere to go.</param>
/// <param name="Cancelled">Contacts that a supervisor took out.</param>
/// <param name="CallbacksRequested">Calls that became callback requests, and callbacks that were requested without a call.</param>
/// <param name="CallbacksAnswered">Callbacks that an agent accepted; each counts only once.</param>
/// <param name="CallbacksScheduled">Times that a callback was scheduled for a later date.</param>
/// <param name="CallbacksCompleted">Callbacks that were done.</param>
/// <param name="CallbacksNotReached">Callbacks that were closed after their last attempt failed.</param>
/// <param name="CallbacksSuperseded">Callbacks whose place a new call of the caller took.</param>
/// <param name="Handled">Times that a contact with an agent was over; a callback that is tried again counts again.</param>
/// <param name="AsaSeconds">Average speed of answer: the mean time from entering the waiting list of this queue to being accepted, over
/// <paramref name="Answered"/>, in seconds; null where none was answered.</param>
/// <param name="LongestWaitSeconds">The longest time in the waiting list among the calls, faxes and e-mails that left it in the interval, whichever way,
/// in seconds; null where none did. Those that became callback requests are left out.</param>
/// <param name="ServiceLevel">Answered in time / answered, 0 to 1; null where none was answered.</param>
/// <param name="ServiceLevelWithAbandons">Answered in time / (answered + abandoned), 0 to 1; null where there were neither.</param>
/// <param name="CallbackWaitSeconds">The mean time from the request to being accepted, over <paramref name="CallbacksAnswered"/>, in
/// seconds; null where there were none.</param>
/// <param name="HandleSeconds">The mean time from being accepted to being over, over <paramref name="Handled"/>, in seconds; null where
/// there were none. A callback is over when its call is, or at its outcome, whichever comes first.</param>
/// <param name="WrapUpSeconds">The mean length of the wrap-ups for this queue that ended, in seconds; null where none did.</param>
/// <param name="EndedByCaller">Contacts that the caller ended: hung up, or called again and took the callback's place (rule 33g). Those that ended before it was kept who
/// ended them count under none of these.</param>
/// <param name="EndedByAgent">Contacts that their agent ended.</param>
/// <param name="EndedBySupervisor">Contacts that a supervisor ended.</param>
/// <param name="EndedByConnector">Contacts that the connector ended by itself.</param>
/// <param name="EndedBySystem">Contacts that a limit ended.</param>
/// <param name="TalkSeconds">The mean time for which agents had the contacts that ended, from their answers until it was over, in seconds; null where no agent
/// had any.</param>
/// <param name="AttemptsBusy">Attempts to call back that failed because the number was busy (rule 37). Attempts that failed without a cause count under none of these.</param>
/// <param name="AttemptsNoAnswer">Attempts that failed because the telephone was not answered.</param>
/// <param name="AttemptsUnreachable">Attempts that failed because the number could not be reached.</param>
/// <param name="AttemptsVoicemail">Attempts that failed because a voice-mail box answered.</param>
/// <param name="AttemptsWrongNumber">Attempts that failed because the number was wrong.</param>
/// <param name="CallbacksPromised">Windows that were booked (rule 39). One that is booked and given back before its time is neither kept nor broken.</param>
/// <param name="PromisesKept">Promised callbacks that an agent accepted before the end of their window.</param>
/// <param name="PromisesBroken">Promised callbacks that an agent accepted later, or that ended without an agent after the window or because they had waited too
/// long.</param>
/// <param name="TransfersIn">Contacts that agents transferred to this queue, or to another agent of it (rule 33). They count under neither <paramref name="Offered"/> nor
/// <paramref name="OverflowedIn"/>.</param>
/// <param name="TransfersOut">Contacts that agents who had them from this queue transferred. They count neither as abandoned nor under <paramref name="OverflowedOut"/>.</param>
/// <param name="Holds">Times for which contacts of this queue were on hold, and that ended (rule 33). Those of consultations do not count.</param>
/// <param name="HoldSeconds">The sum of their lengths, in seconds.</param>
internal sealed record QueueFigures(
    DateTimeOffset From,
    DateTimeOffset To,
    QueueId QueueId,
    long Offered,
    long OverflowedIn,
    long OverflowedOut,
    long Redirected,
    long Refused,
    long Answered,
    long AnsweredInTime,
    long Abandoned,
    long Expired,
    long Cancelled,
    long CallbacksRequested,
    long CallbacksAnswered,
    long CallbacksScheduled,
    long CallbacksCompleted,
    long CallbacksNotReached,
    long CallbacksSuperseded,
    long Handled,
    double? AsaSeconds,
    double? LongestWaitSeconds,
    double? ServiceLevel,
    double? ServiceLevelWithAbandons,
    double? CallbackWaitSeconds,
    double? HandleSeconds,
    double? WrapUpSeconds,
    long EndedByCaller,
    long EndedByAgent,
    long EndedBySupervisor,
    long EndedByConnector,
    long EndedBySystem,
    double? TalkSeconds,
    long AttemptsBusy,
    long AttemptsNoAnswer,
    long AttemptsUnreachable,
    long AttemptsVoicemail,
    long AttemptsWrongNumber,
    long CallbacksPromised,
    long PromisesKept,
    long PromisesBroken,
    long TransfersIn,
    long TransfersOut,
    long Holds,
    double HoldSeconds);

using System.Globalization;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Texts;

/// <summary>The sentence that tells people why something was refused. It is made where it is shown: journals, snapshots and messages hold codes and values, and no rule
/// reads a sentence.</summary>
public static class RefusalTexts
{
    /// <summary>The sentences, by the code, or by code and case: <c>contactInHand.offered</c>. Numbers in braces stand for the values.</summary>
    internal static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["acceptancePending"] = "The agent has just accepted; the queue is deciding. Try again.",
        ["alreadyACallback"] = "The contact is a callback request already.",
        ["agentInUse"] = "The agent is logged in, or asks for it: log out first.",
        ["agentNotInQueue"] = "The agent '{0}' is not assigned to the queue '{1}'.",
        ["agentNotLoggedIn"] = "The agent '{0}' is not logged in.",
        ["answeredAtOutOfRange"] = "The agent cannot have answered at {0}: it was offered at {1} and it is {2}.",
        ["attributesTooLarge"] = "'attributes' must have at most {0} bytes as JSON.",
        ["badBody"] = "'{0}' would lack what has no default, or have what is not known.",
        ["badLink"] = "'link' must be an {0} or {1} address of at most {2} characters, without spaces and without a user name.",
        ["badText"] = "'{0}' must have 1 to {1} characters and no control characters.",
        ["callbacksDisabled"] = "The queue '{0}' takes no callback requests.",
        ["callbacksNotTaken"] = "The agent '{0}' takes no callbacks in the queue '{1}'.",
        ["callerNotOnLine"] = "The contact is a callback request: its caller is not on the line. Cancel it instead.",
        ["consultNotAnswered"] = "The consultation about the contact '{0}' has not been answered by an agent.",
        ["consultNotTransferred"] = "The contact '{0}' is a consultation: it is for this queue alone.",
        ["consultOfConsult"] = "The contact '{0}' is a consultation: it cannot be what another one is about.",
        ["consultWithSelf"] = "An agent cannot consult himself or herself.",
        ["consultationEnded"] = "The consultation has ended.",
        ["consultationOpen"] = "The agent is consulting the queue '{0}' already.",
        ["consultationOpen.ending"] = "The agent's consultation with the queue '{0}' is just ending. Try again.",
        ["contactDone"] = "The contact '{0}' is done.",
        ["contactDone.outcomeKnown"] = "The contact '{0}' is done: {1}.",
        ["contactExists"] = "There is a contact '{0}' in the queue '{1}' already.",
        ["contactInHand"] = "The agent has a contact: end it first.",
        ["contactInHand.offered"] = "A contact is being offered: accept or reject it.",
        ["contactMoving"] = "The contact is on its way to another queue. Try again.",
        ["contactNotInLine"] = "The contact is not in line.",
        ["contactNotInLine.notRecording"] = "The caller is not leaving a message.",
        ["contactNotInLine.withAgent"] = "The contact is with an agent: its message can no longer be changed.",
        ["contactNotWithAgent"] = "The contact is not with this agent.",
        ["contactOver"] = "The contact '{0}' is over.",
        ["defaultCodeMissing"] = "A queue that requires a wrap-up code needs a default: it is recorded where an agent has chosen none.",
        ["dueAtBeyondHorizon"] = "A callback of the queue '{0}' can be scheduled at most {1} days ahead.",
        ["dueAtInPast"] = "{0} is in the past.",
        ["dueAtRequired"] = "The queue '{0}' has no rule for attempts that fail with '{1}': say when the callback comes back.",
        ["endpointInUse"] = "The agent '{1}' is logged in at '{0}'.",
        ["forbiddenNumber"] = "The queue '{0}' does not call '{1}' back.",
        ["givenTwice"] = "'{0}' has '{1}' twice.",
        ["implausibleNumber"] = "'{0}' is no telephone number: 3 to 15 digits, with or without a leading +, are expected.",
        ["keyReused"] = "The command id '{0}' was used for another command.",
        ["logInPending"] = "A log-in at '{0}' is being decided.",
        ["logInTakenBack"] = "The log-in was taken back by a log-out.",
        ["loggedInElsewhere"] = "The agent is logged in at '{0}': log out first.",
        ["loggedInElsewhere.noEndpoint"] = "The agent is logged in without a telephone: log out first.",
        ["loggedOut"] = "The agent is logged out.",
        ["loggedOut.logInFirst"] = "The agent is logged out: log in first.",
        ["mediaNotServed"] = "The queue '{0}' takes no {1}.",
        ["noContactToCode"] = "The agent has no contact that takes a wrap-up code.",
        ["noConsultation"] = "There is no consultation about the contact '{0}'.",
        ["noContactInHand"] = "The agent has no current contact.",
        ["noContactInHand.taken"] = "The callback was taken from the agent.",
        ["noQueueServed"] = "No queue has been served yet: name the queue to wrap up for.",
        ["noTelephoneLeg"] = "The contact '{0}' is neither a call nor a callback: it has no telephone leg.",
        ["noWrapUp"] = "The agent's assignment to the queue '{0}' has no wrap-up time.",
        ["noWrapUpExtension"] = "The agent's assignment to the queue '{0}' has no time to add.",
        ["noWrapUpNow"] = "Wrap-up can be started while available and extended while in wrap-up.",
        ["notACall"] = "Only a call can become a callback request.",
        ["notACall.message"] = "Only a caller can leave a voice message.",
        ["notACallback"] = "The current contact, '{0}', is not a callback.",
        ["notAssigned"] = "The agent is not assigned to the queue '{0}'.",
        ["notAssigned.other"] = "The agent '{1}' is not assigned to the queue '{0}'.",
        ["offerAccepted"] = "The offer has been accepted.",
        ["offerAccepted.deciding"] = "The offer has been accepted; the queue is deciding.",
        ["offerMissed"] = "The offer was not answered in time: it counts as missed.",
        ["offerNotOpen"] = "The offer '{0}' is not open.",
        ["offerRejected"] = "The offer has been rejected.",
        ["offerWithdrawn"] = "The offer was withdrawn.",
        ["offerWithdrawn.whileAccepting"] = "The offer was withdrawn: the caller has gone, or is leaving a message.",
        ["otherContactInHand"] = "The current contact is '{0}'.",
        ["otherContactInHand.toCode"] = "The contact that takes a wrap-up code is '{0}'.",
        ["otherWrapUp"] = "The running wrap-up is for the queue '{0}'.",
        ["outOfRange"] = "'{0}' must be {1} to {2} seconds.",
        ["outOfRange.atLeast"] = "'{0}' must be at least {1}.",
        ["outOfRange.entries"] = "'{0}' can have at most {1} entries.",
        ["outOfRange.moreThan"] = "'{0}' must be more than {1} and at most {2} seconds.",
        ["outOfRange.number"] = "'{0}' must be {1} to {2}.",
        ["outOfRange.slotMinutes"] = "'{0}' must be 5, 10, 15, 20, 30 or 60.",
        ["outOfRange.maxWrapUp"] = "'maxWrapUpSeconds' must be at least wrapUpSeconds.",
        ["outcomeKnown"] = "The callback has its outcome already.",
        ["outcomePending"] = "Another outcome of the callback is being decided.",
        ["outcomeRequired"] = "Mark the callback as completed or schedule it before closing its pop-up.",
        ["popUpOpen"] = "The contact's pop-up is still open: close it first.",
        ["queueClosed"] = "The queue '{0}' is closed.",
        ["queueFull"] = "The queue '{0}' has {1} contacts waiting, as many as it takes.",
        ["queueInUse"] = "{0} contacts are open in the queue: waiting, with an agent, or scheduled.",
        ["queueInUse.agents"] = "{0} agents are assigned to the queue: end their assignments first.",
        ["queueInUse.transfer"] = "A contact is being transferred to the queue: try again in a minute.",
        ["ruleFailed"] = "The rule for {0} failed: {1}",
        ["transferPending"] = "Another transfer of the contact '{0}' is being decided.",
        ["transferToItself"] = "The contact '{0}' is with this agent and from the queue '{1}': name another queue, or another agent.",
        ["transferUnanswered"] = "The queue '{0}' has not answered in time: the contact stays with the agent. Try again.",
        ["unknownAgent"] = "There is no agent '{0}'.",
        ["unknownAssignment"] = "The agent is not assigned to the queue '{0}'.",
        ["unknownContact"] = "There is no contact '{0}' in the queue '{1}'.",
        ["unknownQueue"] = "There is no queue '{0}'.",
        ["unknownWrapUpCode"] = "'{0}' is not one of the wrap-up codes that the queue '{1}' had when it offered the contact.",
        ["unknownWrapUpCode.default"] = "The default '{0}' is not one of the queue's wrap-up codes.",
        ["windowNotFree"] = "The queue '{0}' has no callback window that begins at {1}.",
        ["windowNotFree.full"] = "The callback window of {1} of the queue '{0}' is full.",
        ["windowNotFree.past"] = "The callback window of {1} of the queue '{0}' has begun already.",
        ["windowsOverlap"] = "The weekly times in '{0}' overlap.",
        ["wrapUpCodeRequired"] = "The contact '{0}' needs a wrap-up code first.",
        ["wrapUpLimit"] = "A wrap-up for the queue '{0}' lasts at most {1} seconds.",
    };

    /// <summary>The sentence of a refusal, in English: the one that it brings with it, or the one that its code and values make. That of a newer version, whose code is
    /// not known here, is its code.</summary>
    public static string Of(Refusal refusal)
    {
        if (refusal.Detail.Length > 0)
            return refusal.Detail;
        var text = All.GetValueOrDefault($"{refusal.Code}.{refusal.Case}") ?? All.GetValueOrDefault(refusal.Code);
        string[] values = [.. refusal.Values ?? []];
        try
        {
            return text is null ? refusal.Code : string.Format(CultureInfo.InvariantCulture, text, values);
        }
        catch (FormatException)
        {
            // A value is missing: a newer version has another sentence.
            return refusal.Code;
        }
    }
}

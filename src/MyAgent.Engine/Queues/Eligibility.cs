using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>Whether an agent may be given a contact, and if not, why not (rules 6, 12, 14 and 29).</summary>
internal enum Eligible
{
    /// <summary>The agent may be given the contact.</summary>
    Yes,

    /// <summary>The agent does not work in the queue.</summary>
    NotAssigned,

    /// <summary>The agent is not available.</summary>
    NotAvailable,

    /// <summary>The contact is a call, a callback or a consultation, and the agent's telephone is busy or cannot be reached.</summary>
    EndpointNotReady,

    /// <summary>The contact is a callback and the agent takes none in this queue.</summary>
    TakesNoCallbacks,

    /// <summary>An overflow agent: neither limit of the assignment is reached.</summary>
    OverflowNotReached,

    /// <summary>The agent has rejected the contact a short while ago.</summary>
    CoolingDown,

    /// <summary>The contact still waits for a preferred agent who is logged in, and this is none.</summary>
    HeldForPreferred,
}

/// <summary>The rule of eligibility, as matching applies it and as an explanation gives it.</summary>
internal static class Eligibility
{
    /// <summary>Decides whether an agent may be given a contact.</summary>
    /// <param name="assignment">How the agent works in the queue; null where not at all.</param>
    /// <param name="available">Whether the agent is available.</param>
    /// <param name="canRing">Whether the agent can be offered calls and callbacks.</param>
    /// <param name="kind">What the contact is.</param>
    /// <param name="waited">How long it has waited in this queue.</param>
    /// <param name="queued">How many contacts are waiting or recording.</param>
    /// <param name="coolingDown">Whether the agent's rejection of the contact still counts (<see cref="CoolingDownUntil"/>).</param>
    /// <param name="heldForOthers">Whether the contact waits for preferred agents of whom this is none.</param>
    public static Eligible Of(
        Assignment? assignment, bool available, bool canRing, ContactKind kind, TimeSpan waited, int queued, bool coolingDown, bool heldForOthers)
    {
        if (assignment is null)
            return Eligible.NotAssigned;
        if (!available)
            return Eligible.NotAvailable;
        if (!canRing && kind.RingsTelephone())
            return Eligible.EndpointNotReady;
        if (kind == ContactKind.Callback && !assignment.Callbacks)
            return Eligible.TakesNoCallbacks;
        if (!OverflowReached(assignment, waited, queued))
            return Eligible.OverflowNotReached;
        if (coolingDown)
            return Eligible.CoolingDown;
        return heldForOthers ? Eligible.HeldForPreferred : Eligible.Yes;
    }

    /// <summary>Rule 12: an overflow agent needs the contact to have waited long enough, or enough contacts to be queued, whichever
    /// is set and met. One for whom neither is set gets nothing.</summary>
    public static bool OverflowReached(Assignment assignment, TimeSpan waited, int queued) =>
        assignment.Kind == AssignmentKind.Primary
        || queued >= assignment.OverflowAfterContacts
        || (assignment.OverflowAfterSeconds is { } seconds && DateTimeOffset.UnixEpoch + waited >= DateTimeOffset.UnixEpoch.AddSeconds(seconds));

    /// <summary>Rule 14: whether a contact is held for a preferred agent of the queue.</summary>
    /// <param name="assignment">The agent's assignment to the queue.</param>
    /// <param name="loggedIn">Whether the agent is logged in.</param>
    /// <param name="isCallback">Whether the contact is a callback.</param>
    /// <param name="isUnwanted">Whether the agent has rejected the contact since it entered the queue, other than by not answering.</param>
    public static bool IsAwaited(Assignment assignment, bool loggedIn, bool isCallback, bool isUnwanted) =>
        loggedIn && (assignment.Callbacks || !isCallback) && !isUnwanted;

    /// <summary>Rules 6 and 33b: until when a rejected contact is kept from the agent. Where no other agent is logged in for the queue, or the agent's
    /// telephone was not answered, that is no more than the repeat time: enough that an offer never loops.</summary>
    /// <param name="rejection">The agent's last rejection of the contact.</param>
    /// <param name="settings">The queue's policy.</param>
    /// <param name="othersLoggedIn">Whether anybody else is logged in for the queue.</param>
    public static DateTimeOffset CoolingDownUntil(Rejection rejection, QueueSettings settings, bool othersLoggedIn)
    {
        var coolDownSeconds = othersLoggedIn && rejection.Reason != RejectReason.NoAnswer ? settings.RejectCoolDownSeconds : 0;
        return rejection.At.AddSeconds(Math.Max(coolDownSeconds, settings.RejectRepeatSecondsOrDefault));
    }
}

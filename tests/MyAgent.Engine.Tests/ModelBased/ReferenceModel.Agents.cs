using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>What agents do (rules 1 to 8, 15, 22, 24 and 26). Each answers with the code of its refusal, null for none.</content>
internal sealed partial class ReferenceModel
{
    /// <summary>Rule 28.</summary>
    private string? LogIn(ModelAgent agent, string endpoint)
    {
        if (agent.LoggedIn)
            return endpoint.Length > 0 && endpoint != agent.Endpoint ? "loggedInElsewhere" : null;
        if (endpoint.Length > 0 && Agents.Any(other => other.LoggedIn && other.Endpoint == endpoint))
            return "endpointInUse";
        agent.Endpoint = endpoint;
        (agent.Missed, agent.Rejected, agent.LoggedInAt) = (0, 0, Now);
        agent.Become(AgentStatus.Available, Now);
        return null;
    }

    /// <summary>Rule 29.</summary>
    private string? Report(string endpoint, EndpointState state)
    {
        var isNew = !Endpoints.TryGetValue(endpoint, out var known) || known != state;
        Endpoints[endpoint] = state;
        if (!isNew || Agents.FirstOrDefault(agent => agent.LoggedIn && agent.Endpoint == endpoint) is not { } agent)
            return null;
        if (agent.Status == AgentStatus.Available)
            agent.Comparing = agent.Assignments.Count > 1;
        if (state != EndpointState.Ready && agent is { Status: AgentStatus.Offered, Contact.RingsTelephone: true })
        {
            (agent.Contact.State, agent.LastOffer) = (ContactState.Waiting, OfferEnd.Withdrawn);
            BecomeAvailable(agent);
        }
        return null;
    }

    private bool CanRing(ModelAgent agent) => Endpoints.GetValueOrDefault(agent.Endpoint) == EndpointState.Ready;

    /// <summary>Rule 33b: says of an endpoint that was reported on what a reject shows.</summary>
    private void Show(ModelAgent agent, ModelContact contact, RejectReason reason)
    {
        if (contact.RingsTelephone && reason is RejectReason.Busy or RejectReason.Unreachable && Endpoints.ContainsKey(agent.Endpoint))
            Endpoints[agent.Endpoint] = reason == RejectReason.Busy ? EndpointState.Busy : EndpointState.Unreachable;
    }

    /// <summary>Rule 5.</summary>
    private string? AskFor(ModelAgent agent, NextRequest next)
    {
        if (!agent.LoggedIn)
            return next.Status == NextStatus.LogOut ? null : "loggedOut";
        if (agent.HasContact || agent.Status == AgentStatus.Offered)
            agent.Next = next;
        else
            Begin(agent, next);
        return null;
    }

    private void Begin(ModelAgent agent, NextRequest next)
    {
        agent.Next = null;
        agent.Become(next.Status == NextStatus.LogOut ? AgentStatus.LoggedOut : AgentStatus.Break, Now, next.Seconds is { } seconds ? Now.AddSeconds(seconds) : null);
    }

    private void BecomeAvailable(ModelAgent agent)
    {
        if (agent.Next is { } next)
            Begin(agent, next);
        else
            agent.Become(AgentStatus.Available, Now);
    }

    /// <summary>Rules 4 and 5.</summary>
    private string? MakeAvailable(ModelAgent agent)
    {
        var hadNext = agent.Next is not null;
        switch (agent.Status)
        {
            case AgentStatus.LoggedOut:
                return "loggedOut";
            case AgentStatus.WrapUp or AgentStatus.Break or AgentStatus.NotResponding:
                agent.Next = null;
                agent.Become(AgentStatus.Available, Now);
                return null;
            case AgentStatus.Available:
                return null;
            default:
                agent.Next = null;
                return hadNext ? null : agent.Status == AgentStatus.PostProcessing ? "popUpOpen" : "contactInHand";
        }
    }

    /// <summary>Rules 7 and 26.</summary>
    private string? ForceLogOut(ModelAgent agent)
    {
        if (agent is { Status: AgentStatus.Offered, Contact: { } offered })
            (offered.State, agent.LastOffer) = (ContactState.Waiting, OfferEnd.Withdrawn);
        else if (agent is { Contact: { } current } && (!agent.Over || agent.NeedsOutcome))
            ReturnContact(agent, current);
        agent.Next = null;
        agent.Become(AgentStatus.LoggedOut, Now);
        EndConsultation(agent);
        return null;
    }

    private void ReturnContact(ModelAgent agent, ModelContact current)
    {
        if (!agent.Over)
            agent.LastContactOverAt = Now;
        current.EndTalk(Now);
        if (current.IsCallback)
            (current.State, current.CallOver) = (ContactState.Waiting, false);
        else
            current.Finish(ContactOutcome.Served, EndedBy.Supervisor);
    }

    /// <summary>Rule 3.</summary>
    private string? StartOrExtendWrapUp(ModelAgent agent, string named)
    {
        if (agent.Status == AgentStatus.Available)
        {
            if ((named.Length > 0 ? named : agent.LastServed) is not { } queue)
                return "noQueueServed";
            if (!agent.Assignments.TryGetValue(queue, out var assignment))
                return "notAssigned";
            var seconds = assignment.WrapUpSeconds > 0 ? assignment.WrapUpSeconds : assignment.WrapUpExtensionSeconds ?? 0;
            if (seconds == 0)
                return "noWrapUp";
            StartWrapUp(agent, queue, seconds);
            return null;
        }
        if (agent.Status != AgentStatus.WrapUp)
            return "noWrapUpNow";
        if (named.Length > 0 && named != agent.WrapUpFor)
            return "otherWrapUp";
        var works = agent.Assignments[agent.WrapUpFor!];
        var until = agent.Until!.Value.AddSeconds(works.WrapUpExtensionSeconds ?? works.WrapUpSeconds);
        if (works.MaxWrapUpSeconds is { } most && until > agent.WrapUpStartedAt.AddSeconds(most))
            return "wrapUpLimit";
        agent.Until = until;
        return null;
    }

    private void StartWrapUp(ModelAgent agent, string queue, double seconds)
    {
        agent.Become(AgentStatus.WrapUp, Now, Now.AddSeconds(seconds));
        (agent.WrapUpFor, agent.WrapUpStartedAt) = (queue, Now);
    }

    private string? Accept(ModelAgent agent)
    {
        if (agent.Status != AgentStatus.Offered)
            return "offerNotOpen";
        agent.Become(AgentStatus.Engaged, Now);
        (agent.Missed, agent.Rejected, agent.LastOffer) = (0, 0, OfferEnd.Accepted);
        agent.LastServed = agent.Queue;
        agent.NeedsOutcome = agent.Contact!.IsCallback;
        (agent.Contact.State, agent.Contact.AnsweredAt, agent.Contact.Window) = (ContactState.Engaged, Now, null);
        return null;
    }

    /// <summary>Rule 33d: about the last offer, open or not.</summary>
    private string? AcceptAgain(ModelAgent agent) => agent.LastOffer switch
    {
        null => Accept(agent),
        OfferEnd.Accepted => null,
        { } end => NotOpen(end),
    };

    private string? RejectAgain(ModelAgent agent, RejectReason reason) => agent.LastOffer switch
    {
        null => Reject(agent, reason),
        OfferEnd.Accepted => "offerAccepted",
        OfferEnd.Rejected => null,
        OfferEnd.Missed when reason == RejectReason.NoAnswer => null,
        { } end => NotOpen(end),
    };

    private static string NotOpen(OfferEnd end) => end == OfferEnd.Done ? "offerNotOpen" : $"offer{end}";

    /// <summary>Rules 6 and 33b.</summary>
    private string? Reject(ModelAgent agent, RejectReason reason)
    {
        if (agent.Status != AgentStatus.Offered)
            return "offerNotOpen";
        agent.Contact!.Rejections[agent.Id] = (Now, reason);
        if (reason == RejectReason.NoAnswer)
        {
            Miss(agent);
            return null;
        }
        Show(agent, agent.Contact, reason);
        agent.Contact.State = ContactState.Waiting;
        agent.Contact.Unwanted.Add(agent.Id);
        (agent.Missed, agent.LastOffer) = (0, OfferEnd.Rejected);
        agent.Rejected++;
        if (agent.Next is null && agent.Rejected >= (Queues[agent.Queue].RejectedLimit ?? 3))
            agent.Become(AgentStatus.NotResponding, Now);
        else
            BecomeAvailable(agent);
        return null;
    }

    /// <summary>Rule 6.</summary>
    private void Miss(ModelAgent agent)
    {
        agent.Contact!.State = ContactState.Waiting;
        agent.Missed++;
        agent.LastOffer = OfferEnd.Missed;
        if (agent.Next is null && agent.Missed >= Queues[agent.Queue].MissedLimit)
            agent.Become(AgentStatus.NotResponding, Now);
        else
            BecomeAvailable(agent);
    }

    /// <summary>Rule 33a.</summary>
    private string? Requeue(ModelAgent agent)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.Over)
            return "contactOver";
        var contact = agent.Contact!;
        if (contact.Kind == ContactKind.Fax)
            return "noTelephoneLeg";
        (contact.State, contact.AnsweredAt) = (ContactState.Waiting, null);
        contact.Rejections[agent.Id] = (Now, RejectReason.Unreachable);
        contact.Unwanted.Add(agent.Id);
        BecomeAvailable(agent);
        EndConsultation(agent);
        return null;
    }

    /// <summary>Rule 33.</summary>
    private string? Transfer(ModelAgent agent, string queue, string? receiver, bool isNewPlace)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.Over)
            return "contactOver";
        if (agent.Contact!.IsConsult)
            return "consultNotTransferred";
        var contact = agent.Contact!;
        var isStaying = contact.Queue == queue;
        if (receiver == agent.Id || (isStaying && receiver is null))
            return "transferToItself";
        if (receiver is not null && !Agent(receiver).Assignments.ContainsKey(queue))
            return "notAssigned";
        if (contact.IsCallback && !Queues[queue].Callbacks.Enabled)
            return "callbacksDisabled";
        if (!CentreConfiguration.Default.IsOpen(queue, Now))
            return "queueClosed";
        if (WaitingList(queue).Count() >= Queues[queue].MaxWaiting)
            return "queueFull";
        contact.EndTalk(Now);
        (contact.State, contact.Queue, contact.EnteredAt, contact.CallOver) = (ContactState.Waiting, queue, Now, false);
        contact.At = isNewPlace ? Now : contact.At;
        contact.ForgetRejections();
        contact.Own = receiver is null ? null : (receiver, Now.AddSeconds(Queues[queue].TransferHoldSeconds!.Value));
        agent.NeedsOutcome = false;
        End(agent);
        Undecided |= agent.Comparing;
        return null;
    }

    private string? EndContact(ModelAgent agent, EndedBy by)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent is { Over: false, Contact.IsCallback: false })
            agent.Contact.Finish(ContactOutcome.Served, by);
        End(agent);
        return null;
    }

    /// <summary>Marks the current contact as over, once.</summary>
    private void End(ModelAgent agent)
    {
        if (agent.Over)
            return;
        agent.LastContactOverAt = Now;
        agent.Over = true;
        if (agent.PopUpClosed)
            AfterContact(agent);
        else
            agent.Become(AgentStatus.PostProcessing, Now);
        EndConsultation(agent);
    }

    /// <summary>Rule 33: the telephone says whether the contact is on hold.</summary>
    private string? Hold(ModelAgent agent, bool isHeld)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.Over)
            return "contactOver";
        if (!agent.Contact!.RingsTelephone)
            return "noTelephoneLeg";
        agent.HeldSince = !isHeld ? null : agent.HeldSince ?? Now;
        return null;
    }

    private string? ClosePopUp(ModelAgent agent)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.NeedsOutcome)
            return "outcomeRequired";
        agent.PopUpClosed = true;
        if (agent.Over)
            AfterContact(agent);
        return null;
    }

    /// <summary>Rule 1.</summary>
    private void AfterContact(ModelAgent agent)
    {
        if (agent.Assignments[agent.Queue].WrapUpSeconds is > 0 and var seconds)
            StartWrapUp(agent, agent.Queue, seconds);
        else
            BecomeAvailable(agent);
    }

    /// <summary>Rules 22 and 24.</summary>
    private string? GiveOutcome(ModelAgent agent, DateTimeOffset? dueAt, FailureCause? failure = null, bool isOwn = false, bool isWindow = false)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        var callback = agent.Contact!;
        if (!callback.IsCallback)
            return "notACallback";
        if (!agent.NeedsOutcome)
            return "outcomeKnown";
        if (isWindow && !IsFree(callback.Queue, dueAt!.Value))
            return "windowNotFree";
        if (dueAt < Now)
            return "dueAtInPast";
        if (dueAt > Now.AddDays(Queues[callback.Queue].Callbacks.HorizonDays))
            return "dueAtBeyondHorizon";
        var isUsedUp = false;
        if (failure is { } cause)
        {
            var rule = Queues[callback.Queue].Callbacks.Retry?.Of(cause);
            isUsedUp = cause == FailureCause.WrongNumber || callback.Failures.Count(one => one == cause) + 1 >= rule?.Attempts;
            if (rule is null && dueAt is null && !isUsedUp && callback.Attempts + 1 < (Queues[callback.Queue].Callbacks.MaxAttempts ?? int.MaxValue))
                return "dueAtRequired";
            callback.Failures.Add(cause);
            dueAt ??= Now.AddSeconds(rule?.DelaySeconds ?? 0);
        }
        callback.EndTalk(Now);
        if (dueAt is not { } date)
            callback.Finish(ContactOutcome.Completed, EndedBy.Agent);
        else if (isUsedUp)
            callback.Finish(ContactOutcome.NotReached, EndedBy.System);
        else if (++callback.Attempts >= Queues[callback.Queue].Callbacks.MaxAttempts)
            callback.Finish(ContactOutcome.NotReached, EndedBy.System);
        else
            (callback.State, callback.DueAt, callback.CallOver, callback.Own, callback.Window) =
                (ContactState.Scheduled, date, false, isOwn ? (agent.Id, null) : null, isWindow ? date : null);
        agent.NeedsOutcome = false;
        End(agent);
        return null;
    }
}

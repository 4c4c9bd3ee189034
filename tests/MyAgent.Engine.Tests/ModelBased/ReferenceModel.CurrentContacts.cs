using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>What agents do with the contact that they have (rules 1, 8, 22, 24, 33 and 33a). Each answers with the code of its refusal, null for none.</content>
internal sealed partial class ReferenceModel
{
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
        agent.Coded = null; // No default: this agent did not serve it.
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

    /// <summary>Marks the current contact as over, once; the pop-up may close with it, or with the outcome that comes later.</summary>
    private void End(ModelAgent agent)
    {
        var closes = agent is { AutoClosePopUp: true, NeedsOutcome: false };
        if (agent.Over && !closes)
            return;
        agent.LastContactOverAt = agent.Over ? agent.LastContactOverAt : Now;
        agent.Over = true;
        agent.PopUpClosed |= closes;
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
            BecomeAvailableAfterWrapUp(agent);
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

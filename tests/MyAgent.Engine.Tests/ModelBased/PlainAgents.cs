using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>What agents do (rules 1 to 8, 15, 22, 24 and 26). Each answers with the code of its refusal, null for none.</content>
internal sealed partial class PlainCentre
{
    private string? LogIn(PlainAgent agent)
    {
        if (agent.LoggedIn)
            return null;
        (agent.Missed, agent.Rejected, agent.LoggedInAt) = (0, 0, Now);
        agent.Become(AgentStatus.Available, Now);
        return null;
    }

    /// <summary>Rule 5.</summary>
    private string? AskFor(PlainAgent agent, NextRequest next)
    {
        if (!agent.LoggedIn)
            return next.Status == NextStatus.LogOut ? null : "loggedOut";
        if (agent.InHand || agent.Status == AgentStatus.Offered)
            agent.Next = next;
        else
            Begin(agent, next);
        return null;
    }

    private void Begin(PlainAgent agent, NextRequest next)
    {
        agent.Next = null;
        agent.Become(next.Status == NextStatus.LogOut ? AgentStatus.LoggedOut : AgentStatus.Break, Now, next.Seconds is { } seconds ? Now.AddSeconds(seconds) : null);
    }

    private void BecomeAvailable(PlainAgent agent)
    {
        if (agent.Next is { } next)
            Begin(agent, next);
        else
            agent.Become(AgentStatus.Available, Now);
    }

    /// <summary>Rules 4 and 5.</summary>
    private string? MakeAvailable(PlainAgent agent)
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
    private string? ForceLogOut(PlainAgent agent)
    {
        if (agent is { Status: AgentStatus.Offered, Contact: { } offered })
            (offered.State, agent.LastOffer) = (ContactState.Waiting, PlainEnd.Withdrawn);
        else if (agent is { Contact: { } held } && (!agent.Over || agent.NeedsOutcome))
            GiveBack(agent, held);
        agent.Next = null;
        agent.Become(AgentStatus.LoggedOut, Now);
        return null;
    }

    private void GiveBack(PlainAgent agent, PlainContact held)
    {
        if (!agent.Over)
            agent.LastContactOverAt = Now;
        held.EndTalk(Now);
        if (held.IsCallback)
            (held.State, held.CallOver) = (ContactState.Waiting, false);
        else
            held.Finish(ContactOutcome.Served, EndedBy.Supervisor);
    }

    /// <summary>Rule 3.</summary>
    private string? StartOrExtendWrapUp(PlainAgent agent, string named)
    {
        if (agent.Status == AgentStatus.Available)
        {
            if ((named.Length > 0 ? named : agent.LastServed) is not { } queue)
                return "noQueueServed";
            if (!agent.Works.TryGetValue(queue, out var assignment))
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
        var works = agent.Works[agent.WrapUpFor!];
        var until = agent.Until!.Value.AddSeconds(works.WrapUpExtensionSeconds ?? works.WrapUpSeconds);
        if (works.MaxWrapUpSeconds is { } most && until > agent.WrapUpStartedAt.AddSeconds(most))
            return "wrapUpLimit";
        agent.Until = until;
        return null;
    }

    private void StartWrapUp(PlainAgent agent, string queue, double seconds)
    {
        agent.Become(AgentStatus.WrapUp, Now, Now.AddSeconds(seconds));
        (agent.WrapUpFor, agent.WrapUpStartedAt) = (queue, Now);
    }

    private string? Accept(PlainAgent agent)
    {
        if (agent.Status != AgentStatus.Offered)
            return "offerNotOpen";
        agent.Become(AgentStatus.Engaged, Now);
        (agent.Missed, agent.Rejected, agent.LastOffer) = (0, 0, PlainEnd.Accepted);
        agent.LastServed = agent.Queue;
        agent.NeedsOutcome = agent.Contact!.IsCallback;
        (agent.Contact.State, agent.Contact.AnsweredAt) = (ContactState.Engaged, Now);
        return null;
    }

    /// <summary>Rule 33d: about the last offer, open or not.</summary>
    private string? AcceptAgain(PlainAgent agent) => agent.LastOffer switch
    {
        null => Accept(agent),
        PlainEnd.Accepted => null,
        { } end => NotOpen(end),
    };

    private string? RejectAgain(PlainAgent agent, RejectReason reason) => agent.LastOffer switch
    {
        null => Reject(agent, reason),
        PlainEnd.Accepted => "offerAccepted",
        PlainEnd.Rejected => null,
        PlainEnd.Missed when reason == RejectReason.NoAnswer => null,
        { } end => NotOpen(end),
    };

    private static string NotOpen(PlainEnd end) => end == PlainEnd.Done ? "offerNotOpen" : $"offer{end}";

    /// <summary>Rules 6 and 33b.</summary>
    private string? Reject(PlainAgent agent, RejectReason reason)
    {
        if (agent.Status != AgentStatus.Offered)
            return "offerNotOpen";
        agent.Contact!.Rejections[agent.Id] = (Now, reason);
        if (reason == RejectReason.NoAnswer)
        {
            Miss(agent);
            return null;
        }
        agent.Contact.State = ContactState.Waiting;
        agent.Contact.Unwanted.Add(agent.Id);
        (agent.Missed, agent.LastOffer) = (0, PlainEnd.Rejected);
        agent.Rejected++;
        if (agent.Next is null && agent.Rejected >= (Queues[agent.Queue].RejectedLimit ?? 3))
            agent.Become(AgentStatus.NotResponding, Now);
        else
            BecomeAvailable(agent);
        return null;
    }

    /// <summary>Rule 6.</summary>
    private void Miss(PlainAgent agent)
    {
        agent.Contact!.State = ContactState.Waiting;
        agent.Missed++;
        agent.LastOffer = PlainEnd.Missed;
        if (agent.Next is null && agent.Missed >= Queues[agent.Queue].MissedLimit)
            agent.Become(AgentStatus.NotResponding, Now);
        else
            BecomeAvailable(agent);
    }

    private string? EndContact(PlainAgent agent, EndedBy by)
    {
        if (!agent.InHand)
            return "noContactInHand";
        if (agent is { Over: false, Contact.IsCallback: false })
            agent.Contact.Finish(ContactOutcome.Served, by);
        End(agent);
        return null;
    }

    /// <summary>The contact in hand is over, whoever ended it.</summary>
    private void End(PlainAgent agent)
    {
        if (agent.Over)
            return;
        agent.LastContactOverAt = Now;
        agent.Over = true;
        if (agent.PopUpClosed)
            AfterContact(agent);
        else
            agent.Become(AgentStatus.PostProcessing, Now);
    }

    private string? ClosePopUp(PlainAgent agent)
    {
        if (!agent.InHand)
            return "noContactInHand";
        if (agent.NeedsOutcome)
            return "outcomeRequired";
        agent.PopUpClosed = true;
        if (agent.Over)
            AfterContact(agent);
        return null;
    }

    /// <summary>Rule 1.</summary>
    private void AfterContact(PlainAgent agent)
    {
        if (agent.Works[agent.Queue].WrapUpSeconds is > 0 and var seconds)
            StartWrapUp(agent, agent.Queue, seconds);
        else
            BecomeAvailable(agent);
    }

    /// <summary>Rules 22 and 24.</summary>
    private string? GiveOutcome(PlainAgent agent, DateTimeOffset? dueAt)
    {
        if (!agent.InHand)
            return "noContactInHand";
        var callback = agent.Contact!;
        if (!callback.IsCallback)
            return "notACallback";
        if (!agent.NeedsOutcome)
            return "outcomeKnown";
        if (dueAt < Now)
            return "dueAtInPast";
        if (dueAt > Now.AddDays(Queues[callback.Queue].Callbacks.HorizonDays))
            return "dueAtBeyondHorizon";
        callback.EndTalk(Now);
        if (dueAt is not { } date)
            callback.Finish(ContactOutcome.Completed, EndedBy.Agent);
        else if (++callback.Attempts >= Queues[callback.Queue].Callbacks.MaxAttempts)
            callback.Finish(ContactOutcome.NotReached, EndedBy.System);
        else
            (callback.State, callback.DueAt, callback.CallOver) = (ContactState.Scheduled, date, false);
        agent.NeedsOutcome = false;
        End(agent);
        return null;
    }
}

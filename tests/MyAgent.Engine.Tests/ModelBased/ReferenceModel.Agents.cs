using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>What agents do apart from the contact that they have (rules 3 to 7, 15, 26 and 28 to 30). Each answers with the code of its refusal, null for none.</content>
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
        GiveDefaultCode(agent);
        agent.Become(next.Status == NextStatus.LogOut ? AgentStatus.LoggedOut : AgentStatus.Break, Now, next.Seconds is { } seconds ? Now.AddSeconds(seconds) : null);
    }

    private void BecomeAvailable(ModelAgent agent)
    {
        if (agent.Next is { } next)
            Begin(agent, next);
        else
            agent.Become(agent.Absent ? AgentStatus.NotResponding : AgentStatus.Available, Now);
    }

    /// <summary>Rule 30.</summary>
    private string? KeepAlive(ModelAgent agent)
    {
        (agent.HeardAt, agent.Absent) = (Now, false);
        return null;
    }

    /// <summary>Rule 30: an open offer is missed, whatever the limit of misses, and a contact stays.</summary>
    private void EndLease(ModelAgent agent)
    {
        if (!(agent.LeaseUntil <= Now))
            return;
        agent.Absent = true;
        if (agent.Status == AgentStatus.Offered)
            Miss(agent);
        else if (agent.Status == AgentStatus.Available)
            BecomeAvailable(agent);
    }

    /// <summary>Rules 4 and 5.</summary>
    private string? MakeAvailable(ModelAgent agent)
    {
        var hadNext = agent.Next is not null;
        switch (agent.Status)
        {
            case AgentStatus.LoggedOut:
                return "loggedOut";
            case AgentStatus.WrapUp when agent is { Coded: not null, Code: null } && Queues[agent.CodedIn].WrapUpCodes!.Required:
                return "wrapUpCodeRequired";
            case AgentStatus.WrapUp or AgentStatus.Break or AgentStatus.NotResponding:
                agent.Next = null;
                KeepAlive(agent);
                GiveDefaultCode(agent);
                agent.Become(AgentStatus.Available, Now);
                return null;
            case AgentStatus.Available:
                return null;
            default:
                if (hadNext)
                    agent.HeardAt = Now;
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
        GiveDefaultCode(agent);
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
        BeginCode(agent, agent.Contact);
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
}

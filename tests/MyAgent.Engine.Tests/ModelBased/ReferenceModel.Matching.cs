using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>Matching and automatic decisions (rules 6, 9 to 16 and 23).</content>
internal sealed partial class ReferenceModel
{
    /// <summary>Rule 10: until there is nothing left to do.</summary>
    private void ProcessDue()
    {
        while (Reenter() || EndOverlongWait() || EndOverlongRecording() || MatchOne())
        {
        }
        foreach (var agent in Agents)
            agent.Comparing = false;
        NoteLastAgents();
    }

    /// <summary>Rule 34.</summary>
    private void NoteLastAgents()
    {
        foreach (var contact in Contacts.Where(contact => contact is { IsNoted: false, IsDone: true }))
        {
            contact.IsNoted = true;
            if (contact.Outcome is ContactOutcome.Served or ContactOutcome.Completed && contact.Caller.Length > 0 && Queues[contact.Queue].PreferLastAgentDays is not null)
                _lastAgents[(contact.Caller, contact.Queue)] = contact.Agent!.Id;
        }
    }

    /// <summary>Rule 18.</summary>
    private void WatchAlarms()
    {
        foreach (var (queue, settings) in Queues)
        {
            var waiting = WaitingList(queue).Where(contact => contact.State == ContactState.Waiting).Select(contact => contact.EnteredAt).ToList();
            if (settings.Alarms.Waiting is { } most)
                Watch((queue, AlarmKind.Waiting), reached: WaitingList(queue).Count() >= most, cleared: WaitingList(queue).Count() <= most * 0.8);
            if (settings.Alarms.LongestWaitSeconds is { } longest)
                Watch(
                    (queue, AlarmKind.LongestWait), reached: waiting.Exists(at => at.AddSeconds(longest) <= Now),
                    cleared: waiting.TrueForAll(at => Now <= at.AddSeconds(longest * 0.8)));
        }
    }

    private void Watch((string Queue, AlarmKind Kind) alarm, bool reached, bool cleared)
    {
        if (reached)
            Alarms.Add(alarm);
        else if (cleared)
            Alarms.Remove(alarm);
    }

    /// <summary>Rules 17 and 23.</summary>
    private bool Reenter()
    {
        if (Contacts.Where(contact => contact.State == ContactState.Scheduled && contact.DueAt <= Now && CentreConfiguration.Default.IsOpen(contact.Queue, Now))
            .MinBy(contact => contact.DueAt) is not { } callback)
            return false;
        callback.State = ContactState.Waiting;
        callback.EnteredAt = Now;
        callback.ForgetRejections();
        if (callback.Own is { Agent: var own })
            callback.Own = (own, Now.AddSeconds(Queues[callback.Queue].Callbacks.OwnCallbackHoldSeconds!.Value));
        if (Queues[callback.Queue].Callbacks.Reentry == Reentry.Due || callback.Window is not null)
            callback.At = callback.DueAt;
        return true;
    }

    /// <summary>Rule 16.</summary>
    private bool EndOverlongWait()
    {
        if (Contacts.Where(contact => contact.State == ContactState.Waiting && Queues[contact.Queue].MaxWaitSeconds is { } longest && OverlongAt(contact, longest) <= Now)
            .MinBy(contact => contact.EnteredAt) is not { } overlong)
            return false;
        if (Queues[overlong.Queue] is { OverflowQueue: { } other, MaxWaitSeconds: { } seconds } && !overlong.IsConsult)
        {
            Undecided |= OverlongAt(overlong, seconds) < Now || Agents.Any(agent => agent.Comparing);
            (overlong.Queue, overlong.EnteredAt) = (other.Value, Now);
            overlong.ForgetRejections();
            overlong.Own = null;
        }
        else
        {
            overlong.Finish(ContactOutcome.Expired, EndedBy.System);
        }
        return true;
    }

    /// <summary>Rule 11. Who is free for several queues looks around first; what comes up meanwhile is for those who were free before.</summary>
    private bool MatchOne()
    {
        foreach (var comparing in new[] { false, true })
        {
            if (comparing)
                WatchAlarms();
            foreach (var contact in InOrder(Contacts.Where(contact => contact.State == ContactState.Waiting)))
            {
                if (BestAgent(contact, comparing) is not { } agent)
                    continue;
                contact.State = ContactState.Offered;
                contact.Agent = agent;
                agent.Become(AgentStatus.Offered, Now, Now.AddSeconds(Queues[contact.Queue].OfferTimeoutSeconds));
                (agent.Contact, agent.Queue, agent.LastOffer) = (contact, contact.Queue, null);
                return true;
            }
        }
        return false;
    }

    /// <summary>Rules 13 and 14.</summary>
    private ModelAgent? BestAgent(ModelContact contact, bool comparing)
    {
        var eligible = Agents.Where(agent => agent.Comparing == comparing && IsEligible(agent, contact)).ToList();
        if (InPreference(contact).Select(id => eligible.Find(agent => agent.Id == id)).FirstOrDefault(agent => agent is not null) is { } preferred)
            return preferred;
        return eligible
            .OrderByDescending(agent => Queues[contact.Queue].Selection == Selection.HighestSkill ? agent.Assignments[contact.Queue].Skill : 0)
            .ThenBy(agent => agent.IdleSince)
            .ThenBy(agent => agent.Id, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>Rule 12.</summary>
    private bool IsEligible(ModelAgent agent, ModelContact contact)
    {
        if (agent.Status != AgentStatus.Available || !agent.Assignments.TryGetValue(contact.Queue, out var works))
            return false;
        if ((contact.IsCallback && !works.Callbacks) || (contact.RingsTelephone && !CanRing(agent)))
            return false;
        var overflow = Now >= contact.EnteredAt.AddSeconds(works.OverflowAfterSeconds ?? 1e6)
            || WaitingList(contact.Queue).Count() >= works.OverflowAfterContacts;
        return (works.Kind == AssignmentKind.Primary || overflow)
            && !IsCoolingDown(agent, contact)
            && !IsHeldFrom(agent, contact);
    }

    /// <summary>Rule 38: the agent whose own callback it is comes first.</summary>
    private static IEnumerable<string> InPreference(ModelContact contact) => contact.Own is { Agent: var own } ? contact.Preferred.Prepend(own) : contact.Preferred;

    /// <summary>Rules 6 and 33b.</summary>
    private bool IsCoolingDown(ModelAgent agent, ModelContact contact)
    {
        if (!contact.Rejections.TryGetValue(agent.Id, out var rejection))
            return false;
        var othersAreThere = Agents.Any(other => other != agent && other.LoggedIn && other.Assignments.ContainsKey(contact.Queue));
        return Now < rejection.At.AddSeconds(Queues[contact.Queue].RejectRepeatSeconds ?? 5)
            || (othersAreThere && rejection.Reason != RejectReason.NoAnswer && Now < rejection.At.AddSeconds(Queues[contact.Queue].RejectCoolDownSeconds));
    }

    /// <summary>Rules 14 and 38.</summary>
    private bool IsHeldFrom(ModelAgent agent, ModelContact contact)
    {
        if (contact.Own is { } own && Now < own.Until && MayStillCome(Agent(own.Agent), contact))
            return agent.Id != own.Agent;
        return !InPreference(contact).Contains(agent.Id)
            && contact.Preferred.Count > 0
            && Now < contact.EnteredAt.AddSeconds(Queues[contact.Queue].PreferredHoldSeconds)
            && InPreference(contact).Any(id => MayStillCome(Agent(id), contact));
    }

    /// <summary>A preferred agent may still come who is logged in, takes such a contact and has not rejected this one.</summary>
    private static bool MayStillCome(ModelAgent agent, ModelContact contact) =>
        agent.LoggedIn && !contact.Unwanted.Contains(agent.Id)
        && agent.Assignments.TryGetValue(contact.Queue, out var works) && (works.Callbacks || !contact.IsCallback);
}

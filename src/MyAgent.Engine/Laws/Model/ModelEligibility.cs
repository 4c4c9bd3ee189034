using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>Rules 6, 12, 14 and 29: whether a waiting contact is for an agent.</summary>
/// <param name="model">The model of the journal.</param>
/// <param name="queue">The queue of the contact.</param>
/// <param name="at">The instant.</param>
/// <param name="doubt">How old news must be for the queue to have it surely; zero at rest. Where it may not have it, the contact is
/// not for the agent.</param>
internal readonly struct ModelEligibility(JournalModel model, QueueModel queue, DateTimeOffset at, TimeSpan doubt)
{
    public bool Includes(ContactModel contact, AgentModel agent, Assignment assignment) =>
        contact.MayBeOffered
        && (!contact.RingsTelephone || (agent.CanRing && at - agent.CanRingSince >= doubt))
        && (!contact.IsCallback || assignment.Callbacks)
        && IsForKind(contact, assignment)
        && !IsCoolingDown(contact, agent)
        && !IsHeldForOthers(contact, agent);

    /// <summary>The first contact found that is for the agent; null for none.</summary>
    public ContactModel? FindFor(AgentModel agent, Assignment assignment)
    {
        if (assignment.Kind == AssignmentKind.Overflow && !EnoughContacts(assignment))
            return FindByWait(agent, assignment);
        return FindIn(queue.Documents, agent, assignment)
            ?? (agent.CanRing ? FindIn(queue.Calls, agent, assignment) : null)
            ?? (agent.CanRing && assignment.Callbacks ? FindIn(queue.Callbacks, agent, assignment) : null);
    }

    private ContactModel? FindIn(SortedSet<ContactModel> waiting, AgentModel agent, Assignment assignment)
    {
        foreach (var contact in waiting)
        {
            if (Includes(contact, agent, assignment))
                return contact;
        }
        return null;
    }

    private ContactModel? FindByWait(AgentModel agent, Assignment assignment)
    {
        foreach (var contact in queue.LongestWaitFirst)
        {
            if (!LongEnough(contact, assignment))
                return null;
            if (Includes(contact, agent, assignment))
                return contact;
        }
        return null;
    }

    private bool IsForKind(ContactModel contact, Assignment assignment) =>
        assignment.Kind == AssignmentKind.Primary || EnoughContacts(assignment) || LongEnough(contact, assignment);

    private bool EnoughContacts(Assignment assignment) => queue.QueuedCount - queue.Moving >= assignment.OverflowAfterContacts;

    private bool LongEnough(ContactModel contact, Assignment assignment) =>
        assignment.OverflowAfterSeconds is { } seconds && at >= contact.EnteredAt.AddSeconds(seconds);

    /// <summary>A rejected contact comes back to the agent after a while, a shorter one where no other agent is logged in for the queue.</summary>
    private bool IsCoolingDown(ContactModel contact, AgentModel agent)
    {
        if (contact.RejectionOf(agent.Id) is not { } rejection)
            return false;
        if (at < rejection.At.AddSeconds(queue.RejectRepeatSeconds))
            return true;
        if (rejection.Reason == RejectReason.NoAnswer)
            return false;
        var seconds = Math.Max(rejection.CoolDownSeconds, queue.Settings?.RejectCoolDownSeconds ?? 0);
        return at < rejection.At.AddSeconds(seconds) && (doubt > TimeSpan.Zero || IsAnotherAgentLoggedIn(agent.Id));
    }

    private bool IsAnotherAgentLoggedIn(AgentId agent)
    {
        foreach (var other in queue.Agents.Keys)
        {
            if (other != agent && model.Agent(other).LoggedIn)
                return true;
        }
        return false;
    }

    private bool IsHeldForOthers(ContactModel contact, AgentModel agent)
    {
        if (contact.HeldFor is { } own && at < own.Until && IsAwaited(contact, own.AgentId))
            return own.AgentId != agent.Id;
        if (contact.HeldFor?.AgentId == agent.Id)
            return false;
        if (queue.Settings is not { PreferredHoldSeconds: > 0 and var hold } || at >= contact.EnteredAt.AddSeconds(hold))
            return false;
        var held = contact is { PreferredAgents.Count: > 0, HeldFor.AgentId: var owner } && IsAwaited(contact, owner);
        foreach (var preferred in contact.PreferredAgents)
        {
            if (!Takes(contact, preferred))
                continue;
            if (preferred == agent.Id)
                return false;
            held |= IsAwaited(contact, preferred);
        }
        return held;
    }

    private bool Takes(ContactModel contact, AgentId agent) =>
        queue.Agents.TryGetValue(agent, out var known) && (!contact.IsCallback || known.Assignment.Callbacks);

    private bool IsAwaited(ContactModel contact, AgentId agent) =>
        Takes(contact, agent) && MayBeLoggedIn(model.Agent(agent)) && (doubt > TimeSpan.Zero || !contact.IsUnwantedBy(agent));

    private bool MayBeLoggedIn(AgentModel agent) => agent.LoggedIn || at - agent.LoginChangedAt < doubt;
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>Consultations (rule 33). Each answers with the code of its refusal, null for none.</content>
internal sealed partial class ReferenceModel
{
    /// <summary>Asks a queue, or an agent of the queue, whose id follows a slash.</summary>
    private string? Consult(ModelAgent agent, string asked)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.Over)
            return "contactOver";
        if (agent.Contact!.IsConsult)
            return "consultOfConsult";
        if (agent.Consultation is not null)
            return "consultationOpen";
        var (queue, with) = (asked.Split('/')[0], asked.Contains('/', StringComparison.Ordinal) ? asked.Split('/')[1] : null);
        if (with == agent.Id)
            return "consultWithSelf";
        if (with is not null && !Agent(with).Assignments.ContainsKey(queue))
            return "agentNotInQueue";
        if (with is not null && !Agent(with).LoggedIn)
            return "agentNotLoggedIn";
        if (!CentreConfiguration.Default.IsOpen(queue, Now))
            return "queueClosed";
        if (WaitingList(queue).Count() >= Queues[queue].MaxWaiting)
            return "queueFull";
        agent.Consultation = new ModelContact
        {
            Id = $"consult-{Contacts.Count(contact => contact.IsConsult) + 1}", Caller = "", Preferred = [], Queue = queue, EnteredAt = Now, IsConsult = true,
            Priority = agent.Contact.Priority, At = Now, Serial = _serials[queue] = _serials.GetValueOrDefault(queue) + 1,
            Own = with is null ? null : (with, Now.AddSeconds(20)),
        };
        Contacts.Add(agent.Consultation);
        return null;
    }

    private string? EndConsult(ModelAgent agent)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        EndConsultation(agent);
        return null;
    }

    /// <summary>Hands the contact over to the agent who has answered the consultation.</summary>
    private string? HandOver(ModelAgent agent)
    {
        if (!agent.HasContact)
            return "noContactInHand";
        if (agent.Over)
            return "contactOver";
        if (agent.Consultation is not { } consultation)
            return "noConsultation";
        if (agent.Contact!.IsCallback && !Queues[consultation.Queue].Callbacks.Enabled)
            return "callbacksDisabled";
        if (consultation.State != ContactState.Engaged)
            return "consultNotAnswered";
        if (agent.Contact.IsCallback && !consultation.Agent!.Assignments[consultation.Queue].Callbacks)
            return "callbacksNotTaken";
        var (contact, expert) = (agent.Contact, Agents.Single(other => other.HasContact && other.Contact == consultation));
        contact.EndTalk(Now);
        (contact.Queue, contact.EnteredAt, contact.CallOver, contact.Own) = (consultation.Queue, Now, false, null);
        contact.ForgetRejections();
        (contact.State, contact.AnsweredAt, contact.Window) = (ContactState.Engaged, Now, null);
        consultation.Finish(ContactOutcome.Served, EndedBy.Caller);
        (agent.NeedsOutcome, agent.Consultation) = (false, null);
        End(agent);
        expert.LastContactOverAt = Now;
        expert.Become(AgentStatus.Engaged, Now);
        BeginCode(expert, contact);
        (expert.Contact, expert.Missed, expert.Rejected, expert.LastOffer) = (contact, 0, 0, OfferEnd.Accepted);
        (expert.Over, expert.PopUpClosed, expert.Overdue, expert.NeedsOutcome, expert.HeldSince) = (false, false, false, contact.IsCallback, null);
        return null;
    }

    /// <summary>Ends the consultation of an agent, if there is one: its caller is the agent.</summary>
    private void EndConsultation(ModelAgent agent)
    {
        if (agent.Consultation is not { } consultation)
            return;
        // Two agents who become available at one instant are matched in the order in which their queues hear of it.
        Undecided |= consultation.State == ContactState.Offered && agent.Status == AgentStatus.Available;
        HangUp(consultation, EndedBy.Caller);
    }
}

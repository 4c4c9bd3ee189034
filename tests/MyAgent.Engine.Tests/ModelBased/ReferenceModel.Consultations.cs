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

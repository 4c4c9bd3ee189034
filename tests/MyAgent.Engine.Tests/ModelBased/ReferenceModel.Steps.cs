using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <content>Takes steps.</content>
internal sealed partial class ReferenceModel
{
    /// <summary>Takes a step at this instant.</summary>
    /// <returns>The code of its refusal; null for none.</returns>
    public string? Do(Step step)
    {
        var refusal = step.Verb == Verb.Arrive ? Arrive(step.Contact, step.Value, step.Who, (int)(step.Number ?? 0))
            : step.Verb == Verb.RequestDirectly ? RequestDirectly(step.Contact, step.Value, step.Who, Now.AddMilliseconds(Math.Round((step.Number ?? 0) * 1000)))
            : step.Verb == Verb.BookDirectly ? RequestDirectly(step.Contact, step.Value, step.Who, Now, step.WindowAt(Now))
            : Find(step.Contact) is { } contact ? Do(step, contact)
            : step.Contact.Length > 0 ? "unknownContact"
            : step.Verb == Verb.Restart ? Restart()
            : step.Verb == Verb.ReportEndpoint ? Report(step.Who, Enum.Parse<EndpointState>(step.Value))
            : Do(step, Agent(step.Who));
        ProcessDue();
        return refusal;
    }

    /// <summary>Law 16 and rule 33c: the state stays, and deadlines that passed during the outage get a grace.</summary>
    private string? Restart()
    {
        _restartedAt = Now;
        foreach (var agent in Agents)
        {
            if (agent.Status == AgentStatus.Offered && agent.Until < Now + Grace)
                agent.Until = Now + Grace;
            agent.PopUpGraceUntil = Now + Grace;
            agent.HeardAt = Now;
        }
        return null;
    }

    private string? Do(Step step, ModelContact contact) => contact.IsDone ? "contactDone" : step.Verb switch
    {
        Verb.HangUp => HangUp(contact, step.HungUpBy ?? EndedBy.Caller),
        Verb.Cancel => Cancel(contact),
        Verb.StartRecording => StartRecording(contact),
        Verb.ResumeWaiting => ResumeWaiting(contact),
        Verb.RequestCallback => RequestCallback(contact, step.Value),
        Verb.BookCallback => RequestCallback(contact, step.Value, step.WindowAt(Now)),
        Verb.MoveToFirst => MoveToFirst(contact),
        _ => ChangePriority(contact, (int)(step.Number ?? 0)),
    };

    private string? Do(Step step, ModelAgent agent) => step.Verb switch
    {
        Verb.LogIn => LogIn(agent, step.Value),
        Verb.LogOut or Verb.Break => AskFor(agent, step.Next()),
        Verb.Available => MakeAvailable(agent),
        Verb.ForceLogOut => ForceLogOut(agent),
        Verb.SetCode => SetCode(agent, step.Value),
        Verb.KeepAlive => KeepAlive(agent),
        Verb.WrapUp => StartOrExtendWrapUp(agent, step.Value),
        Verb.Accept => Accept(agent),
        Verb.Reject => Reject(agent, step.Reason ?? RejectReason.Declined),
        Verb.AcceptAgain => AcceptAgain(agent),
        Verb.RejectAgain => RejectAgain(agent, step.Reason ?? RejectReason.Declined),
        Verb.Requeue => Requeue(agent),
        Verb.Consult => Consult(agent, step.Value),
        Verb.EndConsult => EndConsult(agent),
        Verb.HandOver => HandOver(agent),
        Verb.Hold => Hold(agent, isHeld: true),
        Verb.Resume => Hold(agent, isHeld: false),
        Verb.Transfer => Transfer(agent, step.Receiver.Queue, step.Receiver.Agent, isNewPlace: step.Number == 1),
        Verb.EndContact => EndContact(agent, step.EndedBy ?? EndedBy.Agent),
        Verb.ClosePopUp => ClosePopUp(agent),
        Verb.Complete => GiveOutcome(agent, dueAt: null),
        Verb.Fail => GiveOutcome(agent, step.Number is { } seconds ? Now.AddMilliseconds(Math.Round(seconds * 1000)) : null, step.Failure),
        Verb.ScheduleWindow => GiveOutcome(agent, step.WindowAt(Now), isWindow: true),
        _ => GiveOutcome(agent, Now.AddMilliseconds(Math.Round(step.Number!.Value * 1000)), isOwn: step.Verb == Verb.ScheduleOwn),
    };
}

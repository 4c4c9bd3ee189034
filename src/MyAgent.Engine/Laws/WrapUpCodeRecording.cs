using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 20: an agent's part of a contact whose queue has a default code ends with exactly one code, one of those that the offer carried.</summary>
internal sealed class WrapUpCodeRecording : ILawCheck
{
    private const int Law = 20;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        switch (record.Recorded.Event)
        {
            case WrapUpCodeSet set when agent.Coded is { } coded && coded.Offer.OfferId == set.OfferId && coded.Offer.Contact.ContactId == set.ContactId:
                CheckCode(set, coded, agent, violations);
                break;
            case WrapUpCodeSet set:
                violations.Add(Law, $"Contact {set.ContactId} of offer {set.OfferId} was given the code {set.Code} by agent {agent.Id}, who had no such contact to code.");
                break;
            case AgentBecameAvailable { AtDeadline: false } when agent.Coded is { ByDefault: true, Codes.Required: true } skipped:
                violations.Add(Law, $"Agent {agent.Id} became available without a code for contact {skipped.Offer.Contact.ContactId}, which needs one.");
                break;
            case AgentFreed or AgentBecameAvailable or BreakStarted or AgentLoggedOut when agent.Coded is { Code: null, Codes.Default: not null } left:
                violations.Add(Law, $"Agent {agent.Id} went on from contact {left.Offer.Contact.ContactId}, and neither a code nor the default was recorded.");
                break;
            case WrapUpStarted when agent.Coded is { ByDefault: true } early:
                violations.Add(Law, $"The default code of contact {early.Offer.Contact.ContactId} was recorded before agent {agent.Id} could choose one in wrap-up.");
                break;
        }
    }

    private static void CheckCode(WrapUpCodeSet set, CodedContactModel coded, AgentModel agent, ViolationCollector violations)
    {
        if (!coded.Codes.Codes.Contains(set.Code))
            violations.Add(Law, $"Contact {set.ContactId} was given the code {set.Code}, which the offer to agent {agent.Id} did not carry.");
        else if (coded.ByDefault)
            violations.Add(Law, $"Contact {set.ContactId} was given the code {set.Code} after the default code, {coded.Code}, had ended the part of agent {agent.Id}.");
        else if (set.ByDefault && (coded.Code is not null || set.Code != coded.Codes.Default))
            violations.Add(Law,
                $"Contact {set.ContactId} was given the default code {set.Code}; "
                + $"it had {coded.Code?.Value ?? "none"}, and the default is {coded.Codes.Default?.Value ?? "none"}.");
    }
}

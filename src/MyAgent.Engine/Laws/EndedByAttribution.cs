using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 30: how a contact ended says who ended it (rule 33g). A contact that was finished in one queue while it was on its way to another ends there as it
/// ended here, whatever ended it.</summary>
internal sealed class EndedByAttribution : ILawCheck
{
    private const int Law = 30;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactFinished finished || model.QueueOf(record)?.Find(finished.ContactId) is not { Arrival: not null })
            return;
        if (finished.EndedBy is not { } by)
            violations.Add(Law, $"Contact {finished.ContactId} ended as {finished.Outcome}, and it is not said who ended it.");
        else if (!CanEnd(by, finished.Outcome))
            violations.Add(Law, $"Contact {finished.ContactId} ended as {finished.Outcome}, and is said to have been ended by the {by}.");
        else if (by == EndedBy.Agent && record.Recorded.Cause.By != finished.AgentId?.Address.PersistenceId)
            violations.Add(Law, $"Contact {finished.ContactId} is said to have been ended by agent {finished.AgentId}, and {record.Recorded.Cause.By ?? "a deadline"} caused it.");
    }

    private static bool CanEnd(EndedBy by, ContactOutcome outcome) => outcome switch
    {
        ContactOutcome.Completed => by == EndedBy.Agent,
        ContactOutcome.NotReached or ContactOutcome.Expired or ContactOutcome.ConnectorLost => by == EndedBy.System,
        ContactOutcome.Superseded => by == EndedBy.Caller,
        ContactOutcome.Abandoned => by is EndedBy.Caller or EndedBy.Connector,
        ContactOutcome.Cancelled => by != EndedBy.Agent,
        _ => true,
    };
}

using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 31: a queue that knows that a connector is lost offers none of its calls, and it knows what the connector's journal says (rule 30).</summary>
internal sealed class LostConnectors : ILawCheck
{
    private const int Law = 31;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is ContactOffered offered && model.QueueOf(record)?.Find(offered.ContactId) is { IsWithheld: true, Connector: { } lost })
            violations.Add(Law, $"Contact {offered.ContactId} was offered to agent {offered.AgentId} while its connector {lost} was lost.");
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ConnectorNewsHeard { IsLost: true } heard when model.QueueOf(record) is { } queue:
                foreach (var call in queue.Contacts.Values.Where(contact => contact.State == ContactState.Offered && contact.Connector == heard.Connector && contact.IsCall))
                    violations.AddUnlessSettled(Law, () => IsRinging(call, queue), () => $"Contact {call.Id} kept its offer although its connector {heard.Connector} was lost.");
                break;
            case ConnectorLost or ConnectorReturned:
                var id = new ConnectorId(record.Entity.Id);
                var (connector, round) = (model.Connectors[id], model.Connectors[id].Round);
                foreach (var watching in connector.Queues)
                    violations.AddUnlessSettled(Law, () => IsBehind(model, watching, id, round), () => Behind(watching, id));
                break;
        }
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        foreach (var (id, connector) in model.Connectors)
        {
            foreach (var queue in connector.Queues.Where(queue => connector.Round > 0 && IsBehind(model, queue, id, connector.Round)))
                violations.Add(Law, Behind(queue, id));
        }
    }

    private static bool IsRinging(ContactModel call, QueueModel queue) =>
        call is { State: ContactState.Offered, IsWithheld: true } && ReferenceEquals(queue.Find(call.Id), call);

    private static bool IsBehind(JournalModel model, QueueId queue, ConnectorId connector, long round) =>
        model.Queue(queue).Connectors.GetValueOrDefault(connector).Round < round;

    private static string Behind(QueueId queue, ConnectorId connector) => $"Queue {queue} has not heard whether connector {connector} is lost.";
}

using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Laws.Model;

/// <summary>The state that the events of a journal give, folded without code of the rules so that the rules can be checked against it. It applies
/// every event, lawful or not.</summary>
internal sealed class JournalModel
{
    private readonly Dictionary<AgentId, AgentModel> _agents = [];
    private readonly Dictionary<QueueId, QueueModel> _queues = [];

    public IReadOnlyCollection<AgentModel> Agents => _agents.Values;

    public IReadOnlyCollection<QueueModel> Queues => _queues.Values;

    /// <summary>The connectors.</summary>
    public Dictionary<ConnectorId, ConnectorModel> Connectors { get; } = [];

    /// <summary>The agents who are available.</summary>
    public HashSet<AgentId> Available { get; } = [];

    /// <summary>The agents whose newest event must be followed by another.</summary>
    public HashSet<AgentId> Unsettled { get; } = [];

    /// <summary>The offers that are open on either side, or were never granted.</summary>
    public Dictionary<OfferId, OfferModel> Offers { get; } = [];

    public AgentModel Agent(AgentId id) => _agents.TryGetValue(id, out var agent) ? agent : _agents[id] = new AgentModel(id);

    public QueueModel Queue(QueueId id) => _queues.TryGetValue(id, out var queue) ? queue : _queues[id] = new QueueModel(id);

    /// <summary>The agent to whom an event happened; null where it happened to another kind of entity.</summary>
    public AgentModel? AgentOf(JournalRecord record) =>
        record.Entity.Kind == EntityKind.Agent ? Agent(new AgentId(record.Entity.Id)) : null;

    /// <summary>The queue in which an event happened; null where it happened to another kind of entity.</summary>
    public QueueModel? QueueOf(JournalRecord record) =>
        record.Entity.Kind == EntityKind.Queue ? Queue(new QueueId(record.Entity.Id)) : null;

    /// <summary>Whether the queue has the contact of an offer engaged under it.</summary>
    public bool IsEngaged(OfferId offer, ContactId contact) => Queue(offer.Queue).Find(contact) is { } found && found.EngagedUnder(offer);

    public void Apply(JournalRecord record)
    {
        if (AgentOf(record) is { } agent)
        {
            AgentFold.Apply(this, agent, record);
            (agent.Newest, agent.NewestAt) = (EventPosition.Of(record), record.Recorded.At);
            NoteAvailability(agent);
            if (agent.Required == RequiredEvent.Nothing)
                Unsettled.Remove(agent.Id);
            else
                Unsettled.Add(agent.Id);
        }
        else if (QueueOf(record) is { } queue)
        {
            QueueFold.Apply(this, queue, record);
        }
        else if (record.Recorded.Event is IConnectorEvent happened)
        {
            Apply(new ConnectorId(record.Entity.Id), happened);
        }
    }

    /// <summary>Removes an offer that has ended on both sides.</summary>
    public void Forget(OfferModel offer)
    {
        if (offer is { AtQueue: not null, AtAgent: not null })
            Offers.Remove(offer.Id);
    }

    private void Apply(ConnectorId id, IConnectorEvent happened)
    {
        if (!Connectors.TryGetValue(id, out var connector))
            Connectors.Add(id, connector = new ConnectorModel());
        if (happened is ConnectorWatched watched)
            connector.Queues.Add(watched.QueueId);
        else if (happened is ConnectorLost or ConnectorReturned)
            connector.Round++;
    }

    private void NoteAvailability(AgentModel agent)
    {
        if (agent.IsAvailable == Available.Contains(agent.Id))
            return;
        if (agent.IsAvailable)
            Available.Add(agent.Id);
        else
            Available.Remove(agent.Id);
        foreach (var id in agent.KnownBy)
        {
            if (agent.IsAvailable)
                Queue(id).Available.Add(agent.Id);
            else
                Queue(id).Available.Remove(agent.Id);
        }
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 35: a consultation ends with the contact that it is about, and its agent knows when it is over (rule 33).</summary>
internal sealed class ConsultationEnds : ILawCheck
{
    private const int Law = 35;

    private readonly Dictionary<ContactId, TrackedConsultation> _open = [];
    private readonly Dictionary<AgentId, ContactId> _askedFor = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        if (record.Recorded.Event is OfferReceived { Offer.Contact: { Consultation: { } about, ContactId: var own } } && about.AskedBy == agent.Id)
            violations.Add(Law, $"Agent {agent.Id} was offered the own consultation {own}.");
        if (record.Recorded.Event is not ConsultationRequested requested)
            return;
        if (_askedFor.TryGetValue(agent.Id, out var other))
            violations.Add(Law, $"Agent {agent.Id} asked for consultation {requested.ConsultId} before consultation {other} was over.");
        if (agent.Current is not { Over: false } current || current.Offer.Contact.ContactId != requested.ContactId)
            violations.Add(Law, $"Agent {agent.Id} asked for consultation {requested.ConsultId} about contact {requested.ContactId}, which was not current.");
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is { } agent)
            AfterAgents(record.Recorded.Event, agent, violations);
        else if (model.QueueOf(record) is { } queue)
            AfterQueues(record.Recorded.Event, queue, violations);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        foreach (var (id, consultation) in _open)
        {
            if (consultation.IsUnsettled)
                violations.Add(Law, Describe(id, consultation));
        }
    }

    private void AfterAgents(IEvent happened, AgentModel agent, ViolationCollector violations)
    {
        switch (happened)
        {
            case ConsultationRequested requested:
                _askedFor[agent.Id] = requested.ConsultId;
                var asked = Track(requested.ConsultId, agent.Id);
                (asked.IsWanted, asked.IsOpenAtAgent) = (true, true);
                break;
            case ConsultationClosed closed:
                _askedFor.Remove(agent.Id);
                if (_open.TryGetValue(closed.ConsultId, out var over))
                    (over.IsWanted, over.IsOpenAtAgent) = (false, false);
                Watch(closed.ConsultId, violations);
                break;
            // The consultation waits for the contact, which its agent is to get in its place.
            case ContactEnded { Transfer.Consult: not null } when _askedFor.TryGetValue(agent.Id, out var handedOver):
                Track(handedOver, agent.Id).IsWanted = false;
                break;
            case ConsultationEnded or ContactEnded or ContactRequeued or AgentLoggedOut when _askedFor.TryGetValue(agent.Id, out var ended):
                Track(ended, agent.Id).IsWanted = false;
                Watch(ended, violations);
                break;
        }
    }

    private void AfterQueues(IEvent happened, QueueModel queue, ViolationCollector violations)
    {
        switch (happened)
        {
            case ContactArrived { Contact: { Consultation: { } about, ContactId: var id } }:
                Track(id, about.AskedBy).OpenIn = queue.Id;
                Watch(id, violations);
                break;
            case ContactFinished finished when _open.TryGetValue(finished.ContactId, out var consultation) && consultation.OpenIn == queue.Id:
                (consultation.OpenIn, consultation.IsOver) = (null, true);
                Watch(finished.ContactId, violations);
                break;
        }
    }

    private TrackedConsultation Track(ContactId id, AgentId askedBy)
    {
        if (!_open.TryGetValue(id, out var consultation))
            _open.Add(id, consultation = new TrackedConsultation(askedBy));
        return consultation;
    }

    /// <summary>Waits for what the event must lead to, and forgets a consultation that neither side has any more.</summary>
    private void Watch(ContactId id, ViolationCollector violations)
    {
        if (!_open.TryGetValue(id, out var consultation))
            return;
        if (consultation is { OpenIn: null, IsOpenAtAgent: false })
            _open.Remove(id);
        else if (consultation.IsUnsettled)
            violations.AddUnlessSettled(Law, () => consultation.IsUnsettled, () => Describe(id, consultation));
    }

    private static string Describe(ContactId id, TrackedConsultation consultation) => consultation.OpenIn is { } queue
        ? $"Consultation {id} of agent {consultation.AskedBy} is open in queue {queue}, and the agent has ended it or the contact that it is about."
        : $"Agent {consultation.AskedBy} has not heard that consultation {id} is over.";

    private sealed class TrackedConsultation(AgentId askedBy)
    {
        public AgentId AskedBy => askedBy;

        /// <summary>Whether the asking agent has neither ended it nor the contact that it is about.</summary>
        public bool IsWanted { get; set; }

        /// <summary>Whether the asking agent has asked for it and not heard that it is over.</summary>
        public bool IsOpenAtAgent { get; set; }

        /// <summary>The queue in which it is open; null for none.</summary>
        public QueueId? OpenIn { get; set; }

        /// <summary>Whether a queue has finished it.</summary>
        public bool IsOver { get; set; }

        /// <summary>Whether one side has it and the other has ended it.</summary>
        public bool IsUnsettled => OpenIn is not null ? !IsWanted : IsOver && IsOpenAtAgent;
    }
}

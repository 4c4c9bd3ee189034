using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 23: an agent whose telephone cannot ring is granted no call and no callback, keeps no open offer of one, and knows how its telephone is (rule 29).</summary>
internal sealed class EndpointReadiness : ILawCheck
{
    private const int Law = 23;

    /// <summary>The newest report of each endpoint, and the agent that has it.</summary>
    private readonly Dictionary<EndpointId, Reported> _endpoints = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        if (record.Recorded.Event is OfferReceived { Offer: { InPlaceOf: null, Contact: { Media: Media.Call } call } } && !agent.CanRing)
            violations.Add(Law, $"Agent {agent.Id} was given contact {call.ContactId} while endpoint {agent.Endpoint} was {agent.EndpointReport!.State}.");
        if (agent.Required == RequiredEvent.Withdrawal && record.Recorded.Event is not OfferClosed { Outcome: OfferOutcome.Withdrawn })
            Keeps(agent, violations);
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Entity.Kind != EntityKind.Endpoint)
            return;
        var id = new EndpointId(record.Entity.Id);
        if (!_endpoints.TryGetValue(id, out var endpoint))
            _endpoints.Add(id, endpoint = new Reported());
        switch (record.Recorded.Event)
        {
            case EndpointTaken taken:
                endpoint.Holder = taken.AgentId;
                break;
            case EndpointFreed:
                endpoint.Holder = null;
                return;
            case EndpointStateReported:
                endpoint.Revision = record.SequenceNr;
                break;
        }
        if (endpoint is { Holder: { } holder, Revision: > 0 and var revision })
            violations.AddUnlessSettled(Law, () => IsBehind(id, model.Agent(holder), revision), () => Behind(id, holder));
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        AtEnd(model, violations);
        foreach (var (id, endpoint) in _endpoints)
        {
            if (endpoint.Holder is { } holder && IsBehind(id, model.Agent(holder), endpoint.Revision))
                violations.Add(Law, Behind(id, holder));
        }
    }

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.Withdrawal))
            Keeps(agent, violations);
    }

    /// <summary>An agent that is logged in elsewhere, or not at all, need not know.</summary>
    private static bool IsBehind(EndpointId endpoint, AgentModel agent, long revision) => agent.Endpoint == endpoint && (agent.EndpointReport?.Revision ?? 0) < revision;

    private static void Keeps(AgentModel agent, ViolationCollector violations) => violations.Add(
        Law, $"Agent {agent.Id} kept the offer of contact {agent.Offer?.Contact.ContactId} although endpoint {agent.Endpoint} cannot ring.", agent.Newest);

    private static string Behind(EndpointId endpoint, AgentId agent) => $"Agent {agent} has not heard what is reported of endpoint {endpoint}.";

    private sealed class Reported
    {
        public AgentId? Holder { get; set; }

        public long Revision { get; set; }
    }
}

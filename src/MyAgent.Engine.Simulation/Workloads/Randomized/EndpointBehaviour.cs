using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Telephones that are busy or cannot be reached for a while, and are ready again. Their connector repeats what it reports.</summary>
internal sealed class EndpointBehaviour(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(20);

    private readonly Dictionary<EndpointId, RandomStream> _notReady = [];

    /// <summary>Around some calls something happens to a telephone.</summary>
    public void Disturb(Customer customer)
    {
        var chance = new RandomStream(seed, RandomStreamId.Endpoint, customer.Number);
        if (!chance.NextBool(0.2))
            return;
        var endpoint = chance.NextOf(topology.Endpoints);
        var state = chance.NextOf([EndpointState.Ready, EndpointState.Busy, EndpointState.Unreachable]);
        for (var times = chance.NextBool(0.2) ? 2 : 1; times > 0; times--)
            agenda.Plan(engine.Now + chance.NextUpTo(30), () => Report(endpoint, state, chance));
    }

    /// <summary>Sees what happens to an endpoint. After a while it is ready again, whether its connector or a reject said that it was not.</summary>
    public void Observe(EndpointId endpoint, IEvent happened)
    {
        switch (happened)
        {
            case EndpointStateReported { State: EndpointState.Ready }:
                _notReady.Remove(endpoint);
                break;
            case EndpointStateReported when !_notReady.ContainsKey(endpoint):
                var chance = _notReady[endpoint] = new RandomStream(seed, RandomStreamId.Endpoint, -engine.Now.UtcTicks);
                agenda.Plan(engine.Now + chance.NextUpTo(chance.NextBool(0.7) ? 10 : 60), () => Mend(endpoint));
                break;
        }
    }

    private void Mend(EndpointId endpoint)
    {
        if (!_notReady.TryGetValue(endpoint, out var chance))
            return;
        Report(endpoint, EndpointState.Ready, chance);
        agenda.Plan(engine.Now + TryAgain, () => Mend(endpoint));
    }

    private void Report(EndpointId endpoint, EndpointState state, RandomStream chance) =>
        engine.Send(endpoint.Address, new ReportEndpointState(state, chance.NextBool(0.3) ? "seen by the connector" : null), "connector");
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Agents with a lease are heard of while they work, and are silent sometimes: for a shorter or longer time than their lease.</summary>
internal sealed class AgentPresence(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda)
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(6);

    /// <summary>So long after the last call no agent has a lease any more: the run comes to rest.</summary>
    private static readonly TimeSpan EndOfWork = TimeSpan.FromMinutes(10);

    private readonly Dictionary<AgentId, Lease> _leases = topology.Agents
        .Where(agent => topology.SettingsOf(agent)?.LeaseSeconds is not null).ToDictionary(agent => agent, agent => new Lease(agent));

    private DateTimeOffset _lastCall;

    /// <summary>Around some calls an agent falls silent.</summary>
    public void Disturb(Customer customer)
    {
        _lastCall = engine.Now;
        var chance = new RandomStream(seed, RandomStreamId.AgentLease, customer.Number);
        if (_leases.Count == 0 || !chance.NextBool(0.1))
            return;
        var lease = chance.NextOf(_leases.Values.ToList());
        var from = engine.Now + chance.NextUpTo(30);
        agenda.Plan(from, () => lease.SilentUntil = from + chance.NextUpTo(60));
    }

    /// <summary>Sees what happens to an agent: it is heard of as long as it has a lease.</summary>
    public void Observe(AgentId agent, IEvent happened)
    {
        if (happened is not AgentDefined defined || !_leases.TryGetValue(agent, out var lease))
            return;
        lease.IsRunning = defined.LeaseSeconds is not null;
        if (lease.IsRunning)
            agenda.Plan(engine.Now + RenewalInterval, () => Renew(lease));
    }

    private void Renew(Lease lease)
    {
        if (!lease.IsRunning)
            return;
        if (engine.Now > _lastCall + EndOfWork && _lastCall > DateTimeOffset.MinValue)
            engine.Send(lease.Agent.Address, new DefineAgent(lease.Agent.Value), SupervisorBehaviour.Admin);
        else if (engine.Now >= lease.SilentUntil)
            engine.Send(lease.Agent.Address, new KeepAgentAlive(), lease.Agent.Value);
        agenda.Plan(engine.Now + RenewalInterval, () => Renew(lease));
    }

    private sealed class Lease(AgentId agent)
    {
        public AgentId Agent => agent;

        public bool IsRunning { get; set; }

        public DateTimeOffset SilentUntil { get; set; }
    }
}

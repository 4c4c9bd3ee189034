using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Callers, connectors, agents and supervisors who use every command at random times. All of it follows from the seed and from the callers that
/// call, so that a run with fewer callers does less.</summary>
internal sealed class RandomizedWorkload : IWorkload
{
    private readonly Topology _topology;
    private readonly ISimulatedEngine _engine;
    private readonly CallerBehaviour _callers;
    private readonly AgentBehaviour _agents;
    private readonly AgentPresence _presence;
    private readonly SupervisorBehaviour _supervisors;
    private readonly ConnectorBehaviour _connectors;
    private readonly EndpointBehaviour _endpoints;
    private readonly StaffTurnover _turnover;

    public RandomizedWorkload(SimulationParameters parameters, ISimulatedEngine engine, Agenda agenda)
    {
        (_topology, _engine) = (new Topology(parameters), engine);
        _callers = new CallerBehaviour(parameters.Seed, _topology, engine, agenda);
        _agents = new AgentBehaviour(parameters.Seed, _topology, engine, agenda, _callers);
        _presence = new AgentPresence(parameters.Seed, _topology, engine, agenda);
        _connectors = new ConnectorBehaviour(parameters.Seed, engine, agenda, _callers);
        _endpoints = new EndpointBehaviour(parameters.Seed, _topology, engine, agenda);
        _turnover = new StaffTurnover(parameters.Seed, _topology, engine, agenda);
        _supervisors = new SupervisorBehaviour(parameters.Seed, _topology, engine, agenda, _callers);
    }

    /// <inheritdoc/>
    public void SetUp()
    {
        foreach (var queue in _topology.Queues)
            _engine.Send(queue.Queue.Address, new ConfigureQueue(queue.Settings), SupervisorBehaviour.Admin);
        foreach (var agent in _topology.Agents)
        {
            _engine.Send(agent.Address, new DefineAgent(agent.Value, _topology.SettingsOf(agent)), SupervisorBehaviour.Admin);
            foreach (var (queue, assignment) in _topology.AssignmentsOf(agent))
                _engine.Send(agent.Address, new AssignAgent(queue, assignment), SupervisorBehaviour.Admin);
            _engine.Send(agent.Address, new LogIn(), agent.Value);
        }
        foreach (var regular in _topology.RegularCallers)
            _engine.Send(regular.Caller.Address, new ConfigureCaller(regular.PreferredAgents, regular.Priority), SupervisorBehaviour.Admin);
    }

    /// <inheritdoc/>
    public void Call(Customer customer)
    {
        _callers.Call(customer, _connectors.Of(customer));
        _supervisors.Intervene(customer);
        _endpoints.Disturb(customer);
        _presence.Disturb(customer);
        _turnover.Hire(customer);
    }

    /// <inheritdoc/>
    public void Observe(JournalRecord record)
    {
        if (record.Entity.Kind == EntityKind.Queue && record.Recorded.Event is IContactEvent about)
        {
            _callers.Observe(new QueueId(record.Entity.Id), about);
            _connectors.Observe(about);
        }
        else if (record.Entity.Kind == EntityKind.Agent)
        {
            _agents.Observe(new AgentId(record.Entity.Id), record.Recorded.Event);
            _presence.Observe(new AgentId(record.Entity.Id), record.Recorded.Event);
            _turnover.Observe(new AgentId(record.Entity.Id), record.Recorded.Event);
        }
        else if (record.Entity.Kind == EntityKind.Endpoint)
            _endpoints.Observe(new EndpointId(record.Entity.Id), record.Recorded.Event);
    }

    /// <inheritdoc/>
    public void ActNow()
    {
        // Actions without delay are on the agenda for the current instant.
    }
}

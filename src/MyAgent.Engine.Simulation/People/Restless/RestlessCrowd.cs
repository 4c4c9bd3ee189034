using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.People.Restless;

/// <summary>Callers, agents and supervisors who do all that the engine lets them do, at any time. All of it follows from the seed and from who
/// called, so that with fewer callers less happens.</summary>
internal sealed class RestlessCrowd : ICrowd
{
    private readonly Site _site;
    private readonly ICentre _centre;
    private readonly CallersOnTheLine _callers;
    private readonly AgentsAtWork _agents;
    private readonly Supervisors _supervisors;

    public RestlessCrowd(SimulationParameters centre, ICentre engine, Agenda agenda)
    {
        (_site, _centre) = (new Site(centre), engine);
        _callers = new CallersOnTheLine(centre.Seed, _site, engine, agenda);
        _agents = new AgentsAtWork(centre.Seed, engine, agenda, _callers);
        _supervisors = new Supervisors(centre.Seed, _site, engine, agenda, _callers);
    }

    /// <inheritdoc/>
    public void Open()
    {
        foreach (var line in _site.Queues)
            _centre.Tell(line.Queue.Address, new ConfigureQueue(line.Settings), Supervisors.Admin);
        foreach (var agent in _site.Agents)
        {
            _centre.Tell(agent.Address, new DefineAgent(agent.Value), Supervisors.Admin);
            foreach (var (queue, assignment) in _site.AssignmentsOf(agent))
                _centre.Tell(agent.Address, new AssignAgent(queue, assignment), Supervisors.Admin);
            _centre.Tell(agent.Address, new LogIn(), agent.Value);
        }
        foreach (var regular in _site.Regulars)
            _centre.Tell(regular.Caller.Address, new ConfigureCaller(regular.PreferredAgents, regular.Priority), Supervisors.Admin);
    }

    /// <inheritdoc/>
    public void Call(Customer customer)
    {
        _callers.Call(customer);
        _supervisors.Intervene(customer);
    }

    /// <inheritdoc/>
    public void See(JournalRecord record)
    {
        if (record.Entity.Kind == EntityKind.Queue && record.Recorded.Event is IContactEvent about)
            _callers.See(new QueueId(record.Entity.Id), about);
        else if (record.Entity.Kind == EntityKind.Agent)
            _agents.See(new AgentId(record.Entity.Id), record.Recorded.Event);
    }

    /// <inheritdoc/>
    public void ActAtOnce()
    {
        // Whoever acts at once has it on the agenda for this very instant.
    }
}

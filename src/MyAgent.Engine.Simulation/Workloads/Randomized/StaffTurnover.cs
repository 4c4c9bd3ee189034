using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>A trainee who is defined, assigned to a queue for training and to another one, never logs in, and is removed again, and then that queue too; again and
/// again.</summary>
internal sealed class StaffTurnover(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda)
{
    /// <summary>The agents of the topology begin with number 1.</summary>
    private static readonly AgentId Trainee = new("a0");

    private static readonly QueueId Training = new("training");

    /// <summary>Around some calls the trainee comes.</summary>
    public void Hire(Customer customer)
    {
        var chance = new RandomStream(seed, RandomStreamId.Turnover, customer.Number);
        if (!chance.NextBool(0.03))
            return;
        var other = chance.NextOf(topology.Queues).Queue;
        agenda.Plan(engine.Now + chance.NextUpTo(30), () =>
        {
            Send(Training.Address, new ConfigureQueue(QueueSettings.Default("Training")));
            Send(Trainee.Address, new DefineAgent("Trainee"));
            Send(Trainee.Address, new AssignAgent(Training, new Assignment()));
            Send(Trainee.Address, new AssignAgent(other, new Assignment()));
        });
    }

    /// <summary>Sees what happens to an agent: the trainee leaves a while after having come, and the queue goes a while after that. To remove it first is in vain.</summary>
    public void Observe(AgentId agent, IEvent happened)
    {
        if (agent != Trainee || happened is not (AgentDefined or AgentRemoved))
            return;
        var chance = new RandomStream(seed, RandomStreamId.Turnover, -engine.Now.UtcTicks);
        agenda.Plan(engine.Now + chance.NextUpTo(40), () =>
        {
            Send(Training.Address, new RemoveQueue());
            if (happened is AgentDefined)
                Send(Trainee.Address, new RemoveAgent());
        });
    }

    private void Send(EntityAddress to, ICommand command) => engine.Send(to, command, SupervisorBehaviour.Admin);
}

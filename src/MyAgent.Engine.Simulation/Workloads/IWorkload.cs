using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>The callers, agents and supervisors of a simulation. They observe events and act only through the engine's commands.</summary>
internal interface IWorkload
{
    /// <summary>Configures the contact centre and logs the agents in.</summary>
    void SetUp();

    /// <summary>Lets a caller call.</summary>
    void Call(Customer customer);

    /// <summary>Receives each event.</summary>
    void Observe(JournalRecord record);

    /// <summary>Performs the actions that follow an event at the same instant.</summary>
    void ActNow();
}

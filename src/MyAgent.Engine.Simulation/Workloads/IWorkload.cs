using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Workloads;

/// <summary>Everybody outside the engine. They see what happens, and do what they do by the engine's own commands alone.</summary>
internal interface IWorkload
{
    /// <summary>Sets the centre up and logs the agents in.</summary>
    void SetUp();

    /// <summary>Somebody calls.</summary>
    void Call(Customer customer);

    /// <summary>Sees what happens.</summary>
    void Observe(JournalRecord record);

    /// <summary>Does what people do without thinking twice.</summary>
    void ActNow();
}

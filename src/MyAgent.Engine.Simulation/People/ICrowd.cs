using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.People;

/// <summary>Everybody outside the engine. They see what happens, and do what they do by the engine's own commands alone.</summary>
internal interface ICrowd
{
    /// <summary>Sets the centre up and logs the agents in.</summary>
    void Open();

    /// <summary>Somebody calls.</summary>
    void Call(Customer customer);

    /// <summary>Sees what happens.</summary>
    void See(JournalRecord record);

    /// <summary>Does what people do without thinking twice.</summary>
    void ActAtOnce();
}

using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>Carries messages between entities. Without one each arrives once, in order; a route may lose, double or reorder them, or keep one and
/// deliver it later.</summary>
internal interface IMessageRoute
{
    /// <summary>Carries one message.</summary>
    /// <param name="sent">The message.</param>
    /// <param name="pending">The messages to be delivered next, first in first out: put none, one or several there.</param>
    void Carry(Envelope sent, Queue<Envelope> pending);
}

using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded.Scheduling;

/// <summary>Carries messages between entities. The engine's own route puts each in line once; a simulator's may lose, double or
/// reorder them, or keep one and deliver it later.</summary>
public interface IMailRoute
{
    /// <summary>Carries one message.</summary>
    /// <param name="sent">The message.</param>
    /// <param name="line">The messages to be delivered next, first in first out: put none, one or several there.</param>
    void Carry(Envelope sent, Queue<Envelope> line);
}

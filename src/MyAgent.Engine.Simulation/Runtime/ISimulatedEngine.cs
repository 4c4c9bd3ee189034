using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>An engine in virtual time, as a workload uses it.</summary>
internal interface ISimulatedEngine
{
    /// <summary>The current virtual time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>When the next deadline fires or the next message arrives; null for never.</summary>
    DateTimeOffset? NextWakeUp { get; }

    /// <summary>Lets time pass, at most up to <see cref="NextWakeUp"/>.</summary>
    void MoveTo(DateTimeOffset instant);

    /// <summary>Runs what is due at the current instant.</summary>
    void Wake();

    /// <summary>Sends a command. Delivery is guaranteed, so callers need not retry.</summary>
    /// <param name="to">The entity that receives the command.</param>
    /// <param name="command">The command.</param>
    /// <param name="by">The name of the sender, for the cause of the events.</param>
    void Send(EntityAddress to, ICommand command, string by);

    /// <summary>Checks the laws, and that nothing is stuck, once nothing is left to do.</summary>
    void CheckAtEnd();
}

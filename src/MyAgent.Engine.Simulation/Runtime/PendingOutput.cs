using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>The output of the messages that have been run. Replies must not be sent before <see cref="Events"/> are written.</summary>
public sealed class PendingOutput
{
    /// <summary>What happened, in the order in which it must be journaled.</summary>
    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>The answers, in the order in which they were given.</summary>
    public List<(string To, IAnswer Answer)> Replies { get; } = [];

    /// <summary>What rules threw. Each such rule has changed nothing.</summary>
    public List<(EntityAddress Entity, Exception Fault)> Faults { get; } = [];
}

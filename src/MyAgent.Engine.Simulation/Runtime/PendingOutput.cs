using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>The output of the messages that have been run. Replies must not be sent before <see cref="Events"/> are written.</summary>
internal sealed class PendingOutput
{
    /// <summary>The events, in the order in which they must be written.</summary>
    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>The answers, in the order in which they were given.</summary>
    public List<(string To, IAnswer Answer)> Replies { get; } = [];

    /// <summary>The exceptions thrown by rules. A rule that throws changes nothing.</summary>
    public List<(EntityAddress Entity, Exception Fault)> Faults { get; } = [];
}

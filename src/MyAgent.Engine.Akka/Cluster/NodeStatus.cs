using Akka.Actor;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Whether a node takes work, and whether it is still part of its cluster.</summary>
internal sealed class NodeStatus(NodeHealth health, NodeDatabase database, ActorSystem system) : IEngineStatus
{
    /// <inheritdoc/>
    public string? Trouble => health.Trouble ?? database.Shared.Trouble;

    /// <inheritdoc/>
    public bool LeaveRequested => health.LeaveRequested;

    /// <inheritdoc/>
    /// <remarks>Made anew each time: it is completed as soon as the system is, also for those whom the system's end has told before.</remarks>
    public Task Ended => Task.WhenAny(system.WhenTerminated, database.Shared.TakenOver);
}

using Akka.Actor;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Whether a node takes work, and whether it is still a member of its cluster.</summary>
internal sealed class NodeStatus(NodeHealth health, NodeDatabase database, ActorSystem system) : IEngineStatus
{
    /// <inheritdoc/>
    public string? Trouble => health.Trouble ?? database.Shared.Trouble;

    /// <inheritdoc/>
    public bool LeaveRequested => health.LeaveRequested;

    /// <inheritdoc/>
    /// <remarks>A new task at each call: it is completed as soon as the actor system has terminated, also for a caller that runs as a consequence of that.</remarks>
    public Task Ended => Task.WhenAny(system.WhenTerminated, database.Shared.TakenOver);
}

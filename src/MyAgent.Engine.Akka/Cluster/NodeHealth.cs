namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Whether this node takes work. Safe for use by several threads.</summary>
internal sealed class NodeHealth
{
    private volatile string? _trouble = "The node is joining its cluster.";
    private volatile bool _leaveRequested;

    /// <summary>Why the node takes no work, as a sentence; null if it does.</summary>
    public string? Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    /// <summary>Whether an operator has told the node to leave its cluster.</summary>
    public bool LeaveRequested
    {
        get => _leaveRequested;
        set => _leaveRequested = value;
    }
}

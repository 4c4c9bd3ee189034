namespace MyAgent.Engine.Akka;

/// <summary>Whether the engine takes work. Safe for use by several threads.</summary>
public interface IEngineStatus
{
    /// <summary>Why the engine takes no work, as a sentence; null if it does.</summary>
    string? Trouble { get; }

    /// <summary>Completes when this engine will never take work again: another engine has taken the database over, or the node has left its cluster.</summary>
    Task Ended { get; }

    /// <summary>Whether an operator has told this node to leave its cluster.</summary>
    bool LeaveRequested => false;
}

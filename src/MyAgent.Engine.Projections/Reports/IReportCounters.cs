namespace MyAgent.Engine.Projections.Reports;

/// <summary>Holds the counts of queues and agents by the minute.</summary>
internal interface IReportCounters
{
    /// <summary>The counts of a queue for the minute of an instant.</summary>
    QueueCounts QueueAt(string queue, DateTimeOffset at);

    /// <summary>The counts of an agent for the minute of an instant.</summary>
    AgentCounts AgentAt(string agent, DateTimeOffset at);

    /// <summary>The counts of a wrap-up code for the minute of an instant.</summary>
    CodeCounts CodeAt(CodeOfQueue code, DateTimeOffset at);

    /// <summary>An agent has stopped to do something.</summary>
    void Ended(string agent, StatusSpan span);
}

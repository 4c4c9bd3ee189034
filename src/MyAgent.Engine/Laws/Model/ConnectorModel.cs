using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>A connector, folded from its events.</summary>
internal sealed class ConnectorModel
{
    /// <summary>How many times it was lost and returned, counted together.</summary>
    public long Round { get; set; }

    /// <summary>The queues that are to be told.</summary>
    public List<QueueId> Queues { get; } = [];
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>What an agent keeps of one queue it works in or has worked in.</summary>
internal sealed class QueueLink
{
    /// <summary>How the agent works in the queue; null where no longer.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>The highest number of an offer from the queue that the agent has granted: an older one that comes late is not granted.</summary>
    public long HighestOffer { get; set; }

    /// <summary>What the agent last gave back to the queue.</summary>
    public Release? Released { get; set; }

    /// <summary>The report last sent, and when; null where none was since the agent was read from its journal. Not journaled.</summary>
    public AgentReport? Sent { get; set; }

    /// <summary>When <see cref="Sent"/> was sent. Not journaled.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Whether the queue has seen <see cref="Sent"/>. Not journaled.</summary>
    public bool Seen { get; set; }

    /// <summary>The queue's last question. Not journaled.</summary>
    public long Question { get; set; }

    /// <summary>The place of the contact the queue would offer, by its last word. Not journaled.</summary>
    public OrderKey? Best { get; set; }
}

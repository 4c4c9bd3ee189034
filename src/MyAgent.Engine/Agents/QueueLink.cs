using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>What the journal says of an agent and one queue it works in or has worked in.</summary>
internal sealed class QueueLink
{
    /// <summary>How the agent works in the queue; null where no longer.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>The highest number of an offer from the queue that the agent has granted: an older one that comes late is not granted.</summary>
    public long HighestOffer { get; set; }

    /// <summary>What the agent last gave back to the queue; null for nothing.</summary>
    public Release? Released { get; set; }
}

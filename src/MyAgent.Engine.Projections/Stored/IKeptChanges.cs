namespace MyAgent.Engine.Projections;

/// <summary>Hears of what is to be kept differently than before.</summary>
internal interface IKeptChanges
{
    /// <summary>A contact in a queue has changed.</summary>
    void Keep(ContactStay contact);

    /// <summary>An agent has changed, by the event of this ordering.</summary>
    void Keep(AgentProjection agent, long ordering);

    /// <summary>A queue has changed, by the event of this ordering.</summary>
    void Keep(QueueState queue, long ordering);
}

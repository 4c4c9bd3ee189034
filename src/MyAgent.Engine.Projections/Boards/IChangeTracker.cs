using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;

namespace MyAgent.Engine.Projections.Boards;

/// <summary>Receives the changes of stored records: what the tables must show after the event that is being folded.</summary>
internal interface IChangeTracker
{
    /// <summary>A contact in a queue has changed.</summary>
    void Keep(StoredContact contact);

    /// <summary>An agent has changed, by the event of this ordering.</summary>
    void Keep(AgentProjection agent, long ordering);

    /// <summary>A connector has changed, by the event of this ordering.</summary>
    void Keep(ConnectorProjection connector, long ordering);

    /// <summary>A caller was configured, by the event of this ordering.</summary>
    void Keep(CallerProjection caller, long ordering);

    /// <summary>A queue has changed, by the event of this ordering.</summary>
    void Keep(StoredQueue queue, long ordering);
}

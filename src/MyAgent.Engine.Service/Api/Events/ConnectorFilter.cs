using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events about the contacts that a connector brought, and those of the connector itself. For one stream, whose events come in their
/// order.</summary>
/// <param name="connector">The connector.</param>
/// <param name="history">Knows the contacts that came before the stream began.</param>
internal sealed class ConnectorFilter(ConnectorId connector, ContactHistory history)
{
    private readonly ContactMemo<bool> _ours = new(contact => contact.Connector?.Name == connector, history);

    /// <summary>Whether the stream sends this event.</summary>
    public bool Includes(JournalRecord record) =>
        record.Entity == connector.Address || (EventSubject.Of(record).Contact is { } contact && _ours.After(contact, record) == true);
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events about contacts of some kinds, and those about contacts whose kind is no longer known. For one stream, whose events come in
/// their order.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="history">Knows the contacts that came before the stream began.</param>
internal sealed class KindFilter(IReadOnlyCollection<ContactKind> kinds, ContactHistory history)
{
    private readonly ContactMemo<ContactKind> _kinds = new(contact => contact.Kind, history);

    /// <summary>Whether the stream sends this event.</summary>
    public bool Includes(JournalRecord record) =>
        EventSubject.Of(record).Contact is { } contact
        && (_kinds.After(contact, record, record.Recorded.Event is CallbackRequested ? ContactKind.Callback : null) is not { } kind || kinds.Contains(kind));
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Callers;

/// <summary>The command by which a contact arrives, and whom it is for: the caller's entity, which adds what is known of the caller, or the queue itself
/// where the number is withheld (rule 33e).</summary>
public static class Arrival
{
    /// <summary>A contact arrives.</summary>
    /// <param name="caller">Who it is from; null where the number is withheld.</param>
    /// <param name="queue">The queue it is for.</param>
    /// <param name="contact">Its id.</param>
    /// <param name="media">What it comes in by.</param>
    /// <param name="priority">Its priority, 0 to 99; null for the caller's, which is 0 where the number is withheld.</param>
    /// <param name="originAt">When it first entered the system; null for now.</param>
    /// <param name="data">What the connector knows of it (rule 27); null for nothing.</param>
    /// <param name="connector">The connector that brings it; null where that does not say its name.</param>
    public static (EntityAddress To, ICommand Command) Of(
        CallerAddress? caller, QueueId queue, ContactId contact, Media media, int? priority = null, DateTimeOffset? originAt = null,
        ContactData? data = null, ConnectorId? connector = null) => caller is { } known
        ? (known.Address, new ReceiveContact(queue, contact, media, priority, originAt, data, Connector: connector))
        : (queue.Address, new AdmitContact(contact, media, Caller: null, priority ?? 0, originAt, PreferredAgents: [], Via: [], Data: data, Connector: connector));

    /// <summary>A callback is requested without a call (rule 36).</summary>
    /// <param name="caller">Who requests it; null for the address that is the number itself.</param>
    /// <param name="queue">The queue it is for.</param>
    /// <param name="contact">Its id.</param>
    /// <param name="callback">What is requested.</param>
    /// <param name="priority">Its priority, 0 to 99; null for the caller's.</param>
    /// <param name="data">What the connector knows of it (rule 27); null for nothing.</param>
    /// <param name="connector">The connector that requests it; null where that does not say its name.</param>
    public static (EntityAddress To, ICommand Command) OfCallback(
        CallerAddress? caller, QueueId queue, ContactId contact, DirectCallback callback, int? priority = null, ContactData? data = null, ConnectorId? connector = null) =>
        ((caller ?? CallerAddress.FromText(callback.Number)).Address,
            new ReceiveContact(queue, contact, Media.Call, priority, OriginAt: null, data, callback, connector));
}

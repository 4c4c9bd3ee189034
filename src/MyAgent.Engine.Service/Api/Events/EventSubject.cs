using System.Collections.Frozen;
using System.Reflection;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>What an event is about, as far as the event itself says.</summary>
/// <param name="Queue">The queue; null where it names none.</param>
/// <param name="Agent">The agent; null where it names none.</param>
/// <param name="Contact">The contact; null where it names none.</param>
internal readonly record struct EventSubject(QueueId? Queue, AgentId? Agent, ContactId? Contact)
{
    private static readonly FrozenDictionary<Type, Members> ByType = Manifests.EventTypes.ToFrozenDictionary(type => type, Members.Of);

    /// <summary>What an event is about.</summary>
    public static EventSubject Of(JournalRecord record)
    {
        var happened = record.Recorded.Event;
        var members = ByType[happened.GetType()];
        var offer = members.Offer?.GetValue(happened) as Offer;
        var queue = members.Queue?.GetValue(happened) as QueueId? ?? offer?.QueueId ?? (members.OfferId?.GetValue(happened) as OfferId?)?.Queue;
        var agent = members.Agent?.GetValue(happened) as AgentId?;
        var contact = members.Contact?.GetValue(happened) as ContactId? ?? offer?.Contact.ContactId;
        return record.Entity.Kind switch
        {
            EntityKind.Queue => new EventSubject(new QueueId(record.Entity.Id), agent, contact),
            EntityKind.Agent => new EventSubject(queue, new AgentId(record.Entity.Id), contact),
            _ => new EventSubject(queue, agent, contact),
        };
    }

    /// <summary>Where a type of event names what it is about.</summary>
    private sealed record Members(PropertyInfo? Queue, PropertyInfo? Agent, PropertyInfo? Contact, PropertyInfo? OfferId, PropertyInfo? Offer)
    {
        public static Members Of(Type type) => new(
            Find<QueueId>(type), Find<AgentId>(type), Find<ContactId>(type), Find<OfferId>(type),
            type.GetProperties().FirstOrDefault(property => property.PropertyType == typeof(Offer)));

        /// <summary>The property that is called as its type is, or else the only one of that type.</summary>
        private static PropertyInfo? Find<TId>(Type type)
            where TId : struct
        {
            var found = type.GetProperties().Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(TId)).ToList();
            return found.Find(property => property.Name == typeof(TId).Name) ?? (found.Count == 1 ? found[0] : null);
        }
    }
}

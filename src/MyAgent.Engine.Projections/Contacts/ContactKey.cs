using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>Identifies a contact in a queue: contact ids are unique only within a queue.</summary>
internal readonly record struct ContactKey(QueueId QueueId, ContactId ContactId);

using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>A contact's id counts within a queue alone.</summary>
internal readonly record struct ContactKey(QueueId QueueId, ContactId ContactId);

using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Protocol;

/// <summary>A contact arrives, with what its caller's entity knows of the caller. Comes by way of the caller.</summary>
/// <param name="ContactId">Its id.</param>
/// <param name="Media">What it comes in by.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Priority">0 to 99.</param>
/// <param name="OriginAt">When it first entered the system; null for now.</param>
/// <param name="PreferredAgents">The caller's preferred agents, best first.</param>
/// <param name="Via">The closed queues that have sent it on.</param>
/// <param name="AskedBy">The queue that has sent the contact here before, while it was closed, and asks whether it is, or was, here; null (the default) for a
/// contact that arrives.</param>
/// <param name="Data">What the connector knows of it (rule 27); null for nothing.</param>
/// <param name="Callback">The callback that is requested without a call; null (the default) for a contact that arrives.</param>
/// <param name="Connector">The connector that brings it; null (the default) where that does not say its name.</param>
/// <param name="LastServed">Who served the caller last in the queue that the contact is for (rule 34); null where that is not known.</param>
internal sealed record AdmitContact(
    ContactId ContactId,
    Media Media,
    CallerAddress? Caller,
    int Priority,
    DateTimeOffset? OriginAt,
    IReadOnlyList<AgentId> PreferredAgents,
    IReadOnlyList<QueueId> Via,
    QueueId? AskedBy = null,
    ContactData? Data = null,
    DirectCallback? Callback = null,
    ConnectorId? Connector = null,
    LastService? LastServed = null) : IContactCommand;

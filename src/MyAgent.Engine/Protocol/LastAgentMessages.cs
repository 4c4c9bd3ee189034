using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>A queue tells a caller who served them (rule 34). Repeated until the caller has confirmed it, or the queue has been read from its journal again.</summary>
/// <param name="Service">Who, in which queue and when.</param>
internal sealed record CallerServed(LastService Service) : IEntityMessage;

/// <summary>The caller knows who served them.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="ServedAt">When.</param>
internal sealed record CallerServedSeen(CallerAddress Caller, DateTimeOffset ServedAt) : IQueueMessage;

using System.Text.Json;

namespace MyAgent.Engine.Service.Client;

/// <summary>An event of the stream.</summary>
/// <param name="Ordering">Its ordering in the journal.</param>
/// <param name="At">When it happened.</param>
/// <param name="Entity">The persistence id of the agent, queue or caller it happened to.</param>
/// <param name="SequenceNr">Its sequence number in the entity.</param>
/// <param name="Type">The name of the event.</param>
/// <param name="By">Who caused it; null for a deadline.</param>
/// <param name="Command">The id of the command; null for none.</param>
/// <param name="QueueId">The queue it is about; null where it names none.</param>
/// <param name="AgentId">The agent it is about; null where it names none.</param>
/// <param name="ContactId">The contact it is about; null where it names none.</param>
/// <param name="Data">What the event says.</param>
internal sealed record JournalEventDto(
    long Ordering, DateTimeOffset At, string Entity, long SequenceNr, string Type, string? By, string? Command, string? QueueId, string? AgentId, string? ContactId,
    JsonElement Data);

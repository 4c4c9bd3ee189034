using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Views;

/// <summary>What the journal says of one contact.</summary>
/// <param name="QueueId">The queue it is in, or was in last.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Media">What it came in by.</param>
/// <param name="Kind">What it is: a call that left a message is a callback.</param>
/// <param name="Caller">Who it is from.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended; null where it is not done.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last in this queue.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="DueAt">When a scheduled callback comes back; null for others.</param>
/// <param name="Attempts">How many attempts at a callback have failed.</param>
/// <param name="RequestedAt">When a callback was asked for; null for others.</param>
/// <param name="Message">The voice message; null where there is none.</param>
/// <param name="FinishedAt">When it ended; null where it is not done.</param>
public sealed record ContactRecord(
    QueueId QueueId,
    ContactId ContactId,
    Media Media,
    ContactKind Kind,
    CallerAddress Caller,
    DateTimeOffset OriginAt,
    int Priority,
    ContactState State,
    ContactOutcome? Outcome,
    AgentId? AgentId,
    string? Number,
    DateTimeOffset? DueAt,
    int Attempts,
    DateTimeOffset? RequestedAt,
    VoiceMessage? Message,
    DateTimeOffset? FinishedAt)
{
    /// <summary>A contact that has just come into a queue's line.</summary>
    public static ContactRecord Waiting(QueueId queue, Contact contact) => new(
        queue, contact.ContactId, contact.Media, contact.Kind, contact.Caller, contact.OriginAt, contact.Key.Priority, ContactState.Waiting,
        Outcome: null, AgentId: null, contact.Callback?.Number, DueAt: null, contact.Callback?.Attempts ?? 0, contact.Callback?.RequestedAt,
        contact.Message, FinishedAt: null);
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Callbacks;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Callback requests as people read them.</summary>
internal static class CallbackText
{
    /// <summary>Writes callback requests.</summary>
    public static void WriteAll(Terminal terminal, IEnumerable<CallbackResponse> callbacks) => terminal.Table(
        ["Contact", "Queue", "Number", "State", "Outcome", "Agent", "Asked for", "Due", "Attempts", "Message"],
        callbacks.Select(callback => new[]
        {
            callback.ContactId.Value, callback.QueueId.Value, callback.Number, DisplayFormat.Of<ContactState>(callback.State), DisplayFormat.Of(callback.Outcome),
            callback.AgentId?.Value, DisplayFormat.Instant(callback.RequestedAt), DisplayFormat.Instant(callback.DueAt), DisplayFormat.Number(callback.Attempts),
            callback.MessageUrl is null ? "no" : "yes",
        }));
}

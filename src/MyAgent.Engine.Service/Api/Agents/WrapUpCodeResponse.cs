using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>The contact whose wrap-up code an agent can set: the current one, or the one that the wrap-up follows.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="Code">Its code; null while none is set.</param>
/// <param name="Note">The agent's note; null for none.</param>
/// <param name="CodeRequired">Whether the agent must choose a code before becoming available.</param>
/// <param name="Default">The code that is recorded if the agent chooses none; null for none.</param>
/// <param name="Choices">The codes that the agent can choose, in order; null in lists of agents.</param>
internal sealed record WrapUpCodeResponse(
    ContactId ContactId,
    QueueId QueueId,
    WrapUpCodeId? Code,
    string? Note,
    bool CodeRequired,
    WrapUpCodeId? Default,
    IReadOnlyList<WrapUpCode>? Choices)
{
    /// <summary>The contact that the engine answered with. The names are those that the queue has now; a code that it no longer has is shown by its id.</summary>
    public static WrapUpCodeResponse Of(CodedContactAnswer coded, Func<QueueId, QueueSettings?>? settingsOf)
    {
        var named = settingsOf?.Invoke(coded.QueueId)?.WrapUpCodes?.Codes.ToDictionary(code => code.Code) ?? [];
        return new WrapUpCodeResponse(
            coded.ContactId, coded.QueueId, coded.Code, coded.Note, coded.Codes.Required, coded.Codes.Default,
            settingsOf is null ? null : [.. coded.Codes.Codes.Select(code => named.GetValueOrDefault(code) ?? new WrapUpCode(code, code.Value))]);
    }
}

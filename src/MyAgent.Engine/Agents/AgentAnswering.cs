using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <content>The agent as others see it.</content>
public sealed partial class AgentEntity
{
    private IReadOnlyList<AssignmentAnswer>? _assignments;

    /// <summary>The agent as journaled: what commands are answered with, so that a repeated one gets the same answer after a restart too.</summary>
    private AgentAnswer Answer() => Answer(_state.Ringing);

    /// <summary>The agent as it is: an offer ends when it really will, at the end of its grace where it has one (rule 33c).</summary>
    private AgentAnswer AnswerNow() =>
        Answer(_state.Ringing is { } ringing ? ringing with { ExpiresAt = WithGrace(ringing.ExpiresAt) } : null);

    private AgentAnswer Answer(RingingOffer? ringing) => AgentAnswer.Of(
        _id, _state.Name ?? _id.Value, _state.Status, _state.Since, _state.Next, _state.Break, ringing, _state.Current, _state.WrapUp,
        _assignments ??= Assignments());

    private AssignmentAnswer[] Assignments() =>
    [
        .. _state.Links
            .Where(link => link.Value.Assignment is not null)
            .OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => AssignmentAnswer.Of(link.Key, link.Value.Assignment!)),
    ];
}

namespace MyAgent.Engine.Agents;

/// <content>The agent as others see it.</content>
public sealed partial class AgentEntity
{
    private IReadOnlyList<AssignmentAnswer>? _assignments;

    private AgentAnswer Answer() => AgentAnswer.Of(
        _id, _state.Name ?? _id.Value, _state.Status, _state.Since, _state.Next, _state.Break, _state.Ringing, _state.Held, _state.WrapUp,
        _assignments ??= Assignments());

    private AssignmentAnswer[] Assignments() =>
    [
        .. _state.Links
            .Where(link => link.Value.Assignment is not null)
            .OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => AssignmentAnswer.Of(link.Key, link.Value.Assignment!)),
    ];
}

using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <summary>An assignment with the queue it is for.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Kind">As in <see cref="Assignment"/>, and so are the others.</param>
/// <param name="Skill">0 to 100.</param>
/// <param name="WrapUpSeconds">Seconds.</param>
/// <param name="WrapUpExtensionSeconds">Seconds.</param>
/// <param name="MaxWrapUpSeconds">Seconds.</param>
/// <param name="Callbacks">Whether callbacks are taken.</param>
/// <param name="OverflowAfterSeconds">Seconds.</param>
/// <param name="OverflowAfterContacts">Contacts.</param>
public sealed record AssignmentAnswer(
    QueueId QueueId,
    AssignmentKind Kind,
    int Skill,
    double WrapUpSeconds,
    double? WrapUpExtensionSeconds,
    double? MaxWrapUpSeconds,
    bool Callbacks,
    double? OverflowAfterSeconds,
    int? OverflowAfterContacts)
{
    /// <summary>An assignment in a queue.</summary>
    internal static AssignmentAnswer Of(QueueId queue, Assignment assignment) => new(
        queue, assignment.Kind, assignment.Skill, assignment.WrapUpSeconds, assignment.WrapUpExtensionSeconds, assignment.MaxWrapUpSeconds,
        assignment.Callbacks, assignment.OverflowAfterSeconds, assignment.OverflowAfterContacts);
}

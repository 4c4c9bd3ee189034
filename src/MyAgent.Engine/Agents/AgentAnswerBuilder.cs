using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>Makes the answers of an agent: the agent as clients see it.</summary>
internal sealed class AgentAnswerBuilder(AgentContext agent)
{
    private IReadOnlyList<AssignmentAnswer>? _assignments;

    /// <summary>The answer of an agent that does not exist.</summary>
    public Refusal Unknown => Refusals.NotFound("unknownAgent", agent.Id.Value);

    private AgentState State => agent.State;

    /// <summary>The agent as journaled: the answer to commands, so that a repeated command gets the same answer after a restart too.</summary>
    public AgentAnswer AsJournaled() => Answer(State.Ringing);

    /// <summary>The agent as it is now: where an offer has a grace after an outage, it expires at the end of that (rule 33c).</summary>
    public AgentAnswer AsOfNow() =>
        Answer(State.Ringing is { } ringing ? ringing with { ExpiresAt = agent.WithGrace(ringing.ExpiresAt) } : null);

    /// <summary>Takes note that something has happened.</summary>
    public void OnEvent(IEvent happened)
    {
        if (happened is AgentAssigned or AgentUnassigned)
            _assignments = null;
    }

    private AgentAnswer Answer(RingingOffer? ringing) => AgentAnswer.Of(
        agent.Id, State.Name ?? agent.Id.Value, State.Status, State.Since, State.Next, State.Break, ringing, State.Current, State.WrapUp, State.Coded,
        _assignments ??= Assignments(), State.Status == AgentStatus.LoggedOut ? State.Settings.Endpoint : State.Endpoint, State.Claim?.Report,
        State.Consultation is { IsEnding: false } open ? new ConsultationAnswer(open.ConsultId, open.QueueId, open.With) : null,
        State.IsAbsent, State.Settings);

    private AssignmentAnswer[] Assignments() =>
    [
        .. State.Links
            .Where(link => link.Value.Assignment is not null)
            .OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => AssignmentAnswer.Of(link.Key, link.Value.Assignment!)),
    ];
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>Gives the reason why an agent was chosen for a contact, and why each other agent was not (rules 6 and 12 to 14).</summary>
/// <param name="moment">The moment of the choice, with every agent of the queue as they then were.</param>
internal sealed class AgentReasons(MatchAttempt moment)
{
    /// <summary>Every agent of the queue with the reason, in order of their ids.</summary>
    public IReadOnlyList<AgentReason> ForEach() => moment.Offer is { } offer
        ? [.. moment.Agents.Values.Select(agent => agent.AgentId == offer.AgentId
            ? new AgentReason(agent.AgentId, Chosen: true, WhyChosen(offer, agent))
            : new AgentReason(agent.AgentId, Chosen: false, WhyNotEligible(agent) ?? WhyNotBetter(offer, agent)))]
        : [.. moment.Agents.Values.Select(agent => new AgentReason(agent.AgentId, Chosen: false, WhyNotEligible(agent)
            ?? "available: offers follow the order of the line, and go out as soon as the agent has settled which queue comes first"))];

    /// <summary>Whether no agent of the queue could take the contact.</summary>
    public bool NobodyEligible => moment.Agents.Values.All(agent => WhyNotEligible(agent) is not null);

    /// <summary>Asks the rule that matching itself applies; null where the agent could have taken the contact.</summary>
    private string? WhyNotEligible(AgentProjection agent)
    {
        var assignment = moment.Queue.Assignments[agent.AgentId];
        var available = agent.Status == AgentStatus.Available && moment.Queue.OfferedTo(agent.AgentId) is null;
        return Eligibility.Of(
                assignment, available, agent.EndpointReport is not { State: not EndpointState.Ready }, moment.Contact.Contact.Kind,
                moment.Waited, moment.Queue.WaitingCount, IsCoolingDown(agent), IsHeldFromOthers(agent)) switch
        {
            Eligible.Yes => null,
            Eligible.NotAssigned => "not assigned to the queue",
            Eligible.NotAvailable => WhyNotAvailable(agent),
            Eligible.EndpointNotReady => WhyNotRinging(agent),
            Eligible.TakesNoCallbacks => "takes no callbacks of this queue",
            Eligible.OverflowNotReached => WhyNoOverflow(assignment),
            Eligible.CoolingDown => $"{Rejected(agent)}, cooling down until "
                + EventDescriptions.Time(CoolingDownUntil(agent)!.Value),
            Eligible.HeldForPreferred => $"not preferred: held for {string.Join(", ", AwaitedAgents)} until {EventDescriptions.Time(HeldUntil)}",
            var other => other.ToString(),
        };
    }

    private string WhyNotAvailable(AgentProjection agent) => agent switch
    {
        { Status: AgentStatus.LoggedOut } => "logged out",
        { Break: { Until: { } until } rest } => $"on a break ({rest.Reason}) until {EventDescriptions.Time(until)}",
        { Break: { } rest } => $"on a break ({rest.Reason})",
        { Ringing: { } ringing } => $"being offered {Described(ringing.Offer)}",
        { Current: { OverAt: null } held } => $"engaged with {Described(held.Offer)}",
        { Current: { } held } => $"in post-processing: the pop-up of {Described(held.Offer)} is open",
        { WrapUp: { } wrapUp } => $"in wrap-up for {wrapUp.QueueId} until {EventDescriptions.Time(wrapUp.Until)}",
        { Status: AgentStatus.Available } => $"being offered contact {moment.Queue.OfferedTo(agent.AgentId)}",
        _ => $"not responding since {EventDescriptions.Time(agent.Since)}",
    };

    private static string WhyNotRinging(AgentProjection agent)
    {
        var how = agent.EndpointReport!.State == EndpointState.Busy ? "is busy" : "cannot be reached";
        return $"telephone {agent.Endpoint} {how}{(agent.EndpointReport.Reason is { } reason ? $" ({reason})" : string.Empty)}";
    }

    private string WhyNoOverflow(Assignment assignment)
    {
        var limits = new List<string>();
        if (assignment.OverflowAfterSeconds is { } seconds)
            limits.Add($"waited {EventDescriptions.Seconds(moment.Waited)} of {EventDescriptions.Seconds(seconds)}");
        if (assignment.OverflowAfterContacts is { } contacts)
            limits.Add($"{moment.Queue.WaitingCount} of {contacts} contacts waiting");
        return $"overflow limit not reached ({(limits.Count > 0 ? string.Join("; ", limits) : "none is set")})";
    }

    private bool IsCoolingDown(AgentProjection agent) => moment.At < CoolingDownUntil(agent);

    private string Rejected(AgentProjection agent)
    {
        var rejection = RejectionBy(agent.AgentId)!;
        var at = EventDescriptions.Time(rejection.At);
        if (rejection.Requeued is { } failure)
            return $"accepted it, and the telephone leg failed at {at} ({EventDescriptions.LegFailure(failure)})";
        return rejection.Reason == RejectReason.NoAnswer
            ? $"did not answer the telephone at {at}"
            : $"rejected it at {at}{EventDescriptions.Why(rejection.Reason)}";
    }

    private DateTimeOffset? CoolingDownUntil(AgentProjection agent) => RejectionBy(agent.AgentId) is { } rejection
        ? Eligibility.CoolingDownUntil(rejection, moment.Queue.Settings, othersLoggedIn:
            moment.Agents.Values.Any(other => other.AgentId != agent.AgentId && other.Status != AgentStatus.LoggedOut))
        : null;

    /// <summary>Rules 33 and 38: the agent for whom the contact waits before any other; null for none.</summary>
    private AgentHold? OwnHold => moment.Contact.HeldFor is { } own && moment.At < own.Until && MayStillCome(own.AgentId) ? own : null;

    private DateTimeOffset HeldUntil => OwnHold?.Until ?? moment.Contact.EnteredAt.AddSeconds(moment.Queue.Settings.PreferredHoldSeconds);

    private bool IsHeldFromOthers(AgentProjection agent) => OwnHold is { } own
        ? own.AgentId != agent.AgentId
        : moment.Contact.Contact.PreferredAgents.Count > 0 && moment.At < HeldUntil && RankOf(agent.AgentId) < 0 && AwaitedAgents.Any();

    /// <summary>Rules 14, 33 and 38: the preferred agents who may still come to take the contact.</summary>
    private IEnumerable<AgentId> AwaitedAgents => OwnHold is { } own ? [own.AgentId] : moment.Contact.PreferredAgents.Where(MayStillCome);

    private bool MayStillCome(AgentId preferred) =>
        moment.Agents.TryGetValue(preferred.Value, out var agent)
        && Eligibility.IsAwaited(
            moment.Queue.Assignments[preferred], agent.Status != AgentStatus.LoggedOut, moment.Contact.Contact.Callback is not null,
            isUnwanted: moment.Contact.Rejections.Any(rejection => rejection.AgentId == preferred && rejection.Reason != RejectReason.NoAnswer));

    private Rejection? RejectionBy(AgentId agent) => moment.Contact.Rejections.LastOrDefault(rejection => rejection.AgentId == agent);

    private string WhyChosen(ContactOffered offer, AgentProjection agent) => offer.ChosenBy switch
    {
        ChosenBy.Preferred when agent.AgentId == moment.Contact.HeldFor?.AgentId => !moment.Contact.IsOfCaller ? "asked by name"
            : IsTransferredTo(agent.AgentId) ? "it was transferred to this agent" : "scheduled it as an own callback",
        ChosenBy.Preferred when agent.AgentId == moment.Contact.Contact.LastAgent => "served this caller last in this queue",
        ChosenBy.Preferred => $"preferred by the caller, number {moment.Contact.Contact.PreferredAgents.ToList().IndexOf(agent.AgentId) + 1}"
            + $" of {moment.Contact.Contact.PreferredAgents.Count}",
        ChosenBy.Consulted => "was consulted about it and has it handed over",
        ChosenBy.HighestSkill => $"highest skill: {SkillOf(agent)}, idle since {EventDescriptions.Time(agent.IdleSince)}",
        _ => $"idle longest, since {EventDescriptions.Time(agent.IdleSince)}",
    };

    private bool IsTransferredTo(AgentId agent) => moment.Contact.Contact.Transfer?.For == agent;

    /// <summary>Why an agent who could have taken the contact did not get it.</summary>
    private string WhyNotBetter(ContactOffered offer, AgentProjection agent)
    {
        if (!moment.Agents.TryGetValue(offer.AgentId.Value, out var chosen))
            return "available";
        if (offer.ChosenBy == ChosenBy.Consulted)
            return $"available, but {chosen.AgentId} was consulted about it and has it handed over";
        if (offer.ChosenBy == ChosenBy.Preferred && chosen.AgentId == moment.Contact.HeldFor?.AgentId)
        {
            return !moment.Contact.IsOfCaller ? $"available, but {chosen.AgentId} is asked by name"
                : IsTransferredTo(chosen.AgentId) ? $"available, but it was transferred to {chosen.AgentId}"
                : $"available, but {chosen.AgentId} has scheduled it as an own callback";
        }
        if (offer.ChosenBy == ChosenBy.Preferred)
        {
            return RankOf(agent.AgentId) is var rank && rank < 0
                ? $"available, but {chosen.AgentId} is preferred by the caller"
                : rank > RankOf(chosen.AgentId)
                    ? $"available, but {chosen.AgentId} comes earlier among the caller's preferred agents"
                    : NotHeardYet;
        }
        if (offer.ChosenBy == ChosenBy.HighestSkill && SkillOf(agent) != SkillOf(chosen))
            return SkillOf(agent) < SkillOf(chosen) ? $"available, but has skill {SkillOf(agent)}, less than {SkillOf(chosen)}" : NotHeardYet;
        return agent.IdleSince.CompareTo(chosen.IdleSince) switch
        {
            > 0 => $"available, but idle for less long, since {EventDescriptions.Time(agent.IdleSince)}",
            0 when string.CompareOrdinal(agent.AgentId.Value, chosen.AgentId.Value) > 0 =>
                $"available and idle as long as {chosen.AgentId}, whose id comes first",
            _ => NotHeardYet,
        };
    }

    /// <summary>A queue acts on the reports that it has received; an agent of several queues is offered the best contact of all of them.</summary>
    private const string NotHeardYet = "available, but still choosing among several queues, or the queue had not heard of it yet";

    private static string Described(Offer offer) => $"contact {offer.Contact.ContactId} of {offer.QueueId}";

    private int RankOf(AgentId agent) => moment.Contact.PreferredAgents.ToList().IndexOf(agent);

    private int SkillOf(AgentProjection agent) => moment.Queue.Assignments[agent.AgentId].Skill;
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Views;

/// <summary>Says why an agent was chosen for a contact, and why each other one was not (rules 6 and 12 to 14).</summary>
/// <param name="moment">The moment of the choice, with every agent of the queue as they then were.</param>
internal sealed class AgentReasons(MatchingMoment moment)
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

    private string? WhyNotEligible(AgentSnapshot agent) =>
        WhyNotFree(agent) ?? WhyNotMeant(agent, moment.Assignments[agent.AgentId]) ?? WhyCoolingDown(agent) ?? WhyHeld(agent);

    private string? WhyNotFree(AgentSnapshot agent) => agent.Status switch
    {
        AgentStatus.LoggedOut => "logged out",
        AgentStatus.Break => $"on a break ({agent.Break!.Reason}){(agent.Break.Until is { } until ? $" until {StorySentences.Time(until)}" : "")}",
        AgentStatus.NotResponding => $"not responding since {StorySentences.Time(agent.Since)}",
        AgentStatus.Offered => $"being offered {Described(agent.Ringing!.Offer)}",
        AgentStatus.Engaged => $"engaged with {Described(agent.Held!.Offer)}",
        AgentStatus.PostProcessing => $"in post-processing: the pop-up of {Described(agent.Held!.Offer)} is open",
        AgentStatus.WrapUp => $"in wrap-up for {agent.WrapUp!.QueueId} until {StorySentences.Time(agent.WrapUp.Until)}",
        _ when moment.OpenOffers.TryGetValue(agent.AgentId, out var contact) => $"being offered contact {contact}",
        _ => null,
    };

    private string? WhyNotMeant(AgentSnapshot agent, Assignment assignment)
    {
        if (moment.IsCallback && !assignment.Callbacks)
            return "takes no callbacks of this queue";
        if (assignment.Kind == AssignmentKind.Primary
            || moment.Waited.TotalSeconds >= assignment.OverflowAfterSeconds
            || moment.InLine >= assignment.OverflowAfterContacts)
            return null;
        var limits = new List<string>();
        if (assignment.OverflowAfterSeconds is { } seconds)
            limits.Add($"waited {StorySentences.Seconds(moment.Waited)} of {StorySentences.Seconds(seconds)}");
        if (assignment.OverflowAfterContacts is { } contacts)
            limits.Add($"{moment.InLine} of {contacts} contacts waiting");
        return $"overflow limit not reached ({(limits.Count > 0 ? string.Join("; ", limits) : "none is set")})";
    }

    private string? WhyCoolingDown(AgentSnapshot agent)
    {
        if (!moment.RejectedAt.TryGetValue(agent.AgentId, out var rejectedAt))
            return null;
        var until = rejectedAt.AddSeconds(moment.Settings.RejectCoolDownSeconds);
        var othersLoggedIn = moment.Agents.Values.Any(other => other.AgentId != agent.AgentId && other.Status != AgentStatus.LoggedOut);
        return moment.At < until && othersLoggedIn
            ? $"rejected it at {StorySentences.Time(rejectedAt)}, cooling down until {StorySentences.Time(until)}"
            : null;
    }

    private string? WhyHeld(AgentSnapshot agent)
    {
        var until = moment.EnteredAt.AddSeconds(moment.Settings.PreferredHoldSeconds);
        if (moment.At >= until || moment.PreferredAgents.Contains(agent.AgentId))
            return null;
        var heldFor = moment.PreferredAgents
            .Where(preferred => moment.Agents.TryGetValue(preferred.Value, out var known) && known.Status != AgentStatus.LoggedOut)
            .ToList();
        return heldFor.Count > 0 ? $"not preferred: held for {string.Join(", ", heldFor)} until {StorySentences.Time(until)}" : null;
    }

    private string WhyChosen(ContactOffered offer, AgentSnapshot agent) => offer.ChosenBy switch
    {
        ChosenBy.Preferred => $"preferred by the caller, number {RankOf(agent.AgentId) + 1} of {moment.PreferredAgents.Count}",
        ChosenBy.HighestSkill => $"highest skill: {SkillOf(agent)}, idle since {StorySentences.Time(IdleSince(agent))}",
        _ => $"idle longest, since {StorySentences.Time(IdleSince(agent))}",
    };

    /// <summary>Why an agent who could have taken the contact did not get it.</summary>
    private string WhyNotBetter(ContactOffered offer, AgentSnapshot agent)
    {
        if (!moment.Agents.TryGetValue(offer.AgentId.Value, out var chosen))
            return "available";
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
        return IdleSince(agent).CompareTo(IdleSince(chosen)) switch
        {
            > 0 => $"available, but idle for less long, since {StorySentences.Time(IdleSince(agent))}",
            0 when string.CompareOrdinal(agent.AgentId.Value, chosen.AgentId.Value) > 0 =>
                $"available and idle as long as {chosen.AgentId}, whose id comes first",
            _ => NotHeardYet,
        };
    }

    /// <summary>A queue acts on what it has heard; an agent who works in several queues is offered the best contact of all of them.</summary>
    private const string NotHeardYet = "available, but still choosing among several queues, or the queue had not heard of it yet";

    private static string Described(Offer offer) => $"contact {offer.Contact.ContactId} of {offer.QueueId}";

    private int RankOf(AgentId agent) => moment.PreferredAgents.ToList().IndexOf(agent);

    private int SkillOf(AgentSnapshot agent) => moment.Assignments.GetValueOrDefault(agent.AgentId)?.Skill ?? 0;

    private static DateTimeOffset IdleSince(AgentSnapshot agent) => agent.LastContactOverAt ?? agent.LoggedInAt ?? agent.Since;
}

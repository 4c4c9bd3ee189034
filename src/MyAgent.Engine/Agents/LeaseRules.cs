using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>The lease of an agent: one who is not heard of within it is offered nothing (rule 30). When the agent was last heard of is volatile: after a restart every
/// lease begins again.</summary>
internal sealed class LeaseRules(AgentContext agent)
{
    /// <summary>When the agent was last heard of; null where that was before the restart or never. Volatile.</summary>
    private DateTimeOffset? _heardAt;

    /// <summary>When the lease ends; null without one, while it does not matter, and for an agent who is absent already.</summary>
    public DateTimeOffset? NextDeadline => State is { IsAbsent: false, Settings.LeaseSeconds: { } seconds, LoggedInAt: { } login }
        and { Status: AgentStatus.Available or AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing }
        ? BegunAt(login)?.AddSeconds(seconds)
        : null;

    private AgentState State => agent.State;

    /// <summary>The agent was heard of: the lease begins again, and an absent agent has returned. It does not become available by that.</summary>
    public Decision Renew(DateTimeOffset now)
    {
        var renewed = new Decision().Changing(new LeaseBegun(now));
        return State.IsAbsent ? renewed.With(new AgentReturned()) : renewed;
    }

    /// <summary>Adds to what a command led to that the lease begins again: its agent is there, or has another lease.</summary>
    public Verdict Begin(Verdict verdict, DateTimeOffset now)
    {
        if (verdict.Refusal is null && !verdict.Decision.IsEmpty && State.LoggedInAt is not null)
            verdict.Decision.Changing(new LeaseBegun(now));
        return verdict;
    }

    /// <summary>The lease ends: an available agent no longer responds, an open offer is missed, and a contact stays with its agent. In wrap-up and on a break it ends
    /// when the agent becomes available.</summary>
    public Decision? End(DateTimeOffset now)
    {
        if (!(NextDeadline <= now))
            return null;
        var absent = new Decision().With(new AgentBecameAbsent());
        if (State.Ringing is { Acceptance: null } ringing)
            absent.With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Missed));
        else if (State.Status != AgentStatus.Available)
            return absent;
        return State.Next is null ? absent.With(new AgentStoppedResponding()) : absent.FollowedByNext(State, now);
    }

    /// <summary>Takes note that the lease has begun again.</summary>
    public void Apply(LeaseBegun begun) => _heardAt = begun.At;

    /// <summary>When the lease last began: with the log-in, with the last word of the agent, or when the engine was back after an outage, whichever was last. Null
    /// while the engine cannot be spoken to.</summary>
    private DateTimeOffset? BegunAt(DateTimeOffset login) =>
        agent.Grace is { LeasesBeginAt: null } ? null : Deadlines.Latest(login, _heardAt, agent.Grace?.LeasesBeginAt);
}

/// <summary>The lease of the agent began again: it was heard of, or has another lease.</summary>
internal sealed record LeaseBegun(DateTimeOffset At) : IVolatileChange;

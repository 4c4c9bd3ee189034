using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>Log-out, break and available (rules 4, 5 and 7).</summary>
internal sealed class PresenceRules(AgentContext agent, CallbackOutcomes outcomes, EndpointProtocol endpoints)
{
    /// <summary>When a break ends automatically; null for none.</summary>
    public DateTimeOffset? NextDeadline => State.Break?.Until;

    private AgentState State => agent.State;

    /// <summary>A log-in that waits for its endpoint is taken back.</summary>
    public Verdict LogOut(Envelope envelope, DateTimeOffset now) =>
        endpoints.IsRequested ? endpoints.TakeBack(envelope) : BeginOrRemember(new NextRequest(NextStatus.LogOut), now);

    public Verdict TakeBreak(TakeBreak rest, DateTimeOffset now) => TimeRange.Refuse(rest.Seconds, "seconds") is { } refusal
        ? refusal
        : BeginOrRemember(new NextRequest(NextStatus.Break, rest.Reason, rest.Seconds), now);

    /// <summary>Rules 4 and 5: ends wrap-up, break and not responding, and takes a remembered request back. Refused in a wrap-up whose contact needs its code (rule
    /// 32).</summary>
    public Verdict MakeAvailable() => State.Status switch
    {
        AgentStatus.Available => new Decision(),
        AgentStatus.LoggedOut => agent.WrongState("loggedOut") with { Case = "logInFirst" },
        AgentStatus.WrapUp when State.Coded is { NeedsCode: true } coded => Refusals.Rule("wrapUpCodeRequired", coded.ContactId.Value),
        AgentStatus.WrapUp or AgentStatus.Break or AgentStatus.NotResponding =>
            Returned(WithoutNext().WithDefaultCode(State)).With(new AgentBecameAvailable(State.Status, AtDeadline: false)),
        _ when State.Next is not null => WithoutNext(),
        AgentStatus.PostProcessing => agent.WrongState("popUpOpen"),
        AgentStatus.Offered => agent.WrongState("contactInHand") with { Case = "offered" },
        _ => agent.WrongState("contactInHand"),
    };

    /// <summary>Rule 7: the current offer or contact goes back or is over.</summary>
    public Verdict ForceLogOut(Envelope envelope) => State switch
    {
        { Status: AgentStatus.LoggedOut } => endpoints.IsRequested ? endpoints.TakeBack(envelope) : new Decision(),
        { Ringing.Acceptance: not null } => agent.WrongState("acceptancePending"),
        { Ringing: { } ringing } => new Decision()
            .With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Withdrawn)).With(new AgentLoggedOut(Forced: true)),
        _ => outcomes.CutShort().WithDefaultCode(State).With(new AgentLoggedOut(Forced: true)),
    };

    /// <summary>A break with a length ends at its deadline; an absent agent does not respond after it (rule 30).</summary>
    public Decision? EndBreak(DateTimeOffset now) => NextDeadline <= now ? new Decision().FollowedByAvailable(State, now) : null;

    /// <summary>Rule 5: a break or log-out begins at once, or is remembered while the agent has an offer or a contact; the last request wins.</summary>
    private Verdict BeginOrRemember(NextRequest next, DateTimeOffset now) => State.Status switch
    {
        AgentStatus.LoggedOut when next.Status == NextStatus.LogOut => new Decision(),
        AgentStatus.LoggedOut => agent.WrongState("loggedOut"),
        AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing when next == State.Next => new Decision(),
        AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing => new Decision().With(new NextRemembered(next)),
        _ => new Decision().WithDefaultCode(State).With(RememberedRequests.Begin(next, now)),
    };

    /// <summary>Rule 30: Available, by the agent or for it, says that the agent is there.</summary>
    private Decision Returned(Decision decision) => State.IsAbsent ? decision.With(new AgentReturned()) : decision;

    private Decision WithoutNext() => State.Next is null ? new Decision() : new Decision().With(new NextTakenBack());
}

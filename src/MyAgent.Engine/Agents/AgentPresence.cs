using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <content>Being there: log-in, log-out, break, available (rules 4, 5 and 7).</content>
public sealed partial class AgentEntity
{
    private Verdict RuleLogIn() =>
        _state.Status == AgentStatus.LoggedOut ? new Decision().With(new AgentLoggedIn()) : new Decision();

    /// <summary>Rule 5: break and log-out take effect at once, or are remembered while there is a current contact; the last one wins.</summary>
    private Verdict AskForNext(NextRequest next, DateTimeOffset now) => _state.Status switch
    {
        AgentStatus.LoggedOut when next.Status == NextStatus.LogOut => new Decision(),
        AgentStatus.LoggedOut => WrongState("loggedOut"),
        AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing when next == _state.Next => new Decision(),
        AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing => new Decision().With(new NextRemembered(next)),
        _ => new Decision().With(Begin(next, now)),
    };

    /// <summary>Rules 4 and 5: ends wrap-up, break and not responding, and takes a remembered request back.</summary>
    private Verdict RuleAvailable() => _state.Status switch
    {
        AgentStatus.Available => new Decision(),
        AgentStatus.LoggedOut => WrongState("loggedOut") with { Case = "logInFirst" },
        AgentStatus.WrapUp or AgentStatus.Break or AgentStatus.NotResponding =>
            WithoutNext().With(new AgentBecameAvailable(_state.Status, AtDeadline: false)),
        _ when _state.Next is not null => WithoutNext(),
        AgentStatus.PostProcessing => WrongState("popUpOpen"),
        AgentStatus.Offered => WrongState("contactInHand") with { Case = "offered" },
        _ => WrongState("contactInHand"),
    };

    /// <summary>Rule 7: the current offer or contact goes back or is over.</summary>
    private Verdict RuleForceLogOut() => _state switch
    {
        { Status: AgentStatus.LoggedOut } => new Decision(),
        { Ringing.Acceptance: not null } => WrongState("acceptancePending"),
        { Ringing: { } ringing } => new Decision()
            .With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Withdrawn)).With(new AgentLoggedOut(Forced: true)),
        _ => OutcomeCutShort().With(new AgentLoggedOut(Forced: true)),
    };

    private Decision WithoutNext() => _state.Next is null ? new Decision() : new Decision().With(new NextTakenBack());

    /// <summary>Adds what the agent asked for in the meantime, in the place of available (rule 5, law 12).</summary>
    private Decision FollowedByNext(Decision decision, DateTimeOffset now) =>
        _state.Next is { } next ? decision.With(Begin(next, now)) : decision;

    private static IEvent Begin(NextRequest next, DateTimeOffset now) => next.Status == NextStatus.LogOut
        ? new AgentLoggedOut(Forced: false)
        : new BreakStarted(next.Reason!, next.Seconds is { } seconds ? now.AddSeconds(seconds) : null);
}

using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>The break or log-out that an agent requests while it has an offer or a contact: it follows in place of available (rule 5, law 12).</summary>
internal static class RememberedRequests
{
    /// <summary>Adds the remembered break or log-out to a decision after which the agent would be available; where there is none, that an absent agent does not respond
    /// (rule 30).</summary>
    public static Decision FollowedByNext(this Decision decision, AgentState state, DateTimeOffset now) =>
        state.Next is { } next ? decision.With(Begin(next, now))
        : state.IsAbsent ? decision.With(new AgentStoppedResponding())
        : decision;

    /// <summary>The event with which a break or log-out begins.</summary>
    public static IEvent Begin(NextRequest next, DateTimeOffset now) => next.Status == NextStatus.LogOut
        ? new AgentLoggedOut(Forced: false)
        : new BreakStarted(next.Reason!, next.Seconds is { } seconds ? now.AddSeconds(seconds) : null);
}

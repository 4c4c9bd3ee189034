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

    /// <summary>Adds what follows a wrap-up or break that ends at its deadline: available, unless a break or log-out is remembered or the agent is absent.</summary>
    public static Decision FollowedByAvailable(this Decision decision, AgentState state, DateTimeOffset now) => state is { Next: null, IsAbsent: false }
        ? decision.With(new AgentBecameAvailable(state.Status, AtDeadline: true))
        : decision.FollowedByNext(state, now);

    /// <summary>The event with which a break or log-out begins.</summary>
    public static IEvent Begin(NextRequest next, DateTimeOffset now) => next.Status == NextStatus.LogOut
        ? new AgentLoggedOut(Forced: false)
        : new BreakStarted(next.Reason!, next.Seconds is { } seconds ? now.AddSeconds(seconds) : null);
}

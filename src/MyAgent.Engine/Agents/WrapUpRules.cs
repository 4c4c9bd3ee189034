using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>Wrap-up: after a contact, or by the button (rules 1 to 3).</summary>
internal sealed class WrapUpRules(AgentContext agent)
{
    /// <summary>When the wrap-up ends; null for none. An outage of the engine does not extend it (rule 33c).</summary>
    public DateTimeOffset? NextDeadline => State.WrapUp?.Until;

    private AgentState State => agent.State;

    /// <summary>Rule 3: starts a wrap-up while available, extends it during wrap-up, again and again up to the limit.</summary>
    public Verdict StartOrExtend(StartOrExtendWrapUp press, DateTimeOffset now) => State.Status switch
    {
        AgentStatus.Available => Start(press.QueueId ?? State.LastServed, now),
        AgentStatus.WrapUp => Extend(press.QueueId, State.WrapUp!),
        _ => agent.WrongState("noWrapUpNow"),
    };

    /// <summary>Rule 1: adds to a decision with which the current contact is over, or a callback that is over has its outcome, what follows: wrap-up, where the pop-up is closed
    /// or closes by itself. One that does stays open as long as a callback needs its outcome (rule 22).</summary>
    public Decision FollowedByWrapUpIfPopUpCloses(Decision decision, bool needsOutcome, DateTimeOffset now)
    {
        var current = State.Current!;
        if (!current.PopUpClosed && (needsOutcome || !State.Settings.AutoClosePopUp))
            return decision;
        if (!current.PopUpClosed)
            decision.With(new PopUpClosed(current.Offer.Contact.ContactId));
        return FollowedByWrapUp(decision, now);
    }

    /// <summary>Rule 1: adds to a decision after which the current contact is over and its pop-up closed that wrap-up starts, or that the agent is free at once. Then its
    /// wrap-up code cannot be set any more (rule 32).</summary>
    public Decision FollowedByWrapUp(Decision decision, DateTimeOffset now)
    {
        var offer = State.Current!.Offer;
        var seconds = State.AssignmentFor(offer.QueueId)?.WrapUpSeconds ?? 0;
        return seconds > 0
            ? decision.With(new WrapUpStarted(offer.QueueId, now.AddSeconds(seconds)))
            : decision.WithDefaultCode(State).With(new AgentFreed(offer.Contact.ContactId)).FollowedByNext(State, now);
    }

    /// <summary>Rules 2 and 5: wrap-up ends at its deadline; the agent is available, or on the break or logged out as requested; an absent one does not
    /// respond (rule 30).</summary>
    public Decision? End(DateTimeOffset now) => NextDeadline <= now ? new Decision().WithDefaultCode(State).FollowedByAvailable(State, now) : null;

    private Verdict Start(QueueId? queue, DateTimeOffset now)
    {
        if (queue is null)
            return Refusals.Rule("noQueueServed") with { Field = "queueId" };
        if (State.AssignmentFor(queue.Value) is not { } assignment)
            return Refusals.Rule("notAssigned", queue.Value.Value) with { Field = "queueId" };
        var seconds = assignment.WrapUpSeconds > 0 ? assignment.WrapUpSeconds : assignment.WrapUpExtensionSeconds ?? 0;
        return seconds > 0
            ? new Decision().With(new WrapUpStarted(queue.Value, now.AddSeconds(seconds)))
            : Refusals.Rule("noWrapUp", queue.Value.Value);
    }

    private Verdict Extend(QueueId? queue, WrapUp wrapUp)
    {
        if (queue is not null && queue != wrapUp.QueueId)
            return Refusals.Rule("otherWrapUp", wrapUp.QueueId.Value) with { Field = "queueId" };
        var assignment = State.AssignmentFor(wrapUp.QueueId);
        var seconds = assignment?.WrapUpExtensionSeconds ?? assignment?.WrapUpSeconds ?? 0;
        if (seconds <= 0)
            return Refusals.Rule("noWrapUpExtension", wrapUp.QueueId.Value);
        var until = wrapUp.Until.AddSeconds(seconds);
        var max = assignment!.MaxWrapUpSeconds ?? TimeRange.MaxSeconds;
        return until > wrapUp.StartedAt.AddSeconds(max)
            ? Refusals.Rule("wrapUpLimit", wrapUp.QueueId.Value, max.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new Decision().With(new WrapUpExtended(until));
    }
}

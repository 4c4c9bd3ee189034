using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>Keeps the queues informed: each is sent a report when what it should know differs from what it was last sent, and again until it has seen it. The
/// next report makes up for a lost one.</summary>
internal sealed class QueueReports(AgentContext agent, ReportDeliveries deliveries, QueueChoice choice)
{
    /// <summary>When a report is sent again; null where every queue has seen the last one.</summary>
    public DateTimeOffset? NextDeadline => deliveries.NextRetry;

    private AgentState State => agent.State;

    /// <summary>A queue that was read from its journal asks for the report.</summary>
    public Decision OnQuestion(AskForReport ask)
    {
        var decision = new Decision();
        if (State.Links.ContainsKey(ask.QueueId))
            decision.Changing(new QuestionAsked(ask.QueueId, ask.Question));
        return decision.Changing(new ReportWanted(ask.QueueId));
    }

    /// <summary>A queue has seen a report. A round that this agent has not sent is one that it sent before it was read from its journal.</summary>
    public Decision OnSeen(ReportSeen seen)
    {
        if (deliveries.To(seen.QueueId)?.Sent is not { } sent || seen.Round < sent.Round)
            return new Decision();
        return sent.Round == seen.Round
            ? new Decision().Changing(new ReportConfirmed(seen.QueueId, seen.Best))
            : new Decision().Changing(new RoundsLost(seen.Round)).Changing(new ReportWanted(seen.QueueId));
    }

    /// <summary>Sends the reports that differ from what their queue was sent, and those that it should have seen by now. Rounds count on from the ticks of the
    /// clock at the first report, so that they grow over restarts too.</summary>
    public Decision? Send(DateTimeOffset now)
    {
        if (!deliveries.AreInDoubt && !(NextDeadline <= now))
            return null;
        var decision = deliveries.AreInDoubt ? new Decision().Changing(new ReportsChecked()) : null;
        var round = deliveries.Round == 0 ? now.UtcTicks : deliveries.Round;
        foreach (var (queue, link) in State.Links)
        {
            var delivery = deliveries.To(queue);
            var overdue = delivery?.RetryAt <= now;
            if (!overdue && !deliveries.AreInDoubt)
                continue;
            var report = ReportFor(queue, link, delivery?.Question ?? 0);
            if (!overdue && delivery?.Sent is { } sent && report == sent with { Revision = report.Revision, Round = report.Round })
                continue;
            report = report with { Round = ++round };
            (decision ??= new Decision()).Sending(queue.Address, report).Changing(new ReportSent(queue, report, now));
        }
        return decision;
    }

    /// <summary>To a queue in which the agent no longer works only what it still has of that queue matters.</summary>
    private AgentReport ReportFor(QueueId queue, QueueLink link, long question)
    {
        var works = link.Assignment is not null;
        var ready = works && State.Status == AgentStatus.Available;
        var held = State.OfferHeldOf(queue);
        return new AgentReport(
            agent.Id,
            State.Revision,
            Round: 0,
            link.Assignment,
            LoggedIn: works && State.Status != AgentStatus.LoggedOut,
            Ready: ready,
            Choosing: ready && !choice.MayOffer(queue),
            works ? State.IdleSince : default,
            held,
            link.Released,
            Over: held is not null && State.Current?.OverAt is not null,
            question,
            CannotRing: ready && !State.CanRing);
    }
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>What the queue decides without a command, after every message and at its deadlines, never by polling (rule 10).</content>
public sealed partial class QueueEntity
{
    /// <summary>How long an answer is waited for before asking again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long matching waits, after a restart, for agents who have not reported.</summary>
    private static readonly TimeSpan RegroupTimeout = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    /// <remarks>One decision at a time, the first that is due; the order has a meaning. Time passes first, because all that follows reads the instant that
    /// matching knows. After a restart the agents are asked before anything is offered. Contacts enter and leave the waiting list before matching, so that no
    /// agent is offered one that has waited or recorded too long. Alarms follow matching: an offer may take the contact that would raise one. Messages come
    /// last, when the state they tell of is final; an agent hears that its report was seen only after any offer to it.</remarks>
    public Decision? ProcessDue(DateTimeOffset now) =>
        PassTime(now)
        ?? Regroup(now)
        ?? Reenter(now)
        ?? EndOverlongWait(now)
        ?? EndOverlongRecording(now)
        ?? MatchNext()
        ?? WatchAlarms(now)
        ?? RedeliverToAgents(now)
        ?? RedeliverMoves(now)
        ?? RedeliverCompletions(now)
        ?? AnswerReports();

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var next = Matching.NextChange;
            Consider(_state.Scheduled.Count > 0 ? ReentryAt(Matching.Now) : null);
            Consider(OverlongAt);
            Consider(_state.Recordings.Min is { } recording ? recording.RecordingUntil ?? Matching.Now : null);
            Consider(LongestWaitAlarmAt);
            Consider(IsRegrouping ? _protocol.RegroupingUntil : null);
            Consider(Unheard.Count > 0 ? _protocol.AskedAt + RetryInterval : null);
            foreach (var delivery in _protocol.Deliveries.Values)
                Consider(delivery.AttemptedAt + RetryInterval);
            foreach (var drop in _protocol.Drops.Values)
                Consider(drop.AttemptedAt + RetryInterval);
            foreach (var id in _state.OnTheMove)
                Consider(_protocol.Moves.TryGetValue(id, out var attemptedAt) ? attemptedAt + RetryInterval : null);
            foreach (var end in _state.Completions.Ready)
                Consider(_protocol.Ends.TryGetValue(end, out var attemptedAt) ? attemptedAt + RetryInterval : null);
            return next;

            void Consider(DateTimeOffset? instant)
            {
                if (next is null || instant < next)
                    next = instant ?? next;
            }
        }
    }

    /// <summary>The agents that have not reported, and those that left the queue with one of its contacts: only they know what became of it.</summary>
    private HashSet<AgentId> Unheard => _protocol.Unheard ??=
    [
        .. _state.Members.Values.Where(member => !member.Heard).Select(member => member.Id),
        .. _state.WithAgents.Values.Select(contact => contact.Agent!.Value).Where(agent => !_state.Members.ContainsKey(agent)),
    ];

    private bool IsRegrouping => Unheard.Count > 0 && !_protocol.Regrouped;

    private Decision? PassTime(DateTimeOffset now) =>
        Matching.Now < now ? new Decision().Changing(new TimePassed(now)) : null;

    /// <summary>After a restart the agents are asked for their reports, and no contact is matched until they have had a moment to answer: the
    /// first to report need not be the one who is due.</summary>
    private Decision? Regroup(DateTimeOffset now)
    {
        if (Unheard.Count == 0)
            return null;
        if (!_protocol.Regrouped && _protocol.RegroupingUntil <= now)
            return new Decision().Changing(new Regrouped());
        if (now < _protocol.AskedAt + RetryInterval)
            return null;
        var decision = new Decision().Changing(new AgentsAsked(now));
        foreach (var agent in Unheard.OrderBy(agent => agent.Value, StringComparer.Ordinal))
            decision.Sending(agent.Address, new AskForReport(_id, _protocol.Question ?? now.UtcTicks));
        return decision;
    }

    private Decision? MatchNext() => !IsRegrouping && Matching.Find() is { } match ? Offer(match) : null;

    private Decision? RedeliverToAgents(DateTimeOffset now)
    {
        Decision? decision = null;
        foreach (var (offer, delivery) in _protocol.Deliveries)
        {
            if (now < delivery.AttemptedAt + RetryInterval)
                continue;
            (decision ??= new Decision()).Sending(delivery.Agent.Address, delivery.Message).Changing(new DeliveryAttempted(offer, now));
        }
        return decision;
    }

    /// <summary>Answered only when matching has had its turn, so that an agent who is offered something hears of that first.</summary>
    private Decision? AnswerReports()
    {
        if (_protocol.Unanswered.Count == 0 || IsRegrouping)
            return null;
        var decision = new Decision().Changing(new ReportsAnswered());
        foreach (var report in _protocol.Unanswered)
        {
            var best = report.Choosing && _state.Members.TryGetValue(report.AgentId, out var member) && member.Offer is null ? Matching.FirstFor(member) : null;
            decision.Sending(report.AgentId.Address, new ReportSeen(_id, report.Round, best?.Contact.Key));
        }
        return decision;
    }

    /// <inheritdoc/>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace grace:
                _protocol.Grace = grace;
                break;
            case TimePassed passed:
                Matching.AdvanceTo(passed.Now);
                break;
            case Reported reported:
                Apply(reported.Report);
                break;
            case NotReady notReady when _state.Members.TryGetValue(notReady.Agent, out var member) && notReady.Revision >= member.Revision:
                Matching.Remove(member);
                (member.Ready, member.Revision) = (false, notReady.Revision);
                Matching.Add(member);
                break;
            case ReportsAnswered:
                _protocol.Unanswered.Clear();
                break;
            case DeliveryRequested tell:
                _protocol.Deliveries[tell.Offer] = new PendingDelivery(tell.Agent, tell.Message, AttemptedAt: null);
                break;
            case DeliveryAttempted told:
                _protocol.Deliveries[told.Offer] = _protocol.Deliveries[told.Offer] with { AttemptedAt = told.At };
                break;
            case DeliveryConfirmed heard:
                _protocol.Deliveries.Remove(heard.Offer);
                break;
            case AgentsAsked asked:
                _protocol.AskedAt = asked.At;
                _protocol.Question ??= asked.At.UtcTicks;
                _protocol.RegroupingUntil ??= asked.At + RegroupTimeout;
                break;
            case Regrouped:
                _protocol.Regrouped = true;
                break;
            case DropRequested again:
                _protocol.Drops.TryAdd(again.Message.ContactId, new PendingDrop(again.To, again.Message, AttemptedAt: null));
                break;
            case DropAttempted said:
                _protocol.Drops[said.Contact] = _protocol.Drops[said.Contact] with { AttemptedAt = said.At };
                break;
            case DropConfirmed heard:
                _protocol.Drops.Remove(heard.Contact);
                break;
            case MoveAttempted spoken:
                _protocol.Moves[spoken.Contact] = spoken.At;
                break;
            case CompletionAttempted said:
                _protocol.Ends[(said.Contact, said.To)] = said.At;
                break;
        }
    }

    private void Apply(AgentReport report)
    {
        if (report.Question == _protocol.Question)
            Unheard.Remove(report.AgentId);
        _protocol.Unanswered.RemoveAll(earlier => earlier.AgentId == report.AgentId);
        _protocol.Unanswered.Add(report);
        if (!_state.Members.TryGetValue(report.AgentId, out var member))
            return;
        var cameOrWent = member.LoggedIn != report.LoggedIn;
        Matching.Remove(member);
        member.Heard = true;
        (member.Round, member.Revision) = (report.Round, report.Revision);
        member.LoggedIn = report.LoggedIn;
        member.Ready = report.Ready;
        member.Choosing = report.Choosing;
        member.IdleSince = report.IdleSince;
        Matching.Add(member);
        if (cameOrWent)
            Matching.LookAgain(member.Id);
    }
}

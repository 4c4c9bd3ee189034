using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>What the queue does of itself: asked after every message and at its deadlines, never by polling (rule 10).</content>
public sealed partial class QueueEntity
{
    /// <summary>How long an answer is waited for before asking again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long matching waits, after a restart, for agents who have not reported.</summary>
    private static readonly TimeSpan RegroupFor = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    /// <remarks>One decision at a time, the first that is due; the order has a meaning. Time passes first, because all that follows reads the instant that
    /// matching knows. After a restart the agents are asked before anything is offered. Contacts enter and leave the waiting list before matching, so that no
    /// agent is offered one that has waited or recorded too long. Alarms follow matching: an offer may take the contact that would raise one. Messages come
    /// last, when the state they tell of is final; an agent hears that its report was seen only after any offer to it.</remarks>
    public Decision? Settle(DateTimeOffset now) =>
        PassTime(now)
        ?? Regroup(now)
        ?? Reenter(now)
        ?? EndOverlongWait(now)
        ?? EndOverlongRecording(now)
        ?? MatchNext()
        ?? WatchAlarms(now)
        ?? KeepTelling(now)
        ?? KeepMoving(now)
        ?? KeepTellingEnds(now)
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
            Consider(IsRegrouping ? _talk.RegroupingUntil : null);
            Consider(Unheard.Count > 0 ? _talk.AskedAt + RetryAfter : null);
            foreach (var telling in _talk.Tellings.Values)
                Consider(telling.SaidAt + RetryAfter);
            foreach (var drop in _talk.Drops.Values)
                Consider(drop.SaidAt + RetryAfter);
            foreach (var id in _state.OnTheMove)
                Consider(_talk.Moves.TryGetValue(id, out var spokenAt) ? spokenAt + RetryAfter : null);
            foreach (var end in _state.OwedEnds.Due)
                Consider(_talk.Ends.TryGetValue(end, out var saidAt) ? saidAt + RetryAfter : null);
            return next;

            void Consider(DateTimeOffset? instant)
            {
                if (next is null || instant < next)
                    next = instant ?? next;
            }
        }
    }

    /// <summary>Those who have yet to report, and those who left the queue with something of it in hand: nobody else knows of that.</summary>
    private HashSet<AgentId> Unheard => _talk.Unheard ??=
    [
        .. _state.Members.Values.Where(member => !member.Heard).Select(member => member.Id),
        .. _state.WithAgents.Values.Select(contact => contact.Agent!.Value).Where(agent => !_state.Members.ContainsKey(agent)),
    ];

    private bool IsRegrouping => Unheard.Count > 0 && !_talk.Regrouped;

    private Decision? PassTime(DateTimeOffset now) =>
        Matching.Now < now ? new Decision().Noting(new TimePassed(now)) : null;

    /// <summary>After a restart the agents are asked for their reports, and nobody is matched until they have had a moment to answer: the
    /// first to report need not be the one who is due.</summary>
    private Decision? Regroup(DateTimeOffset now)
    {
        if (Unheard.Count == 0)
            return null;
        if (!_talk.Regrouped && _talk.RegroupingUntil <= now)
            return new Decision().Noting(new Regrouped());
        if (now < _talk.AskedAt + RetryAfter)
            return null;
        var decision = new Decision().Noting(new AgentsAsked(now));
        foreach (var agent in Unheard.OrderBy(agent => agent.Value, StringComparer.Ordinal))
            decision.Sending(agent.Address, new AskForReport(_id, _talk.Question ?? now.UtcTicks));
        return decision;
    }

    private Decision? MatchNext() => !IsRegrouping && Matching.Find() is { } match ? Offer(match) : null;

    private Decision? KeepTelling(DateTimeOffset now)
    {
        Decision? decision = null;
        foreach (var (offer, telling) in _talk.Tellings)
        {
            if (now < telling.SaidAt + RetryAfter)
                continue;
            (decision ??= new Decision()).Sending(telling.Agent.Address, telling.Message).Noting(new AgentTold(offer, now));
        }
        return decision;
    }

    /// <summary>Answered only when matching has had its turn, so that an agent who is offered something hears of that first.</summary>
    private Decision? AnswerReports()
    {
        if (_talk.Unanswered.Count == 0 || IsRegrouping)
            return null;
        var decision = new Decision().Noting(new ReportsAnswered());
        foreach (var report in _talk.Unanswered)
        {
            var best = report.Choosing && _state.Members.TryGetValue(report.AgentId, out var member) && member.Offer is null ? Matching.FirstFor(member) : null;
            decision.Sending(report.AgentId.Address, new ReportSeen(_id, report.Round, best?.Contact.Key));
        }
        return decision;
    }

    /// <inheritdoc/>
    public void Apply(INote note)
    {
        switch (note)
        {
            case RecoveryGrace grace:
                _talk.Grace = grace;
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
                _talk.Unanswered.Clear();
                break;
            case TellAgent tell:
                _talk.Tellings[tell.Offer] = new Telling(tell.Agent, tell.Message, SaidAt: null);
                break;
            case AgentTold told:
                _talk.Tellings[told.Offer] = _talk.Tellings[told.Offer] with { SaidAt = told.At };
                break;
            case AgentHeard heard:
                _talk.Tellings.Remove(heard.Offer);
                break;
            case AgentsAsked asked:
                _talk.AskedAt = asked.At;
                _talk.Question ??= asked.At.UtcTicks;
                _talk.RegroupingUntil ??= asked.At + RegroupFor;
                break;
            case Regrouped:
                _talk.Regrouped = true;
                break;
            case DropAgain again:
                _talk.Drops.TryAdd(again.Message.ContactId, new PendingDrop(again.To, again.Message, SaidAt: null));
                break;
            case DropSaid said:
                _talk.Drops[said.Contact] = _talk.Drops[said.Contact] with { SaidAt = said.At };
                break;
            case DropHeard heard:
                _talk.Drops.Remove(heard.Contact);
                break;
            case MoveSpokenOf spoken:
                _talk.Moves[spoken.Contact] = spoken.At;
                break;
            case EndSaid said:
                _talk.Ends[(said.Contact, said.To)] = said.At;
                break;
        }
    }

    private void Apply(AgentReport report)
    {
        if (report.Question == _talk.Question)
            Unheard.Remove(report.AgentId);
        _talk.Unanswered.RemoveAll(earlier => earlier.AgentId == report.AgentId);
        _talk.Unanswered.Add(report);
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

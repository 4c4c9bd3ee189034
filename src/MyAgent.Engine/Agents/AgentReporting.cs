using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <content>Keeping the queues informed: each is sent a report whenever what it should know differs from what it was last sent, and
/// again until it has seen it. Whatever is lost on the way is mended by the next report.</content>
public sealed partial class AgentEntity
{
    /// <summary>How long an answer from a queue is waited for before asking again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private DateTimeOffset? ProtocolDeadline
    {
        get
        {
            var earliest = ChoiceDeadline;
            if (_state.Ringing?.Acceptance is not null)
                earliest = _protocol.AcceptanceAskedAt + RetryInterval;
            if (_protocol.Outcome is not null)
                earliest = Earliest(earliest, _protocol.OutcomeAskedAt + RetryInterval);
            foreach (var link in _state.Links.Values)
            {
                if (!link.Seen && link.Sent is not null)
                    earliest = Earliest(earliest, link.SentAt + RetryInterval);
            }
            return earliest;
        }
    }

    private Decision On(IAgentMessage message, DateTimeOffset now) => message switch
    {
        ProposeOffer proposal => OnProposal(proposal.Offer, now),
        WithdrawOffer withdrawal => OnWithdrawal(withdrawal.OfferId, now),
        ConfirmAcceptance confirmed => OnConfirmation(confirmed.OfferId),
        ContactIsOver over => OnContactIsOver(over.OfferId, over.Finished, over.By, now),
        OutcomeRecorded recorded => OnOutcome(recorded, now),
        OutcomeRefused refused => OnRefusal(refused),
        AskForReport ask => new Decision().Changing(new QuestionHeard(ask.QueueId, ask.Question)).Changing(new ReportWanted(ask.QueueId)),
        ReportSeen seen => OnReportSeen(seen),
        _ => throw new ArgumentException($"{message.GetType().Name} is not for an agent.", nameof(message)),
    };

    private Decision OnReportSeen(ReportSeen seen)
    {
        var sent = _state.Links.GetValueOrDefault(seen.QueueId)?.Sent;
        if (sent is null || seen.Round < sent.Round)
            return new Decision();
        return sent.Round == seen.Round
            ? new Decision().Changing(new ReportHeard(seen.QueueId, seen.Round, seen.Best))
            : new Decision().Changing(new RoundsLost(seen.Round)).Changing(new ReportWanted(seen.QueueId));
    }

    private Decision? ContinueProtocol(DateTimeOffset now) => GiveDeferredAnswer() ?? SendReports(now) ?? Choose(now) ?? AskAgain(now);

    private Decision? SendReports(DateTimeOffset now)
    {
        var decision = _protocol.ReportsInDoubt ? new Decision().Changing(new ReportsChecked()) : null;
        var round = _protocol.Round == 0 ? now.UtcTicks : _protocol.Round;
        foreach (var (queue, link) in _state.Links)
        {
            var overdue = !link.Seen && now >= link.SentAt + RetryInterval;
            if (!overdue && !_protocol.ReportsInDoubt)
                continue;
            var report = ReportFor(queue, link);
            if (!overdue && link.Sent is { } sent && report == sent with { Revision = report.Revision, Round = report.Round })
                continue;
            report = report with { Round = ++round };
            (decision ??= new Decision()).Sending(queue.Address, report).Changing(new ReportSent(queue, report, now));
        }
        return decision;
    }

    /// <summary>To a queue the agent no longer works in, nothing matters but what it still has of it.</summary>
    private AgentReport ReportFor(QueueId queue, QueueLink link)
    {
        var works = link.Assignment is not null;
        var ready = works && _state.Status == AgentStatus.Available;
        return new AgentReport(
            _id,
            Revision,
            Round: 0,
            link.Assignment,
            LoggedIn: works && _state.Status != AgentStatus.LoggedOut,
            Ready: ready,
            Choosing: ready && MayNotOffer(queue),
            works ? _state.IdleSince : default,
            Holding(queue),
            link.Released,
            Over: Holding(queue) is not null && _state.Current?.OverAt is not null,
            link.Question);
    }

    private bool MayNotOffer(QueueId queue) => _protocol.Choice switch
    {
        Choice.Open => false,
        Choice.Picked picked => picked.Queue != queue,
        _ => HasSeveralQueues,
    };

    private bool HasSeveralQueues => _state.Links.Count > 1 && _state.Links.Values.Count(link => link.Assignment is not null) > 1;

    /// <summary>The offer of a queue that rings, or under which the agent has a contact that the queue still counts as engaged.</summary>
    private OfferId? Holding(QueueId queue)
    {
        if (_state.Ringing is { } ringing && ringing.Offer.QueueId == queue)
            return ringing.Offer.OfferId;
        return _state.Current is { } current && current.Offer.QueueId == queue && (current.OverAt is null || current.NeedsOutcome) ? current.Offer.OfferId : null;
    }

    /// <summary>Rule 11: an agent who is free for several queues gets the best order key among all those it can reach.</summary>
    private Decision? Choose(DateTimeOffset now)
    {
        if (_state.Status != AgentStatus.Available || !HasSeveralQueues)
            return null;
        return _protocol.Choice switch
        {
            Choice.Comparing { Since: null } => Go(new Choice.Comparing(now)),
            Choice.Comparing comparing when now >= comparing.Since + RetryInterval || _state.Links.Values.All(link => link.Assignment is null || link.Seen) =>
                Go(BestOfAll() is { } queue ? new Choice.Picked(queue, now) : new Choice.Open()),
            Choice.Picked picked when _state.Links[picked.Queue] is { Seen: true, Sent.Choosing: false } => Go(new Choice.Comparing()),
            Choice.Picked picked when now >= picked.Since + RetryInterval => Go(new Choice.Open()),
            _ => null,
        };

        static Decision Go(Choice choice) => new Decision().Changing(new ChoiceAdvanced(choice));
    }

    private DateTimeOffset? ChoiceDeadline => _state.Status != AgentStatus.Available || !HasSeveralQueues ? null : _protocol.Choice switch
    {
        Choice.Comparing comparing => comparing.Since + RetryInterval,
        Choice.Picked picked => picked.Since + RetryInterval,
        _ => null,
    };

    private QueueId? BestOfAll() => _state.Links
        .Where(link => link.Value is { Assignment: not null, Best: not null })
        .OrderBy(link => link.Value.Best!.Value)
        .ThenBy(link => link.Key.Value, StringComparer.Ordinal)
        .Select(link => (QueueId?)link.Key)
        .FirstOrDefault();

    private Decision? AskAgain(DateTimeOffset now)
    {
        if (_state.Ringing is { Acceptance: not null } ringing && !(now < _protocol.AcceptanceAskedAt + RetryInterval))
            return new Decision()
                .Sending(ringing.Offer.QueueId.Address, new RequestAcceptance(ringing.Offer.OfferId, _id, ringing.AnsweredAt))
                .Changing(new AcceptanceAskedFor(now));
        if (_protocol.Outcome is { } outcome && !(now < _protocol.OutcomeAskedAt + RetryInterval))
            return new Decision()
                .Sending(outcome.OfferId.Queue.Address, new RecordOutcome(outcome.OfferId, _id, outcome.DueAt))
                .Changing(new OutcomeAskedFor(now));
        return null;
    }

    /// <inheritdoc/>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace grace:
                _protocol.Grace = grace;
                break;
            case ReportSent sent:
                var link = _state.Links[sent.Queue];
                (link.Sent, link.SentAt, link.Seen, link.Best) = (sent.Report, sent.At, false, null);
                _protocol.Round = sent.Report.Round;
                break;
            case RoundsLost lost:
                _protocol.Round = Math.Max(_protocol.Round, lost.Round);
                break;
            case ReportsChecked:
                _protocol.ReportsInDoubt = false;
                break;
            case ReportHeard heard:
                (_state.Links[heard.Queue].Seen, _state.Links[heard.Queue].Best) = (true, heard.Best);
                break;
            case ReportWanted wanted:
                if (_state.Links.TryGetValue(wanted.Queue, out var unsure))
                    unsure.Sent = null;
                _protocol.ReportsInDoubt = true;
                break;
            case QuestionHeard question:
                if (_state.Links.TryGetValue(question.Queue, out var asking))
                    asking.Question = question.Question;
                break;
            case ChoiceAdvanced advanced:
                _protocol.Choice = advanced.Choice;
                _protocol.ReportsInDoubt = true;
                break;
            case AcceptanceAwaited awaited:
                _protocol.AcceptanceWaiting.Add(awaited.Client);
                break;
            case AnswerDeferred deferred:
                _protocol.DeferredAnswers.Enqueue(deferred);
                break;
            case DeferredAnswerGiven:
                _protocol.DeferredAnswers.Dequeue();
                break;
            case AcceptanceAskedFor asked:
                _protocol.AcceptanceAskedAt = asked.At;
                break;
            case AcceptanceDecided:
                _protocol.AcceptanceWaiting.Clear();
                _protocol.AcceptanceAskedAt = null;
                break;
            case OutcomeAsked asked:
                _protocol.Outcome = asked.Outcome;
                break;
            case OutcomeAwaited { ReplyTo: { } client }:
                _protocol.OutcomeWaiting.Add(client);
                break;
            case OutcomeAskedFor asked:
                _protocol.OutcomeAskedAt = asked.At;
                break;
            case OutcomeDecided:
                (_protocol.Outcome, _protocol.OutcomeAskedAt) = (null, null);
                _protocol.OutcomeWaiting.Clear();
                break;
        }
    }
}

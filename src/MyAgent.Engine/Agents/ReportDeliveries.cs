using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>What each queue was last sent of the agent and has answered. Volatile: an agent that was read from its journal sends every queue a report again.</summary>
internal sealed class ReportDeliveries
{
    private readonly Dictionary<QueueId, ReportDelivery> _deliveries = [];
    private DateTimeOffset? _nextRetry;
    private bool _nextRetryIsKnown = true;

    /// <summary>Whether the agent may have changed since its reports were last compared with what the queues were sent.</summary>
    public bool AreInDoubt { get; private set; } = true;

    /// <summary>The round of the last report, at least; 0 before the first.</summary>
    public long Round { get; private set; }

    /// <summary>When the first report that its queue has not seen is sent again; null for none. Searched for only after a change.</summary>
    public DateTimeOffset? NextRetry
    {
        get
        {
            if (!_nextRetryIsKnown)
                (_nextRetry, _nextRetryIsKnown) = (_deliveries.Values.Min(delivery => delivery.RetryAt), true);
            return _nextRetry;
        }
    }

    /// <summary>The delivery to a queue; null where nothing was sent to it and it has asked nothing.</summary>
    public ReportDelivery? To(QueueId queue) => _deliveries.GetValueOrDefault(queue);

    /// <summary>Takes note that the agent may have changed.</summary>
    public void OnChange() => AreInDoubt = true;

    public void Apply(ReportChange change)
    {
        _nextRetryIsKnown = false;
        switch (change)
        {
            case ReportsChecked:
                AreInDoubt = false;
                break;
            case ReportSent sent:
                Open(sent.Queue).OnSent(sent.Report, sent.At);
                Round = sent.Report.Round;
                break;
            case ReportConfirmed confirmed:
                Open(confirmed.Queue).OnConfirmed(confirmed.Best);
                break;
            case RoundsLost lost:
                Round = Math.Max(Round, lost.Round);
                break;
            case ReportWanted wanted:
                To(wanted.Queue)?.OnWanted();
                AreInDoubt = true;
                break;
            case QuestionAsked asked:
                Open(asked.Queue).Question = asked.Question;
                break;
        }
    }

    private ReportDelivery Open(QueueId queue)
    {
        if (!_deliveries.TryGetValue(queue, out var delivery))
            _deliveries.Add(queue, delivery = new ReportDelivery());
        return delivery;
    }
}

/// <summary>The delivery of an agent's reports to one queue. Volatile.</summary>
internal sealed class ReportDelivery
{
    private DateTimeOffset _sentAt;

    /// <summary>The report that was last sent; null where the queue must be sent one, whatever it was sent before.</summary>
    public AgentReport? Sent { get; private set; }

    /// <summary>Whether the queue has seen the report that was last sent.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>The place of the contact that the queue would offer, by its answer to that report; null for none.</summary>
    public OrderKey? Best { get; private set; }

    /// <summary>The queue's last question; 0 for none.</summary>
    public long Question { get; set; }

    /// <summary>When the report is sent again; null where the queue has seen it.</summary>
    public DateTimeOffset? RetryAt => Sent is not null && !IsSeen ? _sentAt + Deadlines.RetryInterval : null;

    public void OnSent(AgentReport report, DateTimeOffset at) => (Sent, _sentAt, IsSeen, Best) = (report, at, false, null);

    public void OnConfirmed(OrderKey? best) => (IsSeen, Best) = (true, best);

    public void OnWanted() => Sent = null;
}

/// <summary>A change of what the queues were sent and have answered.</summary>
internal abstract record ReportChange : IVolatileChange;

/// <summary>The reports were compared with what the queues were sent.</summary>
internal sealed record ReportsChecked : ReportChange;

/// <summary>A queue was sent a report.</summary>
internal sealed record ReportSent(QueueId Queue, AgentReport Report, DateTimeOffset At) : ReportChange;

/// <summary>A queue has seen the report that it was last sent, and named the place of the best contact that it would offer.</summary>
internal sealed record ReportConfirmed(QueueId Queue, OrderKey? Best) : ReportChange;

/// <summary>A queue has seen a later round than the agent has sent since it was read from its journal.</summary>
internal sealed record RoundsLost(long Round) : ReportChange;

/// <summary>A queue needs a report again.</summary>
internal sealed record ReportWanted(QueueId Queue) : ReportChange;

/// <summary>A queue that was read from its journal asks for a report.</summary>
internal sealed record QuestionAsked(QueueId Queue, long Question) : ReportChange;

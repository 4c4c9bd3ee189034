using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>Counts what happens to queues and agents. Each counter is a count over the journal (law 13). Not safe for use by several threads.</summary>
/// <param name="figures">Holds the counts.</param>
internal sealed class ReportFold(IReportCounters figures)
{
    private readonly SortedDictionary<string, QueueReportFold> _queues = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AgentReportFold> _agents = new(StringComparer.Ordinal);

    /// <summary>The queues that anything has happened to, in order of their ids.</summary>
    public IEnumerable<string> Queues => _queues.Keys;

    /// <summary>The agents that anything has happened to, in order of their ids, and what each is doing; null while logged out.</summary>
    /// <param name="now">The end of the current status.</param>
    public IEnumerable<(string Agent, StatusSpan? Present)> Agents(DateTimeOffset now) => _agents.Select(agent => (agent.Key, agent.Value.Present(now)));

    /// <summary>Restores a queue.</summary>
    public void Restore(QueueId queue, QueueSettings? settings)
    {
        var ledger = Queue(queue.Value);
        if (settings is not null)
            ledger.Restore(settings);
    }

    /// <summary>Restores a contact that is not finished.</summary>
    public void Restore(ContactRecord contact) => Queue(contact.QueueId.Value).Restore(contact);

    /// <summary>Restores an agent.</summary>
    public void Restore(AgentProjection agent) => _agents[agent.AgentId.Value] = NewLedger(agent);

    /// <summary>Folds the next event.</summary>
    public void Fold(JournalRecord record)
    {
        switch (record.Recorded.Event)
        {
            case IQueueEvent happened:
                Queue(record.Entity.Id).Fold(happened, record.Recorded.At);
                break;
            case IAgentEvent:
                var (wrapUp, part, hold) = Agent(record.Entity.Id).Fold(record.Recorded);
                if (wrapUp is { } ended)
                    CountsOf(ended.Queue, record.Recorded.At).WrapUp.Add(ended.Length);
                if (part is { } coded)
                    Count(coded, record.Recorded.At);
                if (hold is { Offer.Contact.Consultation: null } held)
                    CountsOf(held.Offer.QueueId, record.Recorded.At).Hold.Add(held.Length);
                break;
        }
    }

    /// <summary>The counts of a queue, which is one in the reports from then on.</summary>
    private QueueCounts CountsOf(QueueId queue, DateTimeOffset at)
    {
        Queue(queue.Value);
        return figures.QueueAt(queue.Value, at);
    }

    private void Count(EndedPart part, DateTimeOffset at)
    {
        var counts = figures.CodeAt(part.Code, at);
        counts.Handled.Add(part.Handled);
        counts.ByDefault += part.ByDefault ? 1 : 0;
        if (part.WrapUp is { } length)
            counts.WrapUp.Add(length);
    }

    private QueueReportFold Queue(string id)
    {
        if (!_queues.TryGetValue(id, out var ledger))
            _queues.Add(id, ledger = new QueueReportFold(at => figures.QueueAt(id, at)));
        return ledger;
    }

    private AgentReportFold Agent(string id)
    {
        if (!_agents.TryGetValue(id, out var ledger))
            _agents.Add(id, ledger = NewLedger(new AgentProjection(new AgentId(id))));
        return ledger;
    }

    private AgentReportFold NewLedger(AgentProjection agent)
    {
        var id = agent.AgentId.Value;
        return new AgentReportFold(agent, at => figures.AgentAt(id, at), span => figures.Ended(id, span));
    }
}

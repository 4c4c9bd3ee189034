using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The connectors of the queue's calls (rule 30): the calls of a lost one are not offered, and end where the connector does not claim them when it is
/// back. A connector whose first call is here is asked, again and again until it has answered; so is each after a restart. Which those are follows from the
/// journaled state, when they were asked is volatile.</summary>
internal sealed class ConnectorRules(QueueContext queue)
{
    private readonly RetrySchedule<ConnectorId> _questions = new(Deadlines.RetryInterval, queue.State.ConnectorsWithCalls);
    private readonly HashSet<ConnectorId> _answered = [];

    /// <summary>When the next connector is asked again; null for none.</summary>
    public DateTimeOffset? NextDeadline => _questions.NextAt;

    private QueueState State => queue.State;

    /// <summary>A connector says whether it is lost. Open offers of its calls are then withdrawn, which counts as no miss (law 11).</summary>
    public Decision OnNews(ConnectorNews news)
    {
        var known = State.Connectors.GetValueOrDefault(news.Connector)?.Round ?? 0;
        var decision = new Decision();
        if (news.Round > known)
        {
            decision.With(new ConnectorNewsHeard(news.Connector, news.Round, news.IsLost, news.EndsCallsBefore));
            foreach (var offered in State.CallsOf(news.Connector).Where(call => news.IsLost && call.State == ContactState.Offered))
                decision.Withdraw(offered);
        }
        return decision.Changing(new ConnectorAnswered(news.Connector))
            .Sending(news.Connector.Address, new ConnectorNewsSeen(queue.Id, Math.Max(news.Round, known)));
    }

    /// <summary>Ends a call that its connector has not claimed; null for none.</summary>
    public Decision? EndUnclaimed()
    {
        foreach (var connector in State.Connectors.Values)
        {
            if (connector.EndsCallsBefore is { } before && State.CallsOf(connector.Connector).FirstOrDefault() is { } call && call.Contact.Connector!.ArrivedAt < before)
                return End(call);
        }
        return null;
    }

    /// <summary>The connector says that it no longer has a call. What has become a callback request, or is another contact under the same id, stays.</summary>
    public static Verdict EndLost(QueuedContact contact, EndLostCall lost) =>
        IsCall(contact.Contact) && ArrivalId.MayBeSame(contact.Contact.Arrival, lost.Arrival) ? End(contact) : new Decision();

    /// <summary>Asks the connectors that are due.</summary>
    public Decision? Ask(DateTimeOffset now)
    {
        if (!_questions.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var connector in _questions.Due(now))
            decision.Sending(connector.Address, new WatchConnector(queue.Id)).Changing(new ConnectorAsked(connector, now));
        return decision;
    }

    /// <summary>Takes note that a contact has changed.</summary>
    public void OnChange(ContactId id)
    {
        if (State.Contacts.GetValueOrDefault(id)?.Contact.Connector is { } connector && !_answered.Contains(connector.Name))
            _questions.Add(connector.Name);
    }

    public void Apply(ConnectorChange change)
    {
        switch (change)
        {
            case ConnectorAsked asked:
                _questions.Attempted(asked.Connector, asked.At);
                break;
            case ConnectorAnswered answered:
                _answered.Add(answered.Connector);
                _questions.Remove(answered.Connector);
                break;
        }
    }

    /// <summary>Whether a contact is a call of a connector: one whose caller is on the line.</summary>
    public static bool IsCall(Contact contact) => contact is { Connector: not null, Kind: ContactKind.Call };

    private static Decision End(QueuedContact call) => call.State switch
    {
        ContactState.Engaged => ContactEndings.TakeFromAgent(call, ContactOutcome.Served, EndedBy.System),
        ContactState.Offered => ContactEndings.TakeFromAgent(call, ContactOutcome.ConnectorLost, EndedBy.System),
        _ => new Decision().Finish(call, ContactOutcome.ConnectorLost, agent: null, EndedBy.System),
    };
}

/// <summary>A change of what the queue has asked connectors.</summary>
internal abstract record ConnectorChange(ConnectorId Connector) : IVolatileChange;

/// <summary>The connector was asked (again).</summary>
internal sealed record ConnectorAsked(ConnectorId Connector, DateTimeOffset At) : ConnectorChange(Connector);

/// <summary>The connector has answered.</summary>
internal sealed record ConnectorAnswered(ConnectorId Connector) : ConnectorChange(Connector);

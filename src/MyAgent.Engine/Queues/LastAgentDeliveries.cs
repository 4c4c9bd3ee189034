using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Rule 34: with <c>preferLastAgentDays</c> a caller is told who served them here last, again and again until the caller has confirmed it. That is volatile: a
/// message that is lost with its queue costs no more than a preference.</summary>
internal sealed class LastAgentDeliveries(QueueContext queue)
{
    private readonly Dictionary<CallerAddress, LastService> _pending = [];
    private readonly RetrySchedule<CallerAddress> _schedule = new(Deadlines.RetryInterval);

    /// <summary>When the next message is sent again; null for none.</summary>
    public DateTimeOffset? NextDeadline => _schedule.NextAt;

    /// <summary>Adds the agent who served the caller last to the preferred agents of a contact that arrives, where that is not too long ago.</summary>
    public static Contact PreferringLastAgent(Contact contact, LastService? served, QueueContext queue, DateTimeOffset now) =>
        queue.Settings.PreferLastAgentDays is { } days && served is { AgentId: var last } && served.QueueId == queue.Id
        && now <= served.ServedAt.AddDays(days) && !contact.PreferredAgents.Contains(last)
            ? contact with { PreferredAgents = [.. contact.PreferredAgents, last], LastAgent = last }
            : contact;

    /// <summary>The caller confirms that they know.</summary>
    public static Decision OnConfirmation(CallerServedSeen seen) => new Decision().Changing(new LastAgentConfirmed(seen.Caller, seen.ServedAt));

    /// <summary>Sends the messages that are due.</summary>
    public Decision? Redeliver(DateTimeOffset now)
    {
        if (!_schedule.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var caller in _schedule.Due(now))
            decision.Sending(caller.Address, new CallerServed(_pending[caller])).Changing(new LastAgentTold(caller, now));
        return decision;
    }

    public void Apply(LastAgentChange change)
    {
        switch (change)
        {
            case CallerWasServed served when queue.Settings.PreferLastAgentDays is not null:
                _pending[served.Caller] = new LastService(queue.Id, served.By, queue.State.LastEventAt);
                _schedule.Remove(served.Caller);
                _schedule.Add(served.Caller);
                break;
            case LastAgentTold told when _pending.ContainsKey(told.Caller):
                _schedule.Attempted(told.Caller, told.At);
                break;
            case LastAgentConfirmed confirmed when _pending.GetValueOrDefault(confirmed.Caller)?.ServedAt == confirmed.ServedAt:
                _pending.Remove(confirmed.Caller);
                _schedule.Remove(confirmed.Caller);
                break;
        }
    }
}

/// <summary>A change of the messages to callers about who served them.</summary>
internal abstract record LastAgentChange(CallerAddress Caller) : IVolatileChange;

/// <summary>A contact of the caller was served, or a callback completed.</summary>
internal sealed record CallerWasServed(CallerAddress Caller, AgentId By) : LastAgentChange(Caller);

/// <summary>The caller was told (again).</summary>
internal sealed record LastAgentTold(CallerAddress Caller, DateTimeOffset At) : LastAgentChange(Caller);

/// <summary>The caller knows of a service.</summary>
internal sealed record LastAgentConfirmed(CallerAddress Caller, DateTimeOffset ServedAt) : LastAgentChange(Caller);

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Entities;

namespace MyAgent.Engine.Projections.Estimates;

/// <summary>A place in a queue: that of a contact, or of one that would come in now.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="IsCallback">Whether it is a callback.</param>
/// <param name="EnteredAt">When it entered the queue.</param>
/// <param name="Ahead">How many are ahead of this place in a queue: calls, faxes and e-mails, and callbacks.</param>
internal sealed record WaitingPlace(string Queue, int Priority, bool IsCallback, DateTimeOffset EnteredAt, Func<string, (int Live, int Callbacks)> Ahead);

/// <summary>What the estimate needs to know of a queue.</summary>
/// <param name="Speed">How fast it has been.</param>
/// <param name="LoggedIn">How many of its agents are logged in.</param>
/// <param name="TakingCallbacks">How many of those take callbacks.</param>
/// <param name="Waiting">How many contacts wait in it.</param>
/// <param name="WaitingCalls">How many of those are calls, whose callers may give up.</param>
/// <param name="Offered">How many are offered.</param>
internal readonly record struct QueueLoad(QueueSpeed Speed, int LoggedIn, int TakingCallbacks, int Waiting, int WaitingCalls, int Offered);

/// <summary>Estimates waits (rule 35) from what the board shows: who is ahead, what each agent is doing, and how fast the queue has been.</summary>
/// <param name="load">What is known of a queue.</param>
/// <param name="breaks">How long breaks without an end have been, in seconds.</param>
/// <param name="now">The instant.</param>
internal sealed class WaitEstimator(Func<string, QueueLoad> load, DecayedMean breaks, DateTimeOffset now)
{
    /// <summary>The relative variance that the speed of agents has besides what is measured: agents come and go.</summary>
    private const double ComingAndGoing = 0.01;

    private readonly Dictionary<(string Queue, bool Callbacks), double> _demands = [];

    /// <summary>The wait from now on of a contact at a place, for one of the agents.</summary>
    public WaitEstimate For(WaitingPlace place, IEnumerable<AgentProjection> agents)
    {
        var queue = load(place.Queue);
        var speed = queue.Speed;
        var (groups, count, share) = (new Dictionary<(double After, double Mean), double>(), 0, 0.0);
        foreach (var agent in agents)
        {
            if (agent.Assignments.GetValueOrDefault(place.Queue) is not { } assignment || (place.IsCallback && !assignment.Callbacks)
                || FreeIn(agent) is not { } free || OpensIn(assignment, place, queue) is not { } opens)
                continue;
            count++;
            share += ShareOf(agent, place);
            var group = (Math.Round(Math.Max(free.After, opens)), Math.Round(free.Mean));
            groups[group] = groups.GetValueOrDefault(group) + 1;
        }
        if (count == 0)
            return WaitEstimate.None(NoEstimateReason.NoAgent);
        var (live, callbacks) = place.Ahead(place.Queue);
        var own = place.IsCallback ? callbacks : live;
        var services = ((own + 1) * count / Math.Max(share, 1e-9)) + (queue.Offered * speed.FailedOffers);
        services /= 1 - speed.FailedOffers;
        var available = groups.Where(each => each.Key is { After: 0, Mean: 0 }).Sum(each => each.Value);
        if (services <= available)
            return new WaitEstimate(0, 0, 0);
        if (!speed.IsKnown)
            return WaitEstimate.None(NoEstimateReason.TooLittleSeen);
        var calls = queue.Waiting > 0 ? (double)queue.WaitingCalls / queue.Waiting : 1;
        var wait = WaitDistribution.Of(new WaitInput(
            services, [.. groups.Select(each => new FreeingAgents(each.Value, each.Key.After, each.Key.Mean))], speed.TalkSeconds, speed.AfterSeconds,
            speed.AbandonmentPerSecond * calls, speed.AheadPerSecond(place.Priority, now), ComingAndGoing + (1 / speed.Seen)));
        return wait is { } known
            ? new WaitEstimate(Math.Round(known.Mean), Math.Floor(known.Low), Math.Ceiling(known.High))
            : WaitEstimate.None(NoEstimateReason.NoAgent);
    }

    /// <summary>When an agent becomes free: not before a time, and then in a random one with a mean. Null for one who is not expected.</summary>
    private (double After, double Mean)? FreeIn(AgentProjection agent)
    {
        if (agent.Next is not null)
            return null;
        return agent.Status switch
        {
            AgentStatus.Available => (0, 0),
            AgentStatus.WrapUp => (Until(agent.WrapUp!.Until), 0),
            AgentStatus.Break when agent.Break?.Until is { } until => (Until(until), 0),
            AgentStatus.Break when breaks.Weight > 0 => (0, Math.Max(1, breaks.Value)),
            AgentStatus.Offered => Busy(agent, agent.Ringing!.Offer.QueueId),
            AgentStatus.Engaged => Busy(agent, agent.Current!.Offer.QueueId),
            AgentStatus.PostProcessing => AfterContact(agent, agent.Current!.Offer.QueueId),
            _ => null,
        };
    }

    private (double After, double Mean) Busy(AgentProjection agent, QueueId queue)
    {
        var speed = load(queue.Value).Speed;
        return speed.IsKnown ? (speed.AfterSeconds, Math.Max(1, speed.TalkSeconds)) : AfterContact(agent, queue);
    }

    private (double After, double Mean) AfterContact(AgentProjection agent, QueueId queue)
    {
        var wrapUp = agent.Assignments.GetValueOrDefault(queue.Value)?.WrapUpSeconds ?? 0;
        return (wrapUp, Math.Max(1, load(queue.Value).Speed.AfterSeconds - wrapUp));
    }

    private double Until(DateTimeOffset until) => Math.Max(0, (until - now).TotalSeconds);

    /// <summary>In how many seconds an overflow agent may take the contact (rule 12); 0 for a primary one, null for not as things are.</summary>
    private double? OpensIn(Assignment assignment, WaitingPlace place, QueueLoad queue)
    {
        if (assignment.Kind == AssignmentKind.Primary || queue.Waiting >= assignment.OverflowAfterContacts)
            return 0;
        return assignment.OverflowAfterSeconds is { } seconds ? Until(place.EnteredAt.AddSeconds(seconds)) : null;
    }

    /// <summary>The share of an agent's contacts that are of the place's kind and queue: agents go by the order of contacts, so that each queue gets more of an agent, the
    /// more of its contacts are ahead for each of its own agents.</summary>
    private double ShareOf(AgentProjection agent, WaitingPlace place)
    {
        var own = Demand(place.Queue, place.IsCallback, place);
        var all = 0.0;
        foreach (var (queue, assignment) in agent.Assignments)
        {
            all += Demand(queue, callbacks: false, place);
            if (assignment.Callbacks)
                all += Demand(queue, callbacks: true, place);
        }
        return own / all;
    }

    private double Demand(string queue, bool callbacks, WaitingPlace place)
    {
        if (_demands.TryGetValue((queue, callbacks), out var known))
            return known;
        var (live, waitingCallbacks) = place.Ahead(queue);
        var state = load(queue);
        var ahead = (callbacks ? waitingCallbacks : live) + (queue == place.Queue && callbacks == place.IsCallback ? 1 : 0);
        return _demands[(queue, callbacks)] = ahead / (double)Math.Max(1, callbacks ? state.TakingCallbacks : state.LoggedIn);
    }
}

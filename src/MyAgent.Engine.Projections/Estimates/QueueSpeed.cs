using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Projections.Estimates;

/// <summary>How fast a queue has been of late: how long agents take, how patient callers are, how many contacts come in ahead of others, and how many offers fail.</summary>
internal sealed class QueueSpeed
{
    /// <summary>About how many contacts are remembered.</summary>
    private const double Memory = 400;

    /// <summary>Fewer handled contacts than this tell too little.</summary>
    private const double MinSeen = 5;

    private static readonly TimeSpan ArrivalHalfLife = TimeSpan.FromMinutes(60);

    private readonly DecayedMean _talk = new(Memory);
    private readonly DecayedMean _after = new(Memory);
    private readonly DecayedMean _abandoned = new(Memory);
    private readonly DecayedMean _waited = new(Memory);
    private readonly DecayedMean _failedOffers = new(Memory);
    private readonly SortedDictionary<int, DecayedRate> _arrivals = [];

    /// <summary>Whether enough is known for an estimate.</summary>
    public bool IsKnown => _talk.Weight >= MinSeen;

    /// <summary>How many handled contacts the times come from.</summary>
    public double Seen => _talk.Weight;

    /// <summary>The mean time for which an agent is engaged, in seconds.</summary>
    public double TalkSeconds => _talk.Value;

    /// <summary>The mean time from the end of a contact until its agent can take the next, in seconds.</summary>
    public double AfterSeconds => _after.Value;

    /// <summary>How often a caller who waits gives up, per second.</summary>
    public double AbandonmentPerSecond => _waited.Value > 0 ? _abandoned.Value / _waited.Value : 0;

    /// <summary>The share of offers that do not lead to an acceptance.</summary>
    public double FailedOffers => Math.Min(0.9, _failedOffers.Value);

    /// <summary>How often contacts come in that go ahead of one with a priority, per second.</summary>
    public double AheadPerSecond(int priority, DateTimeOffset now) => _arrivals.Where(each => each.Key > priority).Sum(each => each.Value.PerSecond(now));

    /// <summary>An agent's contact is over.</summary>
    public void TalkEnded(double seconds) => _talk.Add(seconds);

    /// <summary>An agent can take the next contact.</summary>
    public void AgentFreed(double seconds) => _after.Add(seconds);

    /// <summary>A contact has come in.</summary>
    public void Arrived(int priority, DateTimeOffset at)
    {
        if (!_arrivals.TryGetValue(priority, out var rate))
            _arrivals.Add(priority, rate = new DecayedRate(ArrivalHalfLife));
        rate.Add(at);
    }

    /// <summary>A caller no longer waits.</summary>
    public void Waited(double seconds, bool abandoned)
    {
        _waited.Add(seconds);
        _abandoned.Add(abandoned ? 1 : 0);
    }

    /// <summary>An offer has ended.</summary>
    public void OfferEnded(bool failed) => _failedOffers.Add(failed ? 1 : 0);

    /// <summary>Takes what is stored of a contact that is done.</summary>
    public void Restore(ContactRecord done)
    {
        if (done.TalkSeconds is { } talk)
        {
            _talk.Add(talk);
            _after.Add(done.WrapUpSeconds ?? 0);
        }
        if (done.Contact.Media == Media.Call && done.FinishedAt is { } finished)
            Waited(Math.Max(0, ((done.FirstAcceptedAt ?? finished) - done.EnteredAt).TotalSeconds), done.Outcome == ContactOutcome.Abandoned);
    }
}

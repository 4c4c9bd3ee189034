using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.Figures;

/// <summary>Asks the projection for an estimate of each contact's wait, as a client would, and holds it against the wait. An estimate counts where the contact arrives in
/// the measured period and does not get an agent at once. A caller who gives up would have had an agent when the first contact behind theirs gets one, or an agent
/// has nothing to do: until then their wait is counted, so that impatient callers do not make waits look short.</summary>
/// <param name="from">When the measured period begins.</param>
/// <param name="until">When it ends.</param>
internal sealed class EstimateMeasurement(DateTimeOffset from, DateTimeOffset until)
{
    private static readonly double[] LaterSeconds = [30, 60, 120, 240, 480];

    private readonly Board _board = new();
    private readonly Dictionary<ContactId, Wait> _waits = [];
    private readonly SortedSet<Wait> _abandoned = new(Wait.ByPlace);
    private readonly List<Wait> _arrived = [];
    private readonly PriorityQueue<Wait, DateTimeOffset> _later = new();
    private readonly EstimateTally _atArrival = new();
    private readonly EstimateTally _whileWaiting = new();
    private long _withoutEstimate;

    /// <summary>Takes the next event.</summary>
    public void Take(JournalRecord record)
    {
        _board.Fold(record);
        var at = record.Recorded.At;
        switch (record.Recorded.Event)
        {
            case ContactArrived { Contact: var contact } when _waits.TryAdd(contact.ContactId, new Wait(new QueueId(record.Entity.Id), contact.ContactId, contact.Key, at)):
                _arrived.Add(_waits[contact.ContactId]);
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted, ContactId: var contact } when _waits.Remove(contact, out var wait):
                End(wait, at);
                while (_abandoned.Min is { } ahead && ahead.Key.CompareTo(wait.Key) < 0)
                {
                    _abandoned.Remove(ahead);
                    End(ahead, at);
                }
                break;
            case ContactFinished { ContactId: var contact } when _waits.Remove(contact, out var wait):
                wait.HasLeft = true;
                if (wait.Estimates.Count > 0)
                    _abandoned.Add(wait);
                break;
        }
    }

    /// <summary>The engine is at rest: those that have arrived at this instant and wait are asked for, and those that have waited for a while.</summary>
    public void AtRest(DateTimeOffset now)
    {
        if (_abandoned.Count > 0 && _board.Agents(after: null, limit: 1).StatusCounts[AgentStatus.Available] > 0)
        {
            foreach (var wait in _abandoned)
                End(wait, now);
            _abandoned.Clear();
        }
        foreach (var wait in _arrived.Where(wait => !wait.HasLeft && wait.Since >= from && wait.Since < until))
        {
            if (Ask(wait, now))
                _later.Enqueue(wait, wait.Since.AddSeconds(LaterSeconds[0]));
            else
                _withoutEstimate++;
        }
        _arrived.Clear();
        while (_later.TryPeek(out var next, out var due) && due <= now)
        {
            _later.Dequeue();
            if (next.HasLeft || !Ask(next, now))
                continue;
            if (LaterSeconds.FirstOrDefault(seconds => next.Since.AddSeconds(seconds) > now) is var following and > 0)
                _later.Enqueue(next, next.Since.AddSeconds(following));
        }
    }

    /// <summary>The figures; null where no contact had to wait.</summary>
    public EstimateFigures? Figures() => _atArrival.Quality() is { } quality
        ? new EstimateFigures(quality.Estimates, quality.MeanWaitSeconds, quality.ShareInBand, quality.MedianError, quality.Bias, _withoutEstimate, _whileWaiting.Quality())
        : null;

    private bool Ask(Wait wait, DateTimeOffset now)
    {
        if (_board.EstimateWait(wait.Queue, wait.Id, now) is not { Seconds: { } seconds, Low: { } low, High: { } high })
            return false;
        wait.Estimates.Add((now, seconds, low, high));
        return true;
    }

    private void End(Wait wait, DateTimeOffset at)
    {
        wait.HasLeft = true;
        foreach (var (asked, seconds, low, high) in wait.Estimates)
            (asked == wait.Since ? _atArrival : _whileWaiting).Add(seconds, low, high, (at - asked).TotalSeconds);
    }

    private sealed class Wait(QueueId queue, ContactId id, OrderKey key, DateTimeOffset since)
    {
        public static readonly Comparer<Wait> ByPlace = Comparer<Wait>.Create((one, other) => one.Key.CompareTo(other.Key));

        public QueueId Queue => queue;

        public ContactId Id => id;

        public OrderKey Key => key;

        public DateTimeOffset Since => since;

        public bool HasLeft { get; set; }

        public List<(DateTimeOffset At, double Seconds, double Low, double High)> Estimates { get; } = [];
    }
}

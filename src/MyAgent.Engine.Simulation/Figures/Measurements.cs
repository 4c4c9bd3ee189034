using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Simulation.Figures;

/// <summary>Measures a contact centre from its journal only. The contacts that arrive in the measured period count, however long they wait; the length of
/// the waiting list and the agents' work count only within that period.</summary>
/// <param name="from">When the time watched begins.</param>
/// <param name="until">When it ends.</param>
/// <param name="serviceLevelSeconds">An answer within this is in time, in seconds.</param>
internal sealed class Measurements(DateTimeOffset from, DateTimeOffset until, double serviceLevelSeconds)
{
    private readonly Dictionary<ContactId, Waiting> _waiting = [];
    private readonly HashSet<EntityAddress> _busy = [];

    /// <summary>The length of the waiting list.</summary>
    public TimeAverage QueueLength { get; } = new(from, until);

    /// <summary>How many agents are busy: with a contact or in its wrap-up.</summary>
    public TimeAverage Busy { get; } = new(from, until);

    /// <summary>The share that had to wait.</summary>
    public BatchedRatio HadToWait { get; } = new();

    /// <summary>The wait of those that were answered, in seconds.</summary>
    public BatchedRatio WaitOfAnswered { get; } = new();

    /// <summary>The wait of all, in seconds.</summary>
    public BatchedRatio WaitOfAll { get; } = new();

    /// <summary>The share of all that was answered in time.</summary>
    public BatchedRatio InTime { get; } = new();

    /// <summary>The share that was abandoned.</summary>
    public BatchedRatio Abandonment { get; } = new();

    /// <summary>Contacts without priority.</summary>
    public ClassTally Normal { get; } = new();

    /// <summary>Contacts with priority.</summary>
    public ClassTally Vip { get; } = new();

    /// <summary>Callers who stayed on the line.</summary>
    public ClassTally Call { get; } = new();

    /// <summary>Callers who turned into callback requests.</summary>
    public ClassTally Callback { get; } = new();

    /// <summary>All contacts that have arrived, those not watched as well.</summary>
    public long Arrived { get; private set; }

    /// <summary>Those watched that have been answered.</summary>
    public long Served { get; private set; }

    /// <summary>Those watched that have been abandoned.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Takes the next event.</summary>
    public void Take(JournalRecord record)
    {
        var at = record.Recorded.At;
        switch (record.Recorded.Event)
        {
            case ContactArrived { Contact: { Consultation: null } contact, DueAt: var dueAt }:
                Arrived++;
                if (dueAt is null && _waiting.TryAdd(contact.ContactId, new Waiting(at, contact.Key.Priority > 0, contact.Kind == ContactKind.Callback)))
                    QueueLength.Add(+1, at);
                break;
            case CallbackRequested { ContactId: var contact, Window: not null } when _waiting.Remove(contact):
                QueueLength.Add(-1, at);
                break;
            case CallbackRequested { ContactId: var contact } when _waiting.TryGetValue(contact, out var waiting):
                _waiting[contact] = waiting with { IsCallback = true };
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted, ContactId: var contact }:
                Leave(contact, at, answered: true);
                break;
            case ContactFinished { ContactId: var contact }:
                Leave(contact, at, answered: false);
                break;
            case OfferClosed { Outcome: OfferOutcome.Accepted } when _busy.Add(record.Entity):
                Busy.Add(+1, at);
                break;
            case AgentFreed or AgentBecameAvailable or BreakStarted or AgentLoggedOut when _busy.Remove(record.Entity):
                Busy.Add(-1, at);
                break;
        }
    }

    private void Leave(ContactId contact, DateTimeOffset at, bool answered)
    {
        if (!_waiting.Remove(contact, out var waiting))
            return;
        QueueLength.Add(-1, at);
        if (waiting.Since < from || waiting.Since >= until)
            return;
        var batch = Math.Min((int)((waiting.Since - from) / (until - from) * BatchedRatio.Batches), BatchedRatio.Batches - 1);
        var wait = (at - waiting.Since).TotalSeconds;
        HadToWait.Add(batch, at > waiting.Since ? 1 : 0);
        WaitOfAll.Add(batch, wait);
        InTime.Add(batch, answered && wait <= serviceLevelSeconds ? 1 : 0);
        Abandonment.Add(batch, answered ? 0 : 1);
        var (byPriority, byKind) = (waiting.IsVip ? Vip : Normal, waiting.IsCallback ? Callback : Call);
        if (answered)
        {
            Served++;
            WaitOfAnswered.Add(batch, wait);
            byPriority.Answered(batch, wait);
            byKind.Answered(batch, wait);
        }
        else
        {
            Abandoned++;
            byPriority.Abandoned();
            byKind.Abandoned();
        }
    }

    private readonly record struct Waiting(DateTimeOffset Since, bool IsVip, bool IsCallback);
}

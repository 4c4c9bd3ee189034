using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded.Scheduling;

/// <summary>Runs entities, one message at a time. It has no thread, no clock and does no I/O of its own, so that the embedded host
/// and the simulator drive the same code. Not safe for use by several threads.</summary>
/// <param name="source">Where entities come from that are not in memory.</param>
/// <param name="route">How messages travel between entities; null (the default) for in order, each once.</param>
public sealed class Scheduler(IEntitySource source, IMailRoute? route = null)
{
    /// <summary>More messages than this from one delivery mean entities that never stop talking.</summary>
    private const int MostMessages = 1_000_000;

    /// <summary>How long an entity is left alone that did not get past its deadline, because a rule failed.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    private readonly Dictionary<EntityAddress, Slot> _slots = [];
    private readonly WakeUps _wakeUps = new();
    private readonly Queue<Envelope> _line = new();
    private Harvest _harvest = new();

    /// <summary>When <see cref="FireDue"/> has something to do next; null for never.</summary>
    public DateTimeOffset? NextWakeUp => _wakeUps.Next;

    /// <summary>The entities in memory, in no particular order.</summary>
    public IEnumerable<IEntity> Entities => _slots.Values.Select(slot => slot.Entity);

    /// <summary>The entity in memory under an address; null where there is none.</summary>
    public IEntity? Find(EntityAddress address) => _slots.GetValueOrDefault(address)?.Entity;

    /// <summary>Puts an entity into memory, with all its events applied.</summary>
    public void Add(IEntity entity)
    {
        var slot = new Slot(entity);
        _slots[entity.Address] = slot;
        _wakeUps.Set(slot, entity.NextDeadline);
    }

    /// <summary>Lets agents and queues make themselves known to each other, as they must after they have been loaded. All of them have their grace
    /// before any of them hears anything (rule 33c).</summary>
    /// <param name="now">The instant.</param>
    /// <param name="grace">How long what was open meanwhile is not held against anybody.</param>
    public void AnnounceRecovery(DateTimeOffset now, TimeSpan grace)
    {
        foreach (var slot in _slots.Values)
        {
            slot.Entity.Apply(new RecoveryGrace(now, grace));
            _wakeUps.Set(slot, slot.Entity.NextDeadline);
        }
        foreach (var slot in _slots.Values.Where(slot => slot.Entity.Address.Kind != EntityKind.Caller)
            .OrderBy(slot => slot.PersistenceId, StringComparer.Ordinal).ToList())
            Deliver(new Envelope(slot.Entity.Address, new Recovered(), new Cause(slot.PersistenceId)), now);
    }

    /// <summary>Delivers a message, and everything that follows from it between entities, to the end.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="Exception">An event could not be applied: memory no longer agrees with the journal and is to be thrown away,
    /// with this scheduler and what it has yielded.</exception>
    public void Deliver(Envelope envelope, DateTimeOffset now)
    {
        _line.Enqueue(envelope);
        for (var messages = 0; _line.TryDequeue(out var next); messages++)
        {
            if (messages > MostMessages)
                throw new InvalidOperationException($"{envelope.Message.GetType().Name} to {envelope.To} does not come to an end.");
            Take(next, now);
        }
    }

    /// <summary>Wakes every entity whose deadline has come.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="Exception">As with <see cref="Deliver"/>.</exception>
    public void FireDue(DateTimeOffset now)
    {
        while (_wakeUps.TakeDue(now) is { } slot)
        {
            Step(slot, envelope: null, now);
            if (slot.WakeUpAt <= now)
                _wakeUps.Set(slot, now + Respite);
            while (_line.TryDequeue(out var next))
                Take(next, now);
        }
    }

    /// <summary>What has been yielded since this was last asked.</summary>
    public Harvest TakeHarvest()
    {
        var harvest = _harvest;
        _harvest = new Harvest();
        return harvest;
    }

    private void Take(Envelope envelope, DateTimeOffset now)
    {
        var known = _slots.TryGetValue(envelope.To, out var slot);
        slot ??= TryLoad(envelope);
        if (slot is null)
            return;
        var step = Step(slot, envelope, now);
        if (!known && IsWorthKeeping(slot, envelope, step))
            _slots.Add(envelope.To, slot);
    }

    /// <summary>An entity that cannot be read refuses what it is asked; the others go on.</summary>
    private Slot? TryLoad(Envelope envelope)
    {
        try
        {
            return new Slot(source.Load(envelope.To));
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            _harvest.Faults.Add((envelope.To, thrown));
            if (envelope.ReplyTo is { } waiting)
                _harvest.Replies.Add((waiting, new Refusal(RefusalKind.Fault, "entityUnreadable", thrown.Message)));
            return null;
        }
    }

    private EntityStep Step(Slot slot, Envelope? envelope, DateTimeOffset now)
    {
        var step = EntityStep.Take(slot.Entity, envelope, now);
        var sequenceNr = slot.Entity.Revision - step.Recorded.Count;
        foreach (var recorded in step.Recorded)
            _harvest.Events.Add(new UnsavedEvent(slot.Entity.Address, slot.PersistenceId, ++sequenceNr, recorded));
        _harvest.Replies.AddRange(step.Replies);
        if (step.Fault is { } fault)
            _harvest.Faults.Add((slot.Entity.Address, fault));
        foreach (var sent in step.Sends)
        {
            if (route is null)
                _line.Enqueue(sent);
            else
                route.Carry(sent, _line);
        }
        _wakeUps.Set(slot, slot.Entity.NextDeadline);
        return step;
    }

    /// <summary>Callers come and go by the thousand: one of whom nothing is known is made anew for the next message. Nor does asking
    /// for an agent or a queue that does not exist leave anything behind.</summary>
    private static bool IsWorthKeeping(Slot slot, Envelope envelope, EntityStep step) =>
        slot.Entity.Revision > 0
        || slot.WakeUpAt is not null
        || (slot.Entity.Address.Kind != EntityKind.Caller && (step.Sends.Count > 0 || envelope.Message is IEntityMessage));
}

using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>Runs entities, one message at a time. It has no thread, no clock and does no I/O: the same messages at the same instants always lead to the
/// same events. Not safe for use by several threads.</summary>
/// <param name="source">Where entities come from that are not in memory.</param>
/// <param name="route">How messages travel between entities; null (the default) for in order, each once.</param>
internal sealed class DeterministicRuntime(IEntitySource source, IMessageRoute? route = null)
{
    /// <summary>More messages than this from one delivery, or one deadline, mean entities that never stop talking.</summary>
    private const int MaxMessages = 100_000;

    /// <summary>How long the runtime waits before it fires the deadline of an entity again that is still due, because a rule failed.</summary>
    private static readonly TimeSpan FaultBackOff = TimeSpan.FromSeconds(1);

    private readonly Dictionary<EntityAddress, Activation> _activations = [];
    private readonly DeadlineQueue _deadlines = new();
    private readonly Queue<Envelope> _pending = new();
    private PendingOutput _output = new();

    /// <summary>When <see cref="FireDue"/> has something to do next; null for never.</summary>
    public DateTimeOffset? NextDeadline => _deadlines.Next;

    /// <summary>The entities in memory, in no particular order.</summary>
    public IEnumerable<IEntity> Entities => _activations.Values.Select(activation => activation.Entity);

    /// <summary>The entity in memory under an address; null where there is none.</summary>
    public IEntity? Find(EntityAddress address) => _activations.GetValueOrDefault(address)?.Entity;

    /// <summary>Puts an entity into memory, with all its events applied, in place of the one that is there.</summary>
    public void Add(IEntity entity)
    {
        if (_activations.TryGetValue(entity.Address, out var replaced))
            _deadlines.Set(replaced, null);
        var activation = new Activation(entity);
        _activations[entity.Address] = activation;
        _deadlines.Set(activation, entity.NextDeadline);
    }

    /// <summary>Announces the recovery to agents and queues, so that they exchange reports. All of them have their grace before any of them receives
    /// a message (rule 33c).</summary>
    /// <param name="now">The instant.</param>
    /// <param name="grace">How long offers that were open during the outage stay open after it.</param>
    public void AnnounceRecovery(DateTimeOffset now, TimeSpan grace)
    {
        foreach (var activation in _activations.Values)
        {
            activation.Entity.Apply(new RecoveryGrace(now, grace));
            _deadlines.Set(activation, activation.Entity.NextDeadline);
        }
        foreach (var activation in _activations.Values.Where(activation => activation.Entity.Address.Kind != EntityKind.Caller)
            .OrderBy(activation => activation.PersistenceId, StringComparer.Ordinal).ToList())
            Deliver(new Envelope(activation.Entity.Address, new Recovered(), new Cause(activation.PersistenceId)), now);
    }

    /// <summary>Delivers a message, and everything that follows from it between entities, to the end.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="Exception">An event could not be applied: memory no longer agrees with the journal and is to be thrown away,
    /// with this runtime and its output.</exception>
    public void Deliver(Envelope envelope, DateTimeOffset now)
    {
        _pending.Enqueue(envelope);
        ProcessPending(now);
    }

    /// <summary>Fires every deadline that has come.</summary>
    /// <param name="now">The instant.</param>
    /// <exception cref="Exception">As with <see cref="Deliver"/>.</exception>
    public void FireDue(DateTimeOffset now)
    {
        while (_deadlines.TakeDue(now) is { } activation)
        {
            var step = Step(activation, envelope: null, now);
            if (activation.FiresAt <= now)
                LeaveAlone(activation, step, now);
            ProcessPending(now);
        }
    }

    /// <summary>Returns the output since the previous call, and starts a new one.</summary>
    public PendingOutput DrainOutput()
    {
        var output = _output;
        _output = new PendingOutput();
        return output;
    }

    private void ProcessPending(DateTimeOffset now)
    {
        for (var messages = 0; _pending.TryDequeue(out var next); messages++)
        {
            if (messages > MaxMessages)
                throw new InvalidOperationException($"Messages go back and forth without end: {next.Message.GetType().Name} to {next.To}"
                    + $"{string.Concat(_pending.Select(waiting => $", {waiting.Message.GetType().Name} to {waiting.To}"))}.");
            Process(next, now);
        }
    }

    private void Process(Envelope envelope, DateTimeOffset now)
    {
        var known = _activations.TryGetValue(envelope.To, out var activation);
        activation ??= TryLoad(envelope);
        if (activation is null)
            return;
        var step = Step(activation, envelope, now);
        if (!known && IsWorthKeeping(activation, envelope, step))
            _activations.Add(envelope.To, activation);
    }

    /// <summary>An entity that cannot be read refuses every message; the others continue.</summary>
    private Activation? TryLoad(Envelope envelope)
    {
        try
        {
            return new Activation(source.Load(envelope.To));
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            _output.Faults.Add((envelope.To, thrown));
            if (envelope.ReplyTo is { } waiting)
                _output.Replies.Add((waiting, new Refusal(RefusalKind.Fault, "entityUnreadable", thrown.Message)));
            return null;
        }
    }

    private EntityStep Step(Activation activation, Envelope? envelope, DateTimeOffset now)
    {
        var step = EntityStep.Take(activation.Entity, envelope, now);
        var sequenceNr = activation.Entity.Revision - step.Recorded.Count;
        foreach (var recorded in step.Recorded)
            _output.Events.Add(new UnsavedEvent(activation.Entity.Address, activation.PersistenceId, ++sequenceNr, recorded));
        _output.Replies.AddRange(step.Replies);
        if (step.Fault is { } fault)
            _output.Faults.Add((activation.Entity.Address, fault));
        foreach (var sent in step.Sends)
        {
            if (route is null)
                _pending.Enqueue(sent);
            else
                route.Carry(sent, _pending);
        }
        _deadlines.Set(activation, activation.Entity.NextDeadline);
        return step;
    }

    /// <summary>Postpones an entity whose deadline is still due after it has fired. Unless a rule has failed, this is a fault of the rules.</summary>
    private void LeaveAlone(Activation activation, EntityStep step, DateTimeOffset now)
    {
        if (step.Fault is null)
            _output.Faults.Add((activation.Entity.Address, new InvalidOperationException($"Its deadline has fired, and is due again at {activation.FiresAt:O}; it is {now:O}.")));
        _deadlines.Set(activation, now + FaultBackOff);
    }

    /// <summary>Whether an entity stays in memory after a message. A caller without state is created again for its next message, and
    /// a query for an agent or a queue that does not exist keeps nothing.</summary>
    private static bool IsWorthKeeping(Activation activation, Envelope envelope, EntityStep step) =>
        activation.Entity.Revision > 0
        || activation.FiresAt is not null
        || (activation.Entity.Address.Kind != EntityKind.Caller && (step.Sends.Count > 0 || envelope.Message is IEntityMessage));
}

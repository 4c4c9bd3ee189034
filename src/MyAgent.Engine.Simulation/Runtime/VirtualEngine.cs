using System.Globalization;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>The real entities on the deterministic runtime, in virtual time. It keeps none of their events, so that a year takes no more memory
/// than a day.</summary>
internal sealed class VirtualEngine : IEntitySource, IMessageRoute
{
    private readonly CheckedJournal _journal;
    private readonly Func<IEntity, IEntity> _stage;
    private readonly Func<IMessage, IEnumerable<TimeSpan>>? _delays;
    private readonly PriorityQueue<Envelope, (DateTimeOffset At, long Number)> _underWay = new();
    private DeterministicRuntime _runtime;
    private long _number;

    /// <summary>An engine without entities.</summary>
    /// <param name="start">When virtual time begins.</param>
    /// <param name="journal">Takes every event.</param>
    /// <param name="stage">Wraps or replaces each new entity before it is used; null (the default) to use the entity itself.</param>
    /// <param name="delays">After how long each copy of a message between two entities arrives, none where it is lost; null (the default) where each
    /// arrives once, at once and in order.</param>
    public VirtualEngine(
        DateTimeOffset start, CheckedJournal journal, Func<IEntity, IEntity>? stage = null, Func<IMessage, IEnumerable<TimeSpan>>? delays = null)
    {
        (Now, _journal, _stage, _delays) = (start, journal, stage ?? (entity => entity), delays);
        _runtime = NewRuntime();
    }

    /// <summary>The instant.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>When something happens by itself next, a deadline or the arrival of a message; null for never.</summary>
    public DateTimeOffset? NextInstant => Arrival <= _runtime.NextDeadline || _runtime.NextDeadline is null ? Arrival : _runtime.NextDeadline;

    /// <summary>How many messages are under way between entities.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>How many messages that had been under way have arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>The entities in memory, in no particular order.</summary>
    public IEnumerable<IEntity> Entities => _runtime.Entities;

    private DateTimeOffset? Arrival => _underWay.TryPeek(out _, out var next) ? next.At : null;

    /// <summary>The entity in memory under an address; null where there is none.</summary>
    public IEntity? Find(EntityAddress address) => _runtime.Find(address);

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => _stage(EntityFactory.Create(address));

    /// <inheritdoc/>
    public void Carry(Envelope sent, Queue<Envelope> pending)
    {
        foreach (var delay in _delays!(sent.Message))
            _underWay.Enqueue(sent, (Now + delay, ++_number));
    }

    /// <summary>Lets time pass, which never goes back; what falls due on the way waits for <see cref="Wake"/>.</summary>
    public void MoveTo(DateTimeOffset instant) => Now = instant > Now ? instant : Now;

    /// <summary>Delivers one message that has arrived or, if there is none, fires all deadlines that are due.</summary>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public void Wake()
    {
        if (Arrival <= Now)
        {
            Arrived++;
            _runtime.Deliver(_underWay.Dequeue(), Now);
        }
        else
        {
            _runtime.FireDue(Now);
        }
        Write();
    }

    /// <summary>Sends a command or a query and delivers every message that follows from it at once.</summary>
    /// <param name="to">The entity.</param>
    /// <param name="message">The command or query.</param>
    /// <param name="cause">The sender and the command id.</param>
    /// <returns>The answer, which may be a refusal; null where none has come at once.</returns>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public IAnswer? Send(EntityAddress to, IMessage message, Cause cause)
    {
        var token = (++_number).ToString(CultureInfo.InvariantCulture);
        _runtime.Deliver(new Envelope(to, message, cause, token), Now);
        return Write().LastOrDefault(reply => reply.To == token).Answer;
    }

    /// <summary>Discards every entity and the messages under way, and continues with entities read from the journal.</summary>
    /// <param name="read">The entities, with all their events applied; not staged yet.</param>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public void Recover(IEnumerable<IEntity> read)
    {
        _underWay.Clear();
        _runtime = NewRuntime();
        foreach (var entity in read)
            _runtime.Add(_stage(entity));
        _journal.Resumed(Now);
        _runtime.AnnounceRecovery(Now, RecoveryGrace.Default);
        Write();
    }

    /// <summary>Discards one entity and continues with the one read from the journal, as after a move to another node.</summary>
    /// <param name="read">The entity, with all its events applied; not staged yet.</param>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public void Recover(IEntity read)
    {
        read.Apply(new RecoveryGrace(Now, RecoveryGrace.Default));
        _runtime.Add(_stage(read));
        _journal.Resumed(Now);
        _runtime.Deliver(new Envelope(read.Address, new Recovered(), new Cause(read.Address.PersistenceId)), Now);
        Write();
    }

    private DeterministicRuntime NewRuntime() => new(this, _delays is null ? null : this);

    private List<(string To, IAnswer Answer)> Write()
    {
        var output = _runtime.DrainOutput();
        foreach (var (entity, fault) in output.Faults)
            throw new InvalidOperationException($"A rule of {entity} failed: {fault.Message}", fault);
        _journal.Append(output.Events, Find);
        return output.Replies;
    }
}

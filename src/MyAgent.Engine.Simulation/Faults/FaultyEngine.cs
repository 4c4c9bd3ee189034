using System.Globalization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>The real entities on a host with injected faults. Messages between entities are lost, duplicated, delayed and reordered; commits fail;
/// replies are lost; the host stops between two steps and recovers from its journal; the wall clock steps back, or jumps ahead for a while.
/// Clients repeat an unanswered command under the same id, and sometimes reuse an id for another command.</summary>
internal sealed class FaultyEngine : ISimulatedEngine, IEntitySource, IMessageRoute
{
    /// <summary>The interval at which clients repeat an unanswered command.</summary>
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long the host waits after a commit that failed.</summary>
    private static readonly TimeSpan BackOff = TimeSpan.FromMilliseconds(100);

    /// <summary>How long no fault occurs at the beginning, while the workload is set up.</summary>
    private static readonly TimeSpan FaultFreeStart = TimeSpan.FromMinutes(1);

    /// <summary>How long after the last fault everything must have come to rest.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(10);

    /// <summary>How long after the last fault every deadline must have fired. An entity with a deadline due after that never comes to rest.</summary>
    private static readonly TimeSpan MaxDeadlineDelay = TimeSpan.FromHours(12);

    private const int ClockLaw = 18;

    private readonly FaultInjector _faults;
    private readonly CheckedJournal _journal;
    private readonly MemoryJournal _disk;
    private readonly SimulatedTimeProvider _time;
    private readonly Agenda _plans = new();
    private readonly List<(Envelope Message, TimeSpan After)> _sent = [];
    private readonly Dictionary<string, Envelope> _unanswered = [];
    private readonly ReusedCommandIds _reusedIds;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private EngineClock _clock;
    private DeterministicRuntime? _runtime;
    private long _commands;
    private long _networkEpoch;

    /// <summary>An engine with faults until an instant.</summary>
    /// <param name="seed">The seed of all faults.</param>
    /// <param name="start">When virtual time begins.</param>
    /// <param name="until">The time.</param>
    /// <param name="journal">Takes every event.</param>
    /// <param name="stage">Wraps or replaces each entity before it is used; null (the default) to use the entity itself.</param>
    public FaultyEngine(long seed, DateTimeOffset start, DateTimeOffset until, CheckedJournal journal, Func<IEntity, IEntity>? stage = null)
    {
        _disk = new MemoryJournal(stage);
        (_faults, _journal) = (new FaultInjector(seed), journal);
        _reusedIds = new ReusedCommandIds(_faults);
        (_from, _until) = (start + FaultFreeStart, until);
        _time = new SimulatedTimeProvider(start);
        _clock = new EngineClock(_time, start);
        _runtime = new DeterministicRuntime(this, this);
        PlanStop(_from);
        PlanClockStep(_from);
        PlanClockJump(_from);
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => _time.Now;

    /// <inheritdoc/>
    public DateTimeOffset? NextWakeUp => _plans.Next is { } plan && !(DeadlineAt < plan) ? plan : DeadlineAt;

    private bool FaultsAreOn => Now >= _from && Now < _until;

    /// <summary>When the next deadline comes, by the true clock; the engine's own counts whole milliseconds.</summary>
    private DateTimeOffset? DeadlineAt
    {
        get
        {
            if (_runtime?.NextDeadline is not { } deadline)
                return null;
            var wait = deadline - _clock.Now;
            return wait <= TimeSpan.Zero ? Now : Now + wait + TimeSpan.FromMilliseconds(1);
        }
    }

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => _disk.Read(address);

    /// <inheritdoc/>
    public void Carry(Envelope sent, Queue<Envelope> pending)
    {
        foreach (var after in FaultsAreOn ? _faults.Of(sent, Now) : [TimeSpan.Zero])
        {
            if (after == TimeSpan.Zero)
                pending.Enqueue(sent);
            else
                _sent.Add((sent, after));
        }
    }

    /// <inheritdoc/>
    public void MoveTo(DateTimeOffset instant) => _time.Now = instant;

    /// <inheritdoc/>
    /// <exception cref="RuleFailedException">The engine never comes to rest.</exception>
    public void Wake()
    {
        if (Now > _until + MaxDeadlineDelay)
            throw new RuleFailedException(_unanswered.Values.FirstOrDefault() is { } command ? RuleFailure.OfUnansweredCommand(command, Now) : RuleFailure.OfEndlessDecisions(
                _runtime?.Entities.Where(entity => entity.NextDeadline <= _clock.Now).Select(entity => (EntityAddress?)entity.Address).FirstOrDefault(), Now));
        if (_plans.Next <= Now)
            _plans.DoNext();
        else
            FireDue();
    }

    /// <inheritdoc/>
    public void Send(EntityAddress to, ICommand command, string by)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"k{++_commands}");
        var envelope = new Envelope(to, command, new Cause(by, id), ReplyTo: id);
        _unanswered.Add(id, envelope);
        _reusedIds.Note(envelope);
        SendUntilAnswered(envelope);
    }

    /// <inheritdoc/>
    public void CheckAtEnd()
    {
        MoveTo((Now > _until ? Now : _until) + SettlingTime);
        FireDue();
        _journal.Record(_disk.TakeSnapshots(_runtime!.Entities));
        _journal.Record(LivenessCheck.Among(_runtime!.Entities.OrderBy(entity => entity.Address.PersistenceId, StringComparer.Ordinal)));
        _journal.AtRest(_clock.Now);
        _journal.End();
    }

    private void SendUntilAnswered(Envelope command)
    {
        if (!_unanswered.ContainsKey(command.ReplyTo!))
            return;
        _plans.Plan(Now + RepeatInterval, () => SendUntilAnswered(command));
        Deliver(command);
    }

    private void Deliver(Envelope envelope) => Step(envelope.To, (runtime, now) => runtime.Deliver(envelope, now));

    private void FireDue() => Step(default, (runtime, now) => runtime.FireDue(now));

    /// <summary>Runs one step and commits it. If the commit fails, no message and no reply is sent, and the entities in memory are discarded.</summary>
    private void Step(EntityAddress entity, Action<DeterministicRuntime, DateTimeOffset> run)
    {
        if (_runtime is null)
            return;
        var output = Run(_runtime, entity, run);
        if (output.Events.Count > 0 && FaultsAreOn && _faults.CommitFails(entity, Now))
        {
            _sent.Clear();
            Stop(BackOff);
            return;
        }
        _disk.Append(output.Events);
        foreach (var (to, answer) in output.Replies)
        {
            if (FaultsAreOn && _faults.AnswerIsLost(entity, Now))
                continue;
            _unanswered.Remove(to);
            if (ReusedCommandIds.Check(entity, to, answer) is { } wrong)
                _journal.Record([wrong]);
            if (FaultsAreOn && _reusedIds.Reuse(to, answer, Now) is { } other)
                _plans.Plan(Now, () => Deliver(other));
        }
        foreach (var (message, after) in _sent)
            Post(message, after);
        _sent.Clear();
        _journal.Append(output.Events, _runtime.Find);
    }

    /// <exception cref="RuleFailedException">A rule has thrown while it decided, or what it decided could not be applied.</exception>
    private PendingOutput Run(DeterministicRuntime runtime, EntityAddress entity, Action<DeterministicRuntime, DateTimeOffset> run)
    {
        try
        {
            run(runtime, _clock.Now);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            throw new RuleFailedException(RuleFailure.Of(thrown, entity == default ? null : entity, Now), thrown);
        }
        if (_clock.Now - Now > EngineClock.MaxStep)
            _journal.Record([new LawViolation(
                ClockLaw, $"The engine's clock is {_clock.Now - Now} ahead of the true one: it has followed the wall clock's jump.", Ordering: 0, string.Empty,
                SequenceNr: 0)]);
        var output = runtime.DrainOutput();
        foreach (var (faulty, fault) in output.Faults)
            throw new RuleFailedException(RuleFailure.Of(fault, faulty, Now), fault);
        return output;
    }

    private void Post(Envelope message, TimeSpan after)
    {
        var epoch = _networkEpoch;
        _plans.Plan(Now + after, () =>
        {
            if (epoch == _networkEpoch)
                Deliver(message);
        });
    }

    /// <summary>Stops the host. Its memory is lost, and perhaps the messages under way; it recovers after the given time.</summary>
    private void Stop(TimeSpan length)
    {
        _runtime = null;
        if (_faults.MessagesAreLost(Now))
            _networkEpoch++;
        _plans.Plan(Now + length, Recover);
    }

    private void Recover()
    {
        if (_runtime is not null)
            return;
        _time.WallIsAhead = TimeSpan.Zero; // Only the wall clock tells how long the engine was down, so it is right when the engine starts.
        _clock = new EngineClock(_time, _disk.NewestAt);
        _runtime = new DeterministicRuntime(this, this);
        foreach (var address in _disk.Entities)
            _runtime.Add(_disk.Read(address));
        Step(default, (runtime, now) => runtime.AnnounceRecovery(now, RecoveryGrace.Default));
        _journal.Resumed(_clock.Now);
    }

    private void PlanStop(DateTimeOffset from)
    {
        var (after, length) = _faults.NextStop();
        if (from + after < _until)
        {
            _plans.Plan(from + after, () =>
            {
                if (_runtime is not null)
                {
                    _journal.Record(_disk.TakeSnapshots(_runtime.Entities));
                    Stop(length);
                }
                PlanStop(from + after);
            });
        }
    }

    private void PlanClockJump(DateTimeOffset from)
    {
        var (after, by, length) = _faults.NextClockJump();
        if (from + after + length >= _until)
            return;
        _plans.Plan(from + after, () => _time.WallIsAhead = by);
        _plans.Plan(from + after + length, () =>
        {
            _time.WallIsAhead = TimeSpan.Zero;
            PlanClockJump(from + after + length);
        });
    }

    private void PlanClockStep(DateTimeOffset from)
    {
        var (after, by, length) = _faults.NextClockStep();
        if (from + after + length >= _until)
            return;
        _plans.Plan(from + after, () => _time.WallIsBehind = by);
        _plans.Plan(from + after + length, () =>
        {
            _time.WallIsBehind = TimeSpan.Zero;
            PlanClockStep(from + after + length);
        });
    }
}

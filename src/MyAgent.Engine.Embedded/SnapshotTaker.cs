using System.Collections.Concurrent;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>Makes snapshots in the background, from what is on disk, so that the deciding thread never waits for one.</summary>
internal sealed class SnapshotTaker : IDisposable
{
    private readonly IJournal _journal;
    private readonly EntityModel _model;
    private readonly GroupCommitWriter _commits;
    private readonly SnapshotSchedule _schedule;
    private readonly Action<EngineFault> _faults;
    private readonly BlockingCollection<EntityAddress> _due = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public SnapshotTaker(IJournal journal, EntityModel model, GroupCommitWriter commits, SnapshotSchedule schedule, Action<EngineFault> faults)
    {
        (_journal, _model, _commits, _schedule, _faults) = (journal, model, commits, schedule, faults);
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent snapshots", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Has a snapshot made of an entity.</summary>
    public void Take(EntityAddress entity) => _due.TryAdd(entity);

    /// <summary>Ends; a snapshot that is being made is still finished.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _due.Dispose();
        _stop.Dispose();
    }

    /// <summary>A snapshot as it is kept.</summary>
    public static StoredSnapshot Store(IEntity entity)
    {
        var snapshot = entity.TakeSnapshot();
        var (manifest, payload) = CompactSnapshots.Write(snapshot);
        return new StoredSnapshot(entity.Address.PersistenceId, snapshot.Revision, entity.LastEventAt, manifest, payload);
    }

    private void Run()
    {
        try
        {
            foreach (var entity in _due.GetConsumingEnumerable(_stop.Token))
                Make(entity);
        }
        catch (OperationCanceledException)
        {
            // The engine is being stopped.
        }
    }

    private void Make(EntityAddress address)
    {
        try
        {
            using var source = _journal.OpenSource();
            var stored = Store(new EntityLoader(_model, source).Load(address).Entity);
            _commits.RunAsync(() =>
            {
                _journal.Save([stored]);
                return true;
            }).GetAwaiter().GetResult();
            _schedule.Saved(address, stored.SequenceNr, CompactSnapshots.PlainLength(stored.Manifest, stored.Payload));
        }
        catch (Exception thrown)
        {
            _faults(new EngineFault($"No snapshot was made of {address}; the journal has everything.", thrown));
        }
    }
}

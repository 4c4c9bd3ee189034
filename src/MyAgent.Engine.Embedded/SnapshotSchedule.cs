using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>Says when an entity is due for a snapshot: after so many events, or more where the snapshot is large, so that making it
/// never costs more than reading the events would. Safe for use by several threads.</summary>
/// <param name="every">After how many events at the earliest.</param>
internal sealed class SnapshotSchedule(int every)
{
    /// <summary>About what one event costs to read, in bytes of a snapshot.</summary>
    private const int BytesAnEvent = 256;

    private readonly Lock _guard = new();
    private readonly Dictionary<EntityAddress, Progress> _progress = [];

    /// <summary>Takes note of an entity's snapshot.</summary>
    public void Saved(EntityAddress entity, long revision, long bytes)
    {
        lock (_guard)
            _progress[entity] = new Progress(revision, revision + Math.Max(every, bytes / BytesAnEvent));
    }

    /// <summary>Forgets everything: the journal is being read again.</summary>
    public void Clear()
    {
        lock (_guard)
            _progress.Clear();
    }

    /// <summary>Takes note of an event; true where a snapshot is due. Then it is not due again for so many events, whether or not it
    /// succeeds.</summary>
    public bool IsDue(EntityAddress entity, long sequenceNr)
    {
        lock (_guard)
        {
            var progress = _progress.GetValueOrDefault(entity, new Progress(0, every));
            if (sequenceNr < progress.DueAt)
                return false;
            _progress[entity] = progress with { DueAt = sequenceNr + every };
            return true;
        }
    }

    /// <summary>The revision of an entity's newest snapshot; 0 where it has none.</summary>
    public long RevisionOf(EntityAddress entity)
    {
        lock (_guard)
            return _progress.GetValueOrDefault(entity).Revision;
    }

    private readonly record struct Progress(long Revision, long DueAt);
}

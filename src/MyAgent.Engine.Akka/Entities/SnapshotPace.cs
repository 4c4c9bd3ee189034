namespace MyAgent.Engine.Akka.Entities;

/// <summary>When an entity is due for a snapshot.</summary>
/// <param name="Every">After how many events.</param>
/// <param name="LastSaved">The revision of its newest snapshot; 0 for none.</param>
/// <param name="LastAsked">The revision for which one was last asked for.</param>
internal readonly record struct SnapshotPace(int Every, long LastSaved = 0, long LastAsked = 0)
{
    public bool IsDue(long revision) => revision - LastAsked >= Every;

    public SnapshotPace Asked(long revision) => this with { LastAsked = revision };

    public SnapshotPace Saved(long revision) => this with { LastSaved = revision, LastAsked = Math.Max(LastAsked, revision) };
}

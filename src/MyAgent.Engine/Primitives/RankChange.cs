namespace MyAgent.Engine.Primitives;

/// <summary>What a sequence of steps up and down does to how far a rank is above its least: it adds, and never goes below what remains where the rank
/// had come to a new least on the way.</summary>
/// <param name="Added">All steps together.</param>
/// <param name="AtLeast">What remains of the steps since the lowest point.</param>
internal readonly record struct RankChange(int Added, int AtLeast)
{
    public static readonly RankChange Up = new(1, 0);
    public static readonly RankChange Down = new(-1, 0);

    public bool IsNone => Added == 0 && AtLeast == 0;

    public int Of(int excess) => Math.Max(excess + Added, AtLeast);

    public RankChange Then(RankChange next) => new(Added + next.Added, Math.Max(AtLeast + next.Added, next.AtLeast));
}

namespace MyAgent.Engine.Primitives;

/// <content>The least rank that each member has had (rule 35).</content>
internal sealed partial class OrderStatisticTree<T>
{
    /// <summary>Changes a member, and with it perhaps its place: only those between the two places get another rank.</summary>
    /// <param name="item">The member.</param>
    /// <param name="change">Changes it, and returns whether it still is a member.</param>
    /// <returns>The least rank that it has had before.</returns>
    public int Change(T item, Func<bool> change)
    {
        var (from, least) = (RankOf(item), LeastRankOf(item));
        _root = Delete(_root, item);
        if (!change())
        {
            Shift(_root, from, Count, RankChange.Down);
            return least;
        }
        _root = Insert(_root, item);
        var to = RankOf(item);
        if (to < from)
            Shift(_root, to + 1, from + 1, RankChange.Up);
        else if (to > from)
            Shift(_root, from, to, RankChange.Down);
        SetExcess(item, Math.Max(0, to - least));
        return least;
    }

    /// <summary>Adds the members that a set has had, with the least ranks that they had in it. The set must be empty.</summary>
    public void Restore(IEnumerable<(T Item, int? LeastRank)> members)
    {
        var all = members.ToList();
        foreach (var (item, _) in all)
            _root = Insert(_root, item);
        foreach (var (item, leastRank) in all)
        {
            if (leastRank is { } least && RankOf(item) is var rank && least < rank)
                SetExcess(item, rank - least);
        }
    }

    /// <summary>The least rank that a member has had since it was added, or before where that was said.</summary>
    public int LeastRankOf(T item) => RankOf(item) - ExcessOf(_root, item);

    /// <summary>The members whose rank is above the least that they have had, each with the least.</summary>
    public IEnumerable<(T Item, int LeastRank)> AboveLeastRank()
    {
        var rank = 0;
        foreach (var node in Nodes())
        {
            if (node.Excess > 0)
                yield return (node.Item, rank - node.Excess);
            rank++;
        }
    }

    /// <summary>All nodes in order, with nothing left to be done to those below them.</summary>
    private IEnumerable<Node> Nodes()
    {
        var path = new Stack<Node>();
        for (var node = _root; node is not null; node = node.Left)
        {
            Settle(node);
            path.Push(node);
        }
        while (path.TryPop(out var next))
        {
            yield return next;
            for (var node = next.Right; node is not null; node = node.Left)
            {
                Settle(node);
                path.Push(node);
            }
        }
    }

    /// <summary>How far a member stands above its least rank: what its node has, changed by all that has yet to be done to it.</summary>
    private int ExcessOf(Node? node, T item)
    {
        if (node is null)
            return 0;
        var order = comparer.Compare(item, node.Item);
        return order == 0 ? node.Excess : node.Below.Of(ExcessOf(order < 0 ? node.Left : node.Right, item));
    }

    private void SetExcess(T item, int excess)
    {
        for (var node = _root; node is not null;)
        {
            Settle(node);
            var order = comparer.Compare(item, node.Item);
            if (order == 0)
            {
                node.Excess = excess;
                return;
            }
            node = order < 0 ? node.Left : node.Right;
        }
    }

    /// <summary>The members of some ranks have got another rank.</summary>
    private static void Shift(Node? node, int from, int to, RankChange change)
    {
        if (node is null || from >= to || to <= 0 || from >= node.Size)
            return;
        if (from <= 0 && to >= node.Size)
        {
            node.Change(change);
            return;
        }
        Settle(node);
        var rank = SizeOf(node.Left);
        Shift(node.Left, from, to, change);
        if (from <= rank && rank < to)
            node.Excess = change.Of(node.Excess);
        Shift(node.Right, from - rank - 1, to - rank - 1, change);
    }

    /// <summary>Passes on what has yet to be done to the members below a node.</summary>
    private static void Settle(Node node)
    {
        if (node.Below.IsNone)
            return;
        node.Left?.Change(node.Below);
        node.Right?.Change(node.Below);
        node.Below = default;
    }

    /// <summary>What a sequence of steps up and down does to how far a rank is above its least: it adds, and never goes below what remains where the rank
    /// had come to a new least on the way.</summary>
    /// <param name="Added">All steps together.</param>
    /// <param name="AtLeast">What remains of the steps since the lowest point.</param>
    private readonly record struct RankChange(int Added, int AtLeast)
    {
        public static readonly RankChange Up = new(1, 0);
        public static readonly RankChange Down = new(-1, 0);

        public bool IsNone => Added == 0 && AtLeast == 0;

        public int Of(int excess) => Math.Max(excess + Added, AtLeast);

        public RankChange Then(RankChange next) => new(Added + next.Added, Math.Max(AtLeast + next.Added, next.AtLeast));
    }
}

namespace MyAgent.Engine.Primitives;

/// <summary>A sorted set that knows, besides the rank of each of its members, the least rank that each has had (rule 35). Adding, removing and moving cost
/// O(log n) too: a node has how far its member stands above its least rank, and what has yet to be done to those of all members below it.</summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="comparer">The order; what compares as equal is the same member.</param>
internal sealed class LeastRankTree<T>(IComparer<T> comparer) : OrderStatisticTree<T>(comparer)
{
    /// <inheritdoc/>
    public override bool Add(T item) => Add(item, leastRank: null);

    /// <summary>Adds a member; false where it is there already.</summary>
    /// <param name="item">The member.</param>
    /// <param name="leastRank">The least rank that it has had before, where that is less than its rank; null for none.</param>
    public bool Add(T item, int? leastRank)
    {
        if (!base.Add(item))
            return false;
        var rank = RankOf(item);
        if (rank + 1 < Count)
            Shift(Root, rank + 1, Count, RankChange.Up);
        if (leastRank < rank)
            SetExcess(item, rank - leastRank.Value);
        return true;
    }

    /// <inheritdoc/>
    public override bool Remove(T item)
    {
        var rank = RankOf(item);
        if (!base.Remove(item))
            return false;
        if (rank < Count)
            Shift(Root, rank, Count, RankChange.Down);
        return true;
    }

    /// <summary>Changes a member, and with it perhaps its place: only those between the two places get another rank.</summary>
    /// <param name="item">The member.</param>
    /// <param name="change">Changes it, and returns whether it still is a member.</param>
    /// <returns>The least rank that it has had before.</returns>
    public int Change(T item, Func<bool> change)
    {
        var (from, least) = (RankOf(item), LeastRankOf(item));
        base.Remove(item);
        if (!change())
        {
            Shift(Root, from, Count, RankChange.Down);
            return least;
        }
        base.Add(item);
        var to = RankOf(item);
        if (to < from)
            Shift(Root, to + 1, from + 1, RankChange.Up);
        else if (to > from)
            Shift(Root, from, to, RankChange.Down);
        SetExcess(item, Math.Max(0, to - least));
        return least;
    }

    /// <summary>Adds the members that a set has had, with the least ranks that they had in it. The set must be empty.</summary>
    public void Restore(IEnumerable<(T Item, int? LeastRank)> members)
    {
        var all = members.ToList();
        foreach (var (item, _) in all)
            base.Add(item);
        foreach (var (item, leastRank) in all)
        {
            if (leastRank is { } least && RankOf(item) is var rank && least < rank)
                SetExcess(item, rank - least);
        }
    }

    /// <summary>The least rank that a member has had since it was added, or before where that was said.</summary>
    public int LeastRankOf(T item) => RankOf(item) - ExcessOf(Root, item);

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
        for (var node = Root; node is not null; node = node.Left)
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
        var order = Comparer.Compare(item, node.Item);
        return order == 0 ? node.Excess : node.Below.Of(ExcessOf(order < 0 ? node.Left : node.Right, item));
    }

    private void SetExcess(T item, int excess)
    {
        for (var node = Root; node is not null;)
        {
            Settle(node);
            var order = Comparer.Compare(item, node.Item);
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
}

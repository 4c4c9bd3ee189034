using System.Collections;

namespace MyAgent.Engine.Primitives;

/// <summary>A sorted set that knows the rank of each of its members: adding, removing, ranking and reaching by rank cost O(log n).
/// A weight-balanced tree (Adams; with the factors 3 and 2 of Hirai and Yamamoto).</summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="comparer">The order; what compares as equal is the same member.</param>
internal class OrderStatisticTree<T>(IComparer<T> comparer) : IEnumerable<T>
{
    private const int Delta = 3;
    private const int Gamma = 2;

    /// <summary>The order of the members.</summary>
    private protected IComparer<T> Comparer { get; } = comparer;

    /// <summary>The node above all others; null where there is none.</summary>
    private protected Node? Root { get; private set; }

    /// <summary>How many members there are.</summary>
    public int Count => SizeOf(Root);

    /// <summary>Adds a member; false where it is there already.</summary>
    public virtual bool Add(T item)
    {
        var before = Count;
        Root = Insert(Root, item);
        return Count > before;
    }

    /// <summary>Removes a member; false where it is not there.</summary>
    public virtual bool Remove(T item)
    {
        var before = Count;
        Root = Delete(Root, item);
        return Count < before;
    }

    /// <summary>How many members come before this one, whether it is there or not.</summary>
    public int RankOf(T item)
    {
        var rank = 0;
        for (var node = Root; node is not null;)
        {
            if (Comparer.Compare(item, node.Item) <= 0)
            {
                node = node.Left;
            }
            else
            {
                rank += SizeOf(node.Left) + 1;
                node = node.Right;
            }
        }
        return rank;
    }

    /// <summary>The members from a rank on, in order.</summary>
    public IEnumerable<T> From(int rank)
    {
        var path = new Stack<Node>();
        for (var node = Root; node is not null;)
        {
            var left = SizeOf(node.Left);
            if (rank <= left)
            {
                path.Push(node);
                node = node.Left;
            }
            else
            {
                rank -= left + 1;
                node = node.Right;
            }
        }
        while (path.TryPop(out var next))
        {
            yield return next.Item;
            for (var node = next.Right; node is not null; node = node.Left)
                path.Push(node);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => From(0).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected static int SizeOf(Node? node) => node?.Size ?? 0;

    /// <summary>Passes on what has yet to be done to the members below a node.</summary>
    private protected static void Settle(Node node)
    {
        if (node.Below.IsNone)
            return;
        node.Left?.Change(node.Below);
        node.Right?.Change(node.Below);
        node.Below = default;
    }

    private Node Insert(Node? node, T item)
    {
        if (node is null)
            return new Node(item);
        Settle(node);
        var order = Comparer.Compare(item, node.Item);
        if (order == 0)
            return node;
        if (order < 0)
            node.Left = Insert(node.Left, item);
        else
            node.Right = Insert(node.Right, item);
        return Balance(node);
    }

    private Node? Delete(Node? node, T item)
    {
        if (node is null)
            return null;
        Settle(node);
        var order = Comparer.Compare(item, node.Item);
        if (order < 0)
            node.Left = Delete(node.Left, item);
        else if (order > 0)
            node.Right = Delete(node.Right, item);
        else if (node.Left is null)
            return node.Right;
        else if (node.Right is null)
            return node.Left;
        else
            (node.Item, node.Excess, node.Right) = TakeFirst(node.Right);
        return Balance(node);
    }

    private static (T Item, int Excess, Node? Others) TakeFirst(Node node)
    {
        Settle(node);
        if (node.Left is null)
            return (node.Item, node.Excess, node.Right);
        (var item, var excess, node.Left) = TakeFirst(node.Left);
        return (item, excess, Balance(node));
    }

    private static Node Balance(Node node)
    {
        int left = SizeOf(node.Left), right = SizeOf(node.Right);
        if (right + 1 > Delta * (left + 1))
        {
            if (SizeOf(node.Right!.Left) + 1 >= Gamma * (SizeOf(node.Right.Right) + 1))
                node.Right = RotateRight(node.Right);
            return RotateLeft(node);
        }
        if (left + 1 > Delta * (right + 1))
        {
            if (SizeOf(node.Left!.Right) + 1 >= Gamma * (SizeOf(node.Left.Left) + 1))
                node.Left = RotateLeft(node.Left);
            return RotateRight(node);
        }
        node.Size = left + right + 1;
        return node;
    }

    private static Node RotateLeft(Node node)
    {
        var top = node.Right!;
        Settle(node);
        Settle(top);
        (node.Right, top.Left) = (top.Left, node);
        node.Size = SizeOf(node.Left) + SizeOf(node.Right) + 1;
        top.Size = node.Size + SizeOf(top.Right) + 1;
        return top;
    }

    private static Node RotateRight(Node node)
    {
        var top = node.Left!;
        Settle(node);
        Settle(top);
        (node.Left, top.Right) = (top.Right, node);
        node.Size = SizeOf(node.Left) + SizeOf(node.Right) + 1;
        top.Size = SizeOf(top.Left) + node.Size + 1;
        return top;
    }

    /// <summary>A member with those below it.</summary>
    private protected sealed class Node(T item)
    {
        public T Item = item;
        public Node? Left;
        public Node? Right;
        public int Size = 1;

        /// <summary>How far the member's rank is above the least that it has had.</summary>
        public int Excess;

        /// <summary>What has yet to be done to those of the members below.</summary>
        public RankChange Below;

        public void Change(RankChange change)
        {
            Excess = change.Of(Excess);
            Below = Below.Then(change);
        }
    }
}

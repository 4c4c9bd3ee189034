using Akka.Actor;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Looks at the actors of this node, from outside: what it finds may have changed when it is told.</summary>
internal sealed class ActorTree
{
    /// <summary>So many children of an actor are told one by one.</summary>
    public const int MaxChildren = 100;

    /// <summary>So many actors are told in all, so that the answer stays below the longest message between nodes.</summary>
    public const int MaxActors = 2000;

    private int _left = MaxActors;

    private ActorTree()
    {
    }

    /// <summary>The actors of a system, <c>user</c> before <c>system</c>.</summary>
    /// <param name="system">The system.</param>
    /// <param name="depth">How many levels.</param>
    public static IReadOnlyList<ActorView> Of(ActorSystem system, int depth)
    {
        var (actors, tree) = ((ExtendedActorSystem)system, new ActorTree());
        return [.. new[] { actors.Guardian, actors.SystemGuardian }.OfType<ActorRefWithCell>().Select(guardian => tree.Look(guardian, depth - 1))];
    }

    private ActorView Look(ActorRefWithCell actor, int depth)
    {
        _left--;
        var (cell, children) = (actor.Underlying, actor.Children.OfType<ActorRefWithCell>().ToList());
        return new ActorView(
            actor.Path.Name, cell.Props.Type.Name, cell.NumberOfMessages, children.Count,
            depth <= 0 ? [] : [.. children.OrderBy(child => child.Path.Name, StringComparer.Ordinal).Take(MaxChildren).TakeWhile(_ => _left > 0).Select(child => Look(child, depth - 1))]);
    }
}

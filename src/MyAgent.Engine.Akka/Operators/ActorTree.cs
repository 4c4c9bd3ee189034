using Akka.Actor;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The actors of this node, seen from outside: they may have changed when the answer arrives.</summary>
internal sealed class ActorTree
{
    /// <summary>The maximum number of children that are listed of one actor.</summary>
    public const int MaxChildren = 100;

    /// <summary>The maximum number of actors in the answer, so that it stays below the maximum size of a message between nodes.</summary>
    public const int MaxActors = 2000;

    private int _left = MaxActors;

    private ActorTree()
    {
    }

    /// <summary>The actors of a system, <c>user</c> before <c>system</c>.</summary>
    /// <param name="system">The system.</param>
    /// <param name="depth">The number of levels, from 1.</param>
    public static IReadOnlyList<ActorView> Of(ActorSystem system, int depth)
    {
        var (actors, tree) = ((ExtendedActorSystem)system, new ActorTree());
        return [.. new[] { actors.Guardian, actors.SystemGuardian }.OfType<ActorRefWithCell>().Select(guardian => tree.Look(guardian, depth - 1))];
    }

    private ActorView Look(ActorRefWithCell actor, int depth)
    {
        _left--;
        var (cell, children) = (actor.Underlying, actor.Children.OfType<ActorRefWithCell>().ToList());
        var listed = depth <= 0 ? [] : children.OrderBy(child => child.Path.Name, StringComparer.Ordinal).Take(MaxChildren).TakeWhile(_ => _left > 0);
        return new ActorView(
            actor.Path.Name, cell.Props.Type.Name, cell.NumberOfMessages, children.Count, [.. listed.Select(child => Look(child, depth - 1))]);
    }
}

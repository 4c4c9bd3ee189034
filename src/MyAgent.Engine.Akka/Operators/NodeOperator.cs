using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary><c>/user/operators</c>: tells operators, on whichever node they ask, what there is on this one. It speaks to an entity only where that has an
/// actor here, and never through its shard region, which would make one.</summary>
internal sealed class NodeOperator : ReceiveActor
{
    /// <summary>The actor's name.</summary>
    public const string Name = "operators";

    /// <summary>How long an entity is waited for: it does not answer while it is being read, or while its events cannot be written.</summary>
    private static readonly TimeSpan EntityTimeout = TimeSpan.FromSeconds(3);

    private readonly INodeEntities _entities;
    private readonly string? _node;
    private readonly ActorSystem _system = Context.System;

    /// <summary>Makes the actor.</summary>
    /// <param name="entities">Where the entities of this node have their actors.</param>
    /// <param name="node">The node's address; null in solo.</param>
    public NodeOperator(INodeEntities entities, string? node)
    {
        var log = Context.GetLogger();
        (_entities, _node) = (entities, node);
        Receive<DescribeShards>(_ => Answer(async () => new ShardsHere(await entities.ShardsAsync(node).ConfigureAwait(false))));
        Receive<FindEntity>(asked => Answer(() => FindAsync(asked)));
        Receive<DescribeActors>(asked => Answer(() => Task.FromResult<IOperatorMessage>(new ActorsHere(ActorTree.Of(_system, asked.Depth)))));
        ReceiveAny(unknown => log.Warning("{0} sent a {1}, which is not understood.", Sender, unknown.GetType()));
    }

    private void Answer(Func<Task<IOperatorMessage>> answer)
    {
        var sender = Sender;
        Task.Run(answer).PipeTo(sender, Self, failure: thrown => new EngineUnavailable(thrown.Message));
    }

    private async Task<IOperatorMessage> FindAsync(FindEntity asked)
    {
        var entity = EntityAddress.Parse(asked.Entity);
        var path = _entities.PathOf(entity);
        var found = await _system.ActorSelection(path).Ask<ActorIdentity>(new Identify(messageId: null), EntityTimeout).ConfigureAwait(false);
        if (found.Subject is not { } actor)
            return EntityNotHere.Instance;
        var view = EntityViews.Of(entity, awake: true) with { Node = _node, Shard = _entities.ShardOf(entity), Path = path.ToStringWithoutAddress() };
        return new EntityHere(await DescribeAsync(view, actor, asked.WithState).ConfigureAwait(false));
    }

    private static async Task<EntityView> DescribeAsync(EntityView view, IActorRef actor, bool withState)
    {
        try
        {
            return await actor.Ask<object>(new DescribeEntity(withState), EntityTimeout).ConfigureAwait(false) switch
            {
                EntityDescription told => view.With(told),
                EngineUnavailable unavailable => view with { Trouble = unavailable.Reason },
                var other => throw new InvalidOperationException($"{view.Entity} has answered with a {other.GetType().Name}."),
            };
        }
        catch (AskTimeoutException)
        {
            return view with { Trouble = $"It has not answered within {EntityTimeout.TotalSeconds:0} s: it is being read, or what has happened cannot be written." };
        }
    }
}

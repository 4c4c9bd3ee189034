using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary><c>/user/operators</c>: describes this node to operators, on whichever node they ask. It sends messages to an entity's actor only if that is on this
/// node, and never through the shard region, which would create one.</summary>
internal sealed class NodeOperator : ReceiveActor
{
    /// <summary>The actor's name.</summary>
    public const string Name = "operators";

    /// <summary>The maximum time until an entity answers. It does not answer while it recovers, or while its events cannot be written.</summary>
    private static readonly TimeSpan EntityTimeout = TimeSpan.FromSeconds(3);

    private readonly INodeEntities _entities;
    private readonly string? _node;
    private readonly ActorSystem _system = Context.System;

    /// <param name="entities">Finds the actors of this node's entities.</param>
    /// <param name="node">The node's address; null in solo.</param>
    public NodeOperator(INodeEntities entities, string? node)
    {
        var log = Context.GetLogger();
        (_entities, _node) = (entities, node);
        Receive<DescribeShards>(_ => Answer(async () => new ShardsHere(await entities.ShardsAsync(node).ConfigureAwait(false))));
        Receive<FindEntity>(asked => Answer(() => FindAsync(asked)));
        Receive<DescribeActors>(asked => Answer(() => Task.FromResult<IOperatorMessage>(new ActorsHere(ActorTree.Of(_system, asked.Depth)))));
        ReceiveAny(unknown => log.Warning("{0} sent a {1}, which is not a message for operators.", Sender, unknown.GetType()));
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
            return view with { Trouble = $"It did not answer within {EntityTimeout.TotalSeconds:0} s: it is recovering, or its events cannot be written." };
        }
    }
}

using Akka.Actor;
using Akka.Hosting;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Routes messages to the entities of a cluster, on whichever node they live.</summary>
/// <param name="registry">Has the regions, each under the marker of its kind.</param>
internal sealed class ShardRegions(IReadOnlyActorRegistry registry) : IEntityRouter
{
    /// <summary>The region of agents.</summary>
    public sealed class Agents;

    /// <summary>The region of queues.</summary>
    public sealed class Queues;

    /// <summary>The region of callers.</summary>
    public sealed class Callers;

    /// <summary>The region of connectors.</summary>
    public sealed class Connectors;

    /// <summary>The region of endpoints.</summary>
    public sealed class Endpoints;

    /// <summary>The shard region of a kind of entity.</summary>
    public IActorRef Of(EntityKind kind) => kind switch
    {
        EntityKind.Agent => registry.Get<Agents>(),
        EntityKind.Queue => registry.Get<Queues>(),
        EntityKind.Connector => registry.Get<Connectors>(),
        EntityKind.Endpoint => registry.Get<Endpoints>(),
        _ => registry.Get<Callers>(),
    };

    /// <inheritdoc/>
    /// <remarks>The sender is the actor that waits for the answer: while an entity recovers, its back-off supervisor knows nothing of envelopes and answers
    /// the sender.</remarks>
    public void Deliver(Envelope envelope)
    {
        var region = Of(envelope.To.Kind);
        region.Tell(envelope, envelope.ReplyTo is { } waiting ? ((IInternalActorRef)region).Provider.ResolveActorRef(waiting) : ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    public void Activate(EntityAddress entity, IActorRef? replyTo = null) => Of(entity.Kind).Tell(new ActivateEntity(entity), replyTo ?? ActorRefs.NoSender);
}

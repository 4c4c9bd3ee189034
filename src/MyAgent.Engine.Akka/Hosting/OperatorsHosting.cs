using Akka.Actor;
using Akka.Hosting;
using MyAgent.Engine.Akka.Operators;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Adds <see cref="NodeOperator"/> to an actor system.</summary>
internal static class OperatorsHosting
{
    /// <summary>Adds the actor.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="entities">Finds the actors of the node's entities.</param>
    /// <param name="node">The node's address; null in solo.</param>
    public static AkkaConfigurationBuilder AddNodeOperator(
        this AkkaConfigurationBuilder builder, Func<IActorRegistry, INodeEntities> entities, Func<ActorSystem, string?> node) =>
        builder.WithActors((system, registry) =>
        {
            var (here, address) = (entities(registry), node(system));
            system.ActorOf(Props.Create(() => new NodeOperator(here, address)), NodeOperator.Name);
        });
}

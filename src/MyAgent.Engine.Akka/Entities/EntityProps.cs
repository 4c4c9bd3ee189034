using Akka.Actor;
using Akka.Pattern;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>How an entity's actor is made and kept alive.</summary>
internal static class EntityProps
{
    private const double Spread = 0.2;

    /// <summary>Until it can be read, or written, again an entity is tried after this, and then less and less often.</summary>
    public static readonly TimeSpan MinBackOff = TimeSpan.FromMilliseconds(200);

    /// <summary>It is tried at least so often.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(5);

    /// <summary>What is said to those who ask for something in between.</summary>
    public static readonly EngineUnavailable Recovering = new("The entity is being read again from its journal.");

    /// <summary>How long an entity is left alone that has failed so often before.</summary>
    public static TimeSpan BackOff(int failures)
    {
        var backOff = MinBackOff * Math.Pow(2, failures);
        return (backOff < MaxBackOff ? backOff : MaxBackOff) * (1 + (Spread * Random.Shared.NextDouble()));
    }

    /// <summary>A supervisor over the entity's actor: whenever that stops, because its journal failed, the supervisor starts it again, with
    /// back-off; who asks for something in between hears at once that there is no answer.</summary>
    public static Props Supervised(EntityKind kind, string id, EntityActorContext context) => BackoffSupervisor.Props(
        Backoff.OnStop(Plain(new EntityAddress(kind, id), context), "entity", MinBackOff, MaxBackOff, Spread, maxNrOfRetries: -1)
            .WithDefaultStoppingStrategy()
            .WithFinalStopMessage(message => message is StopEntity)
            .WithReplyWhileStopped(Recovering));

    /// <summary>The entity's actor itself.</summary>
    public static Props Plain(EntityAddress address, EntityActorContext context) => Props.CreateBy(new Producer(address, context));

    /// <summary>Makes the actor without the expression that <see cref="Props"/> would compile for each entity.</summary>
    private sealed class Producer(EntityAddress address, EntityActorContext context) : IIndirectActorProducer
    {
        public Type ActorType => typeof(EntityActor);

        public ActorBase Produce() => new EntityActor(address, context);

        public void Release(ActorBase actor)
        {
        }
    }
}

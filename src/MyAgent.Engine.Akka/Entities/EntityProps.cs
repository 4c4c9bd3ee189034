using Akka.Actor;
using Akka.Pattern;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>How an entity's actor is created and supervised.</summary>
internal static class EntityProps
{
    private const double Spread = 0.2;

    /// <summary>The back-off before the first restart of an entity that has failed; it doubles with each further failure.</summary>
    public static readonly TimeSpan MinBackOff = TimeSpan.FromMilliseconds(200);

    /// <summary>The maximum back-off, before the random part.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(5);

    /// <summary>The answer of an entity that is not recovered yet.</summary>
    public static readonly EngineUnavailable Recovering = new("The entity is recovering from its journal.");

    /// <summary>The back-off of an entity.</summary>
    /// <param name="failures">The number of its failures before this one.</param>
    public static TimeSpan BackOff(int failures)
    {
        var backOff = MinBackOff * Math.Pow(2, failures);
        return (backOff < MaxBackOff ? backOff : MaxBackOff) * (1 + (Spread * Random.Shared.NextDouble()));
    }

    /// <summary>The entity's actor under a supervisor that restarts it, with back-off, when it stops because its journal failed. Meanwhile the
    /// supervisor answers with <see cref="Recovering"/>.</summary>
    public static Props Supervised(EntityKind kind, string id, EntityActorContext context) => BackoffSupervisor.Props(
        Backoff.OnStop(Plain(new EntityAddress(kind, id), context), "entity", MinBackOff, MaxBackOff, Spread, maxNrOfRetries: -1)
            .WithDefaultStoppingStrategy()
            .WithFinalStopMessage(message => message is StopEntity)
            .WithReplyWhileStopped(Recovering));

    /// <summary>The entity's actor itself.</summary>
    public static Props Plain(EntityAddress address, EntityActorContext context) => Props.CreateBy(new Producer(address, context));

    /// <summary>Creates the actor without the expression that <see cref="Props"/> would compile for each entity.</summary>
    private sealed class Producer(EntityAddress address, EntityActorContext context) : IIndirectActorProducer
    {
        public Type ActorType => typeof(EntityActor);

        public ActorBase Produce() => new EntityActor(address, context);

        public void Release(ActorBase actor)
        {
        }
    }
}

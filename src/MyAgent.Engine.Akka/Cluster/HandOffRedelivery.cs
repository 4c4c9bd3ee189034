using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Delivers again what is lost on this node where a shard is handed over: what the shard passes over, because a region that had not heard of the
/// hand-over yet had sent it; and what this node's own region has kept for the shard since it heard of it, and drops so as not to change the order. By now
/// the regions ask where the shard is, and keep what is for it until it is there.</summary>
internal sealed class HandOffRedelivery : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes the actor.</summary>
    /// <param name="entities">The way to every entity.</param>
    public HandOffRedelivery(IEntityRouter entities)
    {
        Receive<UnhandledMessage>(passed => DeliverSoon(passed.Message));
        Receive<DeadLetter>(lost => DeliverSoon((lost.Message as Dropped)?.Message));
        Receive<Envelope>(entities.Deliver);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void DeliverSoon(object? message)
    {
        if (message is Envelope)
            Timers.StartSingleTimer(new object(), message, Pause);
    }
}

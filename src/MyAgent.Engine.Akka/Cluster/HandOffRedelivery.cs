using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Redelivers the messages that this node loses while it hands a shard over: those that the stopping shard leaves unhandled, because they come from
/// a region that does not know of the hand-over yet; and those that this node's region buffers for the shard and then drops to keep their order. After
/// the pause the regions ask for the new place of the shard, and buffer its messages until it has started there.</summary>
internal sealed class HandOffRedelivery : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public HandOffRedelivery(IEntityRouter entities)
    {
        Receive<UnhandledMessage>(unhandled => DeliverSoon(unhandled.Message));
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

using Akka.Actor;
using Akka.Event;
using MyAgent.Engine.Akka.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Delivers again what a shard of this node has passed over because it was being handed over: a region that had not heard of that yet had sent
/// it. By now the regions ask where the shard is, and keep what is for it until it is there.</summary>
internal sealed class HandOffRedelivery : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes the actor.</summary>
    /// <param name="entities">The way to every entity.</param>
    public HandOffRedelivery(IEntityRouter entities)
    {
        Receive<UnhandledMessage>(
            passed => passed.Message is Envelope && !passed.Recipient.Equals(Self),
            passed => Timers.StartSingleTimer(new object(), passed.Message, Pause));
        Receive<UnhandledMessage>(_ => { });
        Receive<Envelope>(entities.Deliver);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}

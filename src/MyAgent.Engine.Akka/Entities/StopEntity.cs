using Akka.Actor;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Stops an entity's actor once everything that was sent to it before is done and on disk. A <see cref="PoisonPill"/> would overtake the
/// messages that the actor has stashed.</summary>
internal sealed class StopEntity : INoSerializationVerificationNeeded
{
    /// <summary>The entity moves to another node, or is passivated.</summary>
    public static readonly StopEntity Instance = new(snapshot: false);

    /// <summary>The engine stops: a snapshot of the last state makes its next start short.</summary>
    public static readonly StopEntity WithSnapshot = new(snapshot: true);

    private StopEntity(bool snapshot) => Snapshot = snapshot;

    /// <summary>Whether the actor saves a snapshot first.</summary>
    public bool Snapshot { get; }
}

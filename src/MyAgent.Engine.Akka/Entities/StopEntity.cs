using Akka.Actor;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Has an entity's actor stop once everything that was sent to it before is done and on disk: a poison pill would overtake what
/// the actor has put aside.</summary>
internal sealed class StopEntity : INoSerializationVerificationNeeded
{
    /// <summary>The entity goes elsewhere, or comes back soon.</summary>
    public static readonly StopEntity Instance = new(snapshot: false);

    /// <summary>The engine is being stopped: a snapshot of the last state makes its next start short.</summary>
    public static readonly StopEntity WithSnapshot = new(snapshot: true);

    private StopEntity(bool snapshot) => Snapshot = snapshot;

    /// <summary>Whether a snapshot is made first.</summary>
    public bool Snapshot { get; }
}

using Akka.Actor;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Has an entity's actor stop once everything that was sent to it before is done and on disk: a poison pill would overtake what
/// the actor has put aside.</summary>
internal sealed class StopEntity : INoSerializationVerificationNeeded
{
    public static readonly StopEntity Instance = new();

    private StopEntity()
    {
    }
}

using System.Collections.Immutable;
using Akka.Serialization;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>What an actor system needs to speak with the engine.</summary>
public static class EngineSerialization
{
    /// <summary>Binds the engine's types to <see cref="EngineSerializer"/>, and puts <see cref="RefusingSerializer"/> in the place of the one
    /// that would make any type a message names.</summary>
    public static SerializationSetup Setup { get; } = SerializationSetup.Create(system => ImmutableHashSet.Create(
        SerializerDetails.Create("json", new RefusingSerializer(system), ImmutableHashSet.Create(typeof(object))),
        SerializerDetails.Create("myagent", new EngineSerializer(system), [.. EngineSerializer.BoundTypes])));
}

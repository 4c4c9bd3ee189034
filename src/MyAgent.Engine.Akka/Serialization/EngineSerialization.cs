using System.Collections.Immutable;
using Akka.Serialization;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>The serializers of an actor system that communicates with the engine.</summary>
public static class EngineSerialization
{
    /// <summary>Binds the engine's types to <see cref="EngineSerializer"/>, and replaces the JSON serializer of Akka.NET, which creates any type that a
    /// message names, by <see cref="RefusingSerializer"/>.</summary>
    public static SerializationSetup Setup { get; } = SerializationSetup.Create(system => ImmutableHashSet.Create(
        SerializerDetails.Create("json", new RefusingSerializer(system), ImmutableHashSet.Create(typeof(object))),
        SerializerDetails.Create("myagent", new EngineSerializer(system), [.. EngineSerializer.BoundTypes])));
}

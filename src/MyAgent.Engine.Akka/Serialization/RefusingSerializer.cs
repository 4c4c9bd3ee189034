using Akka.Actor;
using Akka.Serialization;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>Replaces the serializers of Akka.NET that create any type that a message names: it refuses every type. A type without a serializer of
/// its own can neither be sent to another machine, nor written, nor read.</summary>
/// <param name="system">The actor system.</param>
internal sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>The id of the serializer that it replaces, so that messages for that one are refused here.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new NotSupportedException($"{obj?.GetType()} has no serializer.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new NotSupportedException("A message without a serializer of its own is refused.");
}

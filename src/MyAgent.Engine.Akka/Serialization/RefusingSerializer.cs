using Akka.Actor;
using Akka.Serialization;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>Stands where Akka.NET has serializers that make whatever type a message names: it makes none. What has no serializer of
/// its own can neither be sent to another machine, nor written, nor read.</summary>
/// <param name="system">The actor system.</param>
internal sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>That of the serializer it stands in for, so that what arrives for that one is refused here.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new NotSupportedException($"{obj?.GetType()} has no serializer.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new NotSupportedException("A message without a serializer of its own has been refused.");
}

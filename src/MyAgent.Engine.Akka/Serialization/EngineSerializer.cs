using System.Buffers;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>Serializes what the engine writes to the disk or sends to another machine, with the JSON and the manifests of
/// <see cref="EventSerializer"/>. Its id is <see cref="EventSerializer.Identifier"/>.</summary>
/// <param name="system">The actor system.</param>
internal sealed class EngineSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The types that are bound to this serializer: the engine writes and sends no others.</summary>
    public static IReadOnlyList<Type> BoundTypes { get; } =
    [
        typeof(RecordedEvent), typeof(SerializedSnapshot), typeof(IAnswer), typeof(Envelope), typeof(EngineRequest), typeof(EngineUnavailable),
        typeof(ActivateEntity), typeof(EntityActivated), typeof(IOperatorMessage),
    ];

    private const string ActivateEntityManifest = "wake-up";
    private const string EntityActivatedManifest = "awake";

    /// <inheritdoc/>
    public override int Identifier => EventSerializer.Identifier;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        RecordedEvent recorded => Manifests.Of(recorded.Event.GetType()),
        Envelope => WireJson.EnvelopeManifest,
        EngineRequest => WireJson.RequestManifest,
        EngineUnavailable => WireJson.UnavailableManifest,
        ActivateEntity => ActivateEntityManifest,
        EntityActivated => EntityActivatedManifest,
        IOperatorMessage message => OperatorsJson.ManifestOf(message),
        SerializedSnapshot snapshot => snapshot.Manifest,
        IAnswer => Manifests.Of(o.GetType()),
        _ => throw NotOurs(o),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case RecordedEvent recorded:
                var buffer = new ArrayBufferWriter<byte>();
                using (var events = new EventSerializer())
                    events.Write(recorded, buffer);
                return buffer.WrittenSpan.ToArray();
            case SerializedSnapshot snapshot:
                return snapshot.Payload;
            case IAnswer answer:
                return WireJson.Write(answer);
            case Envelope envelope:
                return WireJson.Write(envelope);
            case EngineRequest request:
                return WireJson.Write(request);
            case EngineUnavailable unavailable:
                return WireJson.Write(unavailable);
            case ActivateEntity activate:
                return Encoding.UTF8.GetBytes(activate.Entity.PersistenceId);
            case EntityActivated activated:
                return Encoding.UTF8.GetBytes(activated.Entity.PersistenceId);
            case IOperatorMessage message:
                return OperatorsJson.Write(message);
            default:
                throw NotOurs(obj);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="UnknownJournalContentException">The manifest is unknown, or the bytes do not fit it.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case WireJson.EnvelopeManifest:
                return WireJson.ReadEnvelope(bytes);
            case WireJson.RequestManifest:
                return WireJson.ReadRequest(bytes);
            case WireJson.UnavailableManifest:
                return WireJson.ReadUnavailable(bytes);
            case ActivateEntityManifest:
                return new ActivateEntity(ReadAddress(bytes, manifest));
            case EntityActivatedManifest:
                return new EntityActivated(ReadAddress(bytes, manifest));
        }
        if (OperatorsJson.Knows(manifest))
            return OperatorsJson.Read(manifest, bytes);
        if (CompactSnapshots.IsSnapshot(manifest))
            return new SerializedSnapshot(manifest, bytes);
        var type = Manifests.Json(manifest)?.Type
            ?? throw new UnknownJournalContentException(manifest, $"The manifest '{manifest}' is unknown.");
        if (typeof(IEvent).IsAssignableFrom(type))
            return EventSerializer.Read(manifest, bytes);
        return WireJson.ReadAnswer(manifest, bytes);
    }

    private static EntityAddress ReadAddress(byte[] bytes, string manifest)
    {
        try
        {
            return EntityAddress.Parse(Encoding.UTF8.GetString(bytes));
        }
        catch (FormatException thrown)
        {
            throw new UnknownJournalContentException(manifest, thrown.Message, thrown);
        }
    }

    private static ArgumentException NotOurs(object o) => new($"{o.GetType()} has no manifest.");
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>What the nodes' <see cref="NodeOperator"/>s say to each other, as JSON. A member that is not known, because a newer node has added it, is passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(UtcInstantConverter)])]
[JsonSerializable(typeof(DescribeShards))]
[JsonSerializable(typeof(ShardsHere))]
[JsonSerializable(typeof(FindEntity))]
[JsonSerializable(typeof(EntityHere))]
[JsonSerializable(typeof(EntityNotHere))]
[JsonSerializable(typeof(DescribeActors))]
[JsonSerializable(typeof(ActorsHere))]
internal sealed partial class OperatorsJson : JsonSerializerContext
{
    private static readonly (string Manifest, Type Type)[] Manifests =
    [
        ("describe-shards", typeof(DescribeShards)),
        ("shards-here", typeof(ShardsHere)),
        ("find-entity", typeof(FindEntity)),
        ("entity-here", typeof(EntityHere)),
        ("entity-not-here", typeof(EntityNotHere)),
        ("describe-actors", typeof(DescribeActors)),
        ("actors-here", typeof(ActorsHere)),
    ];

    /// <summary>The manifest of a message.</summary>
    public static string ManifestOf(IOperatorMessage message) => Array.Find(Manifests, each => each.Type == message.GetType()).Manifest;

    /// <summary>Whether a manifest is that of such a message.</summary>
    public static bool Knows(string manifest) => Array.Exists(Manifests, each => each.Manifest == manifest);

    /// <summary>Writes a message.</summary>
    public static byte[] Write(IOperatorMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, TypeInfoOf(message.GetType()));

    /// <summary>Reads a message.</summary>
    /// <exception cref="UnknownJournalContentException">The bytes are no such thing.</exception>
    public static object Read(string manifest, ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, TypeInfoOf(Array.Find(Manifests, each => each.Manifest == manifest).Type))
                ?? throw new JsonException("null.");
        }
        catch (JsonException thrown)
        {
            throw new UnknownJournalContentException(manifest, $"The payload is no '{manifest}': {thrown.Message}", thrown);
        }
    }

    private static JsonTypeInfo TypeInfoOf(Type type) => Readable.Options.GetTypeInfo(type);

    /// <summary>Made when it is first asked for: the generated part must have been made before it.</summary>
    private static class Readable
    {
        // +33 is to stay +33. It is never put into a web page.
        public static readonly JsonSerializerOptions Options = new(Default.Options) { TypeInfoResolver = Default, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}

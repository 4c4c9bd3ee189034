using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>The messages between <see cref="NodeOperator"/>s, as JSON. Unknown members, which a newer node has added, are ignored.</summary>
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

    /// <summary>Whether a manifest is that of a message between <see cref="NodeOperator"/>s.</summary>
    public static bool Knows(string manifest) => Array.Exists(Manifests, each => each.Manifest == manifest);

    /// <summary>Writes a message.</summary>
    public static byte[] Write(IOperatorMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, TypeInfoOf(message.GetType()));

    /// <summary>Reads a message.</summary>
    /// <exception cref="UnknownJournalContentException">The bytes do not fit the manifest.</exception>
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

    /// <summary>Created at the first use: the generated part of the class must be initialized first.</summary>
    private static class Readable
    {
        // So that +33 stays +33. The JSON is never embedded in a web page.
        public static readonly JsonSerializerOptions Options = new(Default.Options) { TypeInfoResolver = Default, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}

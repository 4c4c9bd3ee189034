using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Service.Tests.Telemetry;

/// <summary>Takes what is sent by OTLP over HTTP, as a collector does.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private OtlpSink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            _received.Enqueue((http.Request.Path, body.ToArray()));
        });
    }

    /// <summary>Where it listens.</summary>
    public string Address => _server.Urls.First();

    /// <summary>The kinds of telemetry that have come: <c>/v1/traces</c>.</summary>
    public IEnumerable<string> Paths => _received.Select(each => each.Path).Distinct();

    /// <summary>All spans that have come.</summary>
    public IReadOnlyList<SentSpan> Spans => [.. _received.Where(each => each.Path == "/v1/traces").SelectMany(each => SentSpan.Read(each.Body))];

    /// <summary>Starts one.</summary>
    public static async Task<OtlpSink> StartAsync()
    {
        var sink = new OtlpSink();
        await sink._server.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A span as it stands in an <c>ExportTraceServiceRequest</c>.</summary>
/// <param name="Trace">The trace's id, in hexadecimal.</param>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent's id; empty for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">Its attributes that are texts.</param>
internal sealed record SentSpan(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Reads all spans of a request: resource_spans (1) have scope_spans (2), and those have spans (2).</summary>
    public static IEnumerable<SentSpan> Read(byte[] request) =>
        from resource in Protobuf.Fields(request, 1)
        from scope in Protobuf.Fields(resource, 2)
        from span in Protobuf.Fields(scope, 2)
        select new SentSpan(Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Protobuf.Fields(span, 9).Select(Attribute).DistinctBy(each => each.Key).ToDictionary());

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(First(message, field));

    private static string Text(byte[] message, int field) => System.Text.Encoding.UTF8.GetString(First(message, field));

    private static KeyValuePair<string, string> Attribute(byte[] attribute) => new(Text(attribute, 1), Text(First(attribute, 2), 1));

    private static byte[] First(byte[] message, int field) => Protobuf.Fields(message, field) is [var first, ..] ? first : [];
}

/// <summary>Reads as much of a protobuf message as is needed for OTLP.</summary>
internal static class Protobuf
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    /// <summary>The values of a field that has a length: texts, bytes and messages.</summary>
    public static IReadOnlyList<byte[]> Fields(byte[] message, int field)
    {
        var values = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var tag = ReadVarint(message, ref at);
            var (number, type) = ((int)(tag >> 3), (int)(tag & 7));
            switch (type)
            {
                case Varint:
                    ReadVarint(message, ref at);
                    break;
                case Fixed64:
                    at += 8;
                    break;
                case Fixed32:
                    at += 4;
                    break;
                case LengthDelimited:
                    var length = (int)ReadVarint(message, ref at);
                    if (number == field)
                        values.Add(message[at..(at + length)]);
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"A field of wire type {type}.");
            }
        }
        return values;
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

using System.Buffers;
using BenchmarkDotNet.Attributes;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>One event to its payload and back, for the kinds that make up most of a journal.</summary>
public class EventCoding : IDisposable
{
    private readonly EventSerializer _serializer = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private RecordedEvent? _recorded;
    private byte[] _payload = [];

    /// <summary>The kind of event: one large, one with several ids, one small.</summary>
    [Params("offer-received", "contact-arrived", "offer-ended", "agent-freed")]
    public string Manifest { get; set; } = "";

    /// <summary>Takes an event of that kind from the traffic.</summary>
    [GlobalSetup]
    public void TakeOne()
    {
        _recorded = TrafficEvents.Make().Last(happened => Manifests.Of(happened.Recorded.Event.GetType()) == Manifest).Recorded;
        Encode();
        _payload = _buffer.WrittenSpan.ToArray();
    }

    /// <summary>To its payload.</summary>
    [Benchmark]
    public int Encode()
    {
        _buffer.ResetWrittenCount();
        _serializer.Write(_recorded!, _buffer);
        return _buffer.WrittenCount;
    }

    /// <summary>From its payload.</summary>
    [Benchmark]
    public RecordedEvent Decode() => EventSerializer.Read(Manifest, _payload);

    /// <inheritdoc/>
    public void Dispose()
    {
        _serializer.Dispose();
        GC.SuppressFinalize(this);
    }
}

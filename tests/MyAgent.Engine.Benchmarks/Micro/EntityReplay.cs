using System.Buffers;
using BenchmarkDotNet.Attributes;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Benchmarks.Micro;

/// <summary>One entity from all its events, with and without decoding them.</summary>
public class EntityReplay
{
    private readonly List<(string Manifest, byte[] Payload)> _stored = [];
    private readonly List<RecordedEvent> _decoded = [];
    private EntityAddress _address;

    /// <summary>The entity: the queue, or the first agent.</summary>
    [Params(EntityKind.Queue, EntityKind.Agent)]
    public EntityKind Kind { get; set; }

    /// <summary>Takes the events of one entity from the traffic.</summary>
    [GlobalSetup]
    public void TakeOne()
    {
        using var serializer = new EventSerializer();
        var buffer = new ArrayBufferWriter<byte>();
        var events = TrafficEvents.Make();
        _address = events.First(happened => happened.Entity.Kind == Kind).Entity;
        foreach (var happened in events.Where(happened => happened.Entity == _address))
        {
            buffer.ResetWrittenCount();
            var manifest = serializer.Write(happened.Recorded, buffer);
            _stored.Add((manifest, buffer.WrittenSpan.ToArray()));
            _decoded.Add(happened.Recorded);
        }
    }

    /// <summary>Applies them.</summary>
    [Benchmark]
    public long Apply()
    {
        var entity = EntityFactory.Create(_address);
        foreach (var recorded in _decoded)
            entity.Apply(recorded);
        return entity.Revision;
    }

    /// <summary>Decodes and applies them.</summary>
    [Benchmark]
    public long DecodeAndApply()
    {
        var entity = EntityFactory.Create(_address);
        foreach (var (manifest, payload) in _stored)
            entity.Apply(EventSerializer.Read(manifest, payload));
        return entity.Revision;
    }
}

using System.Buffers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>What the database takes at most: rows that are ready to be written, put into the same table and nothing else.</summary>
internal interface ICeiling : IDisposable
{
    /// <summary>Writes batches, each in a transaction of its own. Making the rows is not timed.</summary>
    /// <returns>Rows a second.</returns>
    double Write(IReadOnlyList<UnsavedEvent[]> batches);
}

/// <summary>An event as it stands in the journal.</summary>
internal readonly record struct ReadyRow(long Created, string PersistenceId, long SequenceNr, byte[] Payload, string Manifest)
{
    /// <summary>Makes it.</summary>
    public static ReadyRow Of(UnsavedEvent happened, EventSerializer serializer)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        var manifest = serializer.Write(happened.Recorded, payload);
        return new ReadyRow(happened.Recorded.At.UtcTicks, happened.PersistenceId, happened.SequenceNr, payload.WrittenSpan.ToArray(), manifest);
    }
}

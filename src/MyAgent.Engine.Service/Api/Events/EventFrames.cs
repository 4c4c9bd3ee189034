using System.Buffers;
using System.Globalization;
using System.Text;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Events in the format of a stream. The newest ones are serialized once for all streams. Thread-safe.</summary>
internal sealed class EventFrames
{
    private const int Capacity = 1024;

    private readonly Frame?[] _frames = new Frame?[Capacity];

    /// <summary>An event in the format of a stream.</summary>
    public ReadOnlyMemory<byte> Of(JournalRecord record)
    {
        ref var place = ref _frames[record.Ordering % Capacity];
        if (Volatile.Read(ref place) is { } known && ReferenceEquals(known.Record, record))
            return known.Text;
        var text = Write(record);
        Volatile.Write(ref place, new Frame(record, text));
        return text;
    }

    /// <summary>The first event of a stream: its journal and its start. Clients that keep the id of the last event keep this one until the next event.</summary>
    /// <param name="journalId">The journal's id.</param>
    /// <param name="after">The ordering after which it starts.</param>
    /// <param name="newest">The newest event of the moment.</param>
    public static ReadOnlyMemory<byte> Beginning(string journalId, long after, long newest) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"event: journal\nid: {after}\ndata: {{\"journal\":\"{journalId}\",\"newest\":{newest}}}\n\n"));

    /// <summary>Says that something has happened, without saying what.</summary>
    /// <param name="position">The position in the journal up to which the client has been notified.</param>
    public static ReadOnlyMemory<byte> Notice(long position) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"event: changed\nid: {position}\ndata: {{\"ordering\":{position}}}\n\n"));

    private static ReadOnlyMemory<byte> Write(JournalRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"id: {record.Ordering}\nevent: {Manifests.Of(record.Recorded.Event.GetType())}\ndata: ")));
        EventJson.Write(record, buffer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }

    private sealed record Frame(JournalRecord Record, ReadOnlyMemory<byte> Text);
}

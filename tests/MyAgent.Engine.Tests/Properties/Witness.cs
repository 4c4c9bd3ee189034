using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Tests.Properties;

/// <summary>Looks on while entities take messages, and objects to whatever no entity may ever do.</summary>
internal sealed class Witness
{
    /// <summary>More messages than this from one command mean that entities answer each other without end.</summary>
    private const int MostMessages = 400;

    private readonly List<(EntityAddress Address, ISnapshot Snapshot)> _snapshots = [];
    private int _messages;

    public Centre Centre { get; }

    public Witness() => Centre = new Centre { Taking = Taking, Taken = Taken };

    /// <summary>A new command begins.</summary>
    public void Begin(bool takeSnapshots)
    {
        _messages = 0;
        if (takeSnapshots)
            _snapshots.AddRange(Centre.Entities.Select(entity => (entity.Address, entity.TakeSnapshot())));
    }

    /// <summary>Law 16: replayed, restored from a snapshot or alive, an entity is the same.</summary>
    public void CompareWithTheJournal()
    {
        _snapshots.AddRange(Centre.Entities.Select(entity => (entity.Address, entity.TakeSnapshot())));
        foreach (var (address, snapshot) in _snapshots)
            SnapshotLaw.Check(address, snapshot, Centre.Journal.Where(record => record.Entity == address)).ShouldBeNull();
    }

    public static string Text(object message) => JsonSerializer.Serialize(message, EngineJson.Strict.GetTypeInfo(message.GetType()));

    private void Taking(IEntity entity, Envelope? envelope)
    {
        (++_messages).ShouldBeLessThan(MostMessages, $"{entity.Address} is still spoken to: {envelope?.Message}");
        var before = Text(entity.TakeSnapshot());
        Text(entity.Settle(Centre.Now)).ShouldBe(Text(entity.Settle(Centre.Now)));
        if (envelope is not null)
            Text(entity.Decide(envelope, Centre.Now)).ShouldBe(Text(entity.Decide(envelope, Centre.Now)));
        Text(entity.TakeSnapshot()).ShouldBe(before);
    }

    private void Taken(IEntity entity, EntityStep step)
    {
        if (entity.NextDeadline is { } deadline)
            deadline.ShouldBeGreaterThan(Centre.Now, $"{entity.Address} would be woken for ever.");
        using var serializer = new EventSerializer();
        foreach (var recorded in step.Recorded)
        {
            var (once, twice) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            var manifest = serializer.Write(recorded, once);
            serializer.Write(EventSerializer.Read(manifest, once.WrittenSpan), twice);
            twice.WrittenSpan.SequenceEqual(once.WrittenSpan).ShouldBeTrue($"{recorded} does not survive being written.");
        }
    }

    /// <summary>What a decision comes to; who is answered, but not with what: that is made when it has been applied.</summary>
    private static string Text(Decision? decision) => decision is null ? "at rest" : string.Join('\n',
        decision.Events.Select(happened => Text((object)happened))
            .Concat(decision.Notes.Select(note => note.GetType().Name))
            .Concat(decision.Sends.Select(send => $"{send.To} {Text((object)send.Message)} {send.Forwarded}"))
            .Concat(decision.Replies.Select(reply => reply.To)));
}

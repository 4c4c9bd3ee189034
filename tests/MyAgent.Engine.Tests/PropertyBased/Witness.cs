using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>Looks on while entities take messages, and objects to whatever no entity may ever do.</summary>
internal sealed class Witness
{
    /// <summary>More messages than this from one command mean that entities answer each other without end.</summary>
    private const int MostMessages = 400;

    private readonly List<(EntityAddress Address, ISnapshot Snapshot)> _snapshots = [];
    private int _messages;

    public Centre Centre { get; }

    public Witness() => Centre = new Centre(entity => new WatchedEntity(entity, this));

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

    /// <summary>What a decision comes to; who is answered, but not with what: that is made when it has been applied.</summary>
    private static string Text(Decision? decision) => decision is null ? "at rest" : string.Join('\n',
        decision.Events.Select(happened => Text((object)happened))
            .Concat(decision.VolatileChanges.Select(note => note.GetType().Name))
            .Concat(decision.Sends.Select(send => $"{send.To} {Text((object)send.Message)} {send.Forwarded}"))
            .Concat(decision.Replies.Select(reply => reply.To)));

    /// <summary>An entity that is watched. It must decide the same when it is asked again, and not change by being asked; what it has decided must
    /// survive being written.</summary>
    private sealed class WatchedEntity(IEntity entity, Witness witness) : IEntity
    {
        public EntityAddress Address => entity.Address;

        public bool Exists => entity.Exists;

        public long Revision => entity.Revision;

        public DateTimeOffset LastEventAt => entity.LastEventAt;

        public DateTimeOffset? NextDeadline => entity.NextDeadline;

        public Decision Decide(Envelope envelope, DateTimeOffset now)
        {
            (++witness._messages).ShouldBeLessThan(MostMessages, $"{entity.Address} is still spoken to: {envelope.Message}");
            return Pure(() => entity.Decide(envelope, now))!;
        }

        public Decision? ProcessDue(DateTimeOffset now) => Pure(() => entity.ProcessDue(now));

        public void Apply(RecordedEvent recorded)
        {
            using var serializer = new EventSerializer();
            var (once, twice) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            var manifest = serializer.Write(recorded, once);
            serializer.Write(EventSerializer.Read(manifest, once.WrittenSpan), twice);
            twice.WrittenSpan.SequenceEqual(once.WrittenSpan).ShouldBeTrue($"{recorded} does not survive being written.");
            entity.Apply(recorded);
        }

        public void Apply(IVolatileChange note) => entity.Apply(note);

        public ISnapshot TakeSnapshot() => entity.TakeSnapshot();

        private Decision? Pure(Func<Decision?> decide)
        {
            var before = Text(entity.TakeSnapshot());
            var decision = decide();
            Text(decide()).ShouldBe(Text(decision));
            Text(entity.TakeSnapshot()).ShouldBe(before);
            return decision;
        }
    }
}

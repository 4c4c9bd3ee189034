using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Tests.PropertyBased;

/// <summary>A centre that checks each decision of its entities: it is pure, survives serialization, and agrees with replay.</summary>
internal sealed class CheckedCentre
{
    /// <summary>The maximum number of messages that one command may cause: more mean that entities answer each other without end.</summary>
    private const int MaxMessages = 400;

    private readonly List<(EntityAddress Address, ISnapshot Snapshot)> _snapshots = [];
    private int _messages;

    public Centre Centre { get; }

    public CheckedCentre() => Centre = new Centre(entity => new CheckedEntity(entity, this));

    /// <summary>Starts the count of messages for the next command.</summary>
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
        foreach (var (queue, contact, position) in PlainPositions.ToSay(Centre.Journal))
            Centre.Contact(contact, queue).PositionToSay.ShouldBe(position, $"The position to say of {contact} in {queue}.");
    }

    public static string Text(object message) => JsonSerializer.Serialize(message, EngineJson.Strict.GetTypeInfo(message.GetType()));

    /// <summary>The effects of a decision as text. Of a reply it has only the recipient: the answer is built after the events have been applied.</summary>
    private static string Text(Decision? decision) => decision is null ? "at rest" : string.Join('\n',
        decision.Events.Select(happened => Text((object)happened))
            .Concat(decision.VolatileChanges.Select(change => change.GetType().Name))
            .Concat(decision.Sends.Select(send => $"{send.To} {Text((object)send.Message)} {send.Forwarded}"))
            .Concat(decision.Replies.Select(reply => reply.To)));

    /// <summary>Checks an entity: it decides the same when it is asked twice, does not change by deciding, and its events survive
    /// serialization.</summary>
    private sealed class CheckedEntity(IEntity entity, CheckedCentre checkedCentre) : IEntity
    {
        public EntityAddress Address => entity.Address;

        public bool Exists => entity.Exists;

        public long Revision => entity.Revision;

        public DateTimeOffset LastEventAt => entity.LastEventAt;

        public DateTimeOffset? NextDeadline => entity.NextDeadline;

        public Decision Decide(Envelope envelope, DateTimeOffset now)
        {
            (++checkedCentre._messages).ShouldBeLessThan(MaxMessages, $"{entity.Address} still receives messages: {envelope.Message}");
            return Pure(() => entity.Decide(envelope, now))!;
        }

        public Decision? ProcessDue(DateTimeOffset now) => Pure(() => entity.ProcessDue(now));

        public void Apply(RecordedEvent recorded)
        {
            using var serializer = new EventSerializer();
            var (once, twice) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            var manifest = serializer.Write(recorded, once);
            serializer.Write(EventSerializer.Read(manifest, once.WrittenSpan), twice);
            twice.WrittenSpan.SequenceEqual(once.WrittenSpan).ShouldBeTrue($"{recorded} does not survive serialization.");
            entity.Apply(recorded);
        }

        public void Apply(IVolatileChange change) => entity.Apply(change);

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

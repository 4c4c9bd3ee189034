using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Configuration;
using MyAgent.Engine.Akka.Journal;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Journal;

/// <summary>A journal and a snapshot store, spoken to by their protocol alone.</summary>
internal sealed class PluginHarness : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");
    private readonly IDisposable _open;
    private readonly global::Akka.TestKit.Xunit2.TestKit _kit;
    private readonly TestProbe _probe;

    public PluginHarness(JournalPlugin plugin, JournalKind kind)
    {
        Stored = TestDatabase.New(kind, _directory);
        var config = HoconFiles.Read(Path.Combine(AppContext.BaseDirectory, "hocon"), ["engine.conf", "solo.conf"], _ => null)
            .WithFallback(global::Akka.TestKit.Configs.TestConfigs.DefaultConfig);
        var setup = ActorSystemSetup.Create(EngineSerialization.Setup);
        if (plugin == JournalPlugin.GroupCommit)
        {
            var store = EngineStore.Open(Stored.Database, _ => { });
            (_open, setup) = (store, setup.And(new EngineStoreSetup(store)));
        }
        else
        {
            var shared = Stored.Database.Share();
            _open = shared;
            var files = HoconFiles.Read(
                Path.Combine(AppContext.BaseDirectory, "hocon"), [kind == JournalKind.Sqlite ? "persistence-sqlite.conf" : "persistence-postgres.conf"], _ => null);
            config = SqlPlugin.Connect(Stored.Database.ConnectionString).WithFallback(files).WithFallback(config).WithFallback(SqlJournalHosting.Defaults);
            setup = SqlJournalHosting.SetupsOf(config).Aggregate(setup, (all, one) => all.And(one));
        }
        var bootstrap = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.loglevel = ERROR").WithFallback(config));
        _kit = new global::Akka.TestKit.Xunit2.TestKit(setup.And(bootstrap), "plugin");
        _probe = _kit.CreateTestProbe();
    }

    /// <summary>The database beneath, seen from outside.</summary>
    public TestDatabase Stored { get; }

    /// <summary>The actor system in which the plugins are.</summary>
    public ActorSystem System => _kit.Sys;

    private IActorRef Journal => Persistence.Instance.Apply(_kit.Sys).JournalFor(journalPluginId: null);

    private IActorRef Snapshots => Persistence.Instance.Apply(_kit.Sys).SnapshotStoreFor(snapshotPluginId: null);

    /// <summary>An event that can be told from others.</summary>
    public static RecordedEvent Named(string name) => new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero), new Cause("test"), new AgentDefined(name));

    /// <summary>Some events of one entity that belong together, from a sequence number on.</summary>
    public static AtomicWrite Together(string persistenceId, long from, params object[] events) => new(
        events.Select((happened, index) => (IPersistentRepresentation)new Persistent(happened, from + index, persistenceId)).ToImmutableList());

    /// <summary>Has something written, and gives what the entity is told but for the outcome of the whole.</summary>
    public IReadOnlyList<object> Write(params IPersistentEnvelope[] messages)
    {
        Journal.Tell(new WriteMessages(messages, _probe, actorInstanceId: 1), ActorRefs.NoSender);
        var results = messages.Sum(message => message.Size);
        return [.. _probe.ReceiveN(results + 1, TimeSpan.FromSeconds(60)).Where(told => told is not (WriteMessagesSuccessful or WriteMessagesFailed))];
    }

    /// <summary>Writes the messages of several entities at the same time, and returns the result that each entity receives.</summary>
    /// <param name="meanwhile">Runs after the journal has received all messages, before the results are awaited.</param>
    /// <param name="messages">One for each entity.</param>
    public async Task<IReadOnlyList<object>> WriteAtOnceAsync(Func<Task> meanwhile, params AtomicWrite[] messages)
    {
        var entities = messages.Select(_ => _kit.CreateTestProbe()).ToList();
        foreach (var (entity, message) in entities.Zip(messages))
            Journal.Tell(new WriteMessages([message], entity, actorInstanceId: 1), ActorRefs.NoSender);
        Replay("agent-unknown");
        await meanwhile();
        return [.. entities.Select(entity => entity.FishForMessage(told => told is not (WriteMessagesSuccessful or WriteMessagesFailed), TimeSpan.FromSeconds(60)))];
    }

    /// <summary>Writes events, each by itself, and expects that they reach the disk.</summary>
    public void WriteEach(string persistenceId, params string[] names) => Write(
            [.. names.Select((name, index) => (IPersistentEnvelope)Together(persistenceId, index + 1, Named(name)))])
        .ShouldAllBe(told => told is WriteMessageSuccess);

    /// <summary>What is replayed, as <c>sequence number: name</c>, and the highest sequence number.</summary>
    public (IReadOnlyList<string> Events, long Highest) Replay(string persistenceId, long from = 1, long to = long.MaxValue, long max = long.MaxValue)
    {
        Journal.Tell(new ReplayMessages(from, to, max, persistenceId, _probe), ActorRefs.NoSender);
        var events = new List<string>();
        while (true)
        {
            switch (_probe.ExpectMsg<object>(TimeSpan.FromSeconds(60)))
            {
                case ReplayedMessage { Persistent: { Payload: RecordedEvent { Event: AgentDefined named } } replayed }:
                    replayed.PersistenceId.ShouldBe(persistenceId);
                    events.Add($"{replayed.SequenceNr}: {named.Name}");
                    break;
                case RecoverySuccess over:
                    return (events, over.HighestSequenceNr);
                case var other:
                    throw new InvalidOperationException($"A replay gives no {other}.");
            }
        }
    }

    /// <summary>Deletes events up to a sequence number.</summary>
    public void DeleteTo(string persistenceId, long sequenceNr)
    {
        Journal.Tell(new DeleteMessagesTo(persistenceId, sequenceNr, _probe), ActorRefs.NoSender);
        _probe.ExpectMsg<DeleteMessagesSuccess>(TimeSpan.FromSeconds(60)).ToSequenceNr.ShouldBe(sequenceNr);
    }

    /// <summary>Says something to the snapshot store and gives what it answers.</summary>
    public T Ask<T>(object message)
    {
        Snapshots.Tell(message, _probe);
        return _probe.ExpectMsg<T>(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        _kit.Shutdown();
        _open.Dispose();
        _directory.Delete(recursive: true);
    }
}

/// <summary>A handler that an entity has deferred until what it wrote before is on disk.</summary>
/// <param name="payload">Tells it from others.</param>
internal sealed class Deferred(object payload) : IPersistentEnvelope
{
    public object Payload => payload;

    public IActorRef Sender => ActorRefs.NoSender!;

    public int Size => 1;
}

/// <summary>Runs a test with each plugin on each journal.</summary>
public sealed class EachPluginAttribute : Xunit.Sdk.DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        Enum.GetValues<JournalPlugin>().SelectMany(plugin => new EachJournalAttribute().GetData(testMethod).Select(kind => (object[])[plugin, kind[0]]));
}

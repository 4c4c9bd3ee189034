using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Serialization;

[UnitTests]
public sealed class EngineSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("serialization", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.loglevel = ERROR")), EngineSerialization.Setup));

    public static TheoryData<string> Events => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"))
        .Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(manifest => Manifests.Json(manifest)?.Type.IsAssignableTo(typeof(IEvent)) == true)];

    private EngineSerializer Serializer => (EngineSerializer)_system.Serialization.FindSerializerForType(typeof(Envelope));

    public void Dispose() => _system.Dispose();

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_has_the_bytes_and_the_manifest_that_the_journal_gives_it(string manifest)
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", manifest + ".json")).TrimEnd();
        var read = Serializer.FromBinary(Encoding.UTF8.GetBytes(golden), manifest);
        Serializer.Manifest(read).ShouldBe(manifest);
        Encoding.UTF8.GetString(Serializer.ToBinary(read)).ShouldBe(golden);
        _system.Serialization.FindSerializerFor(read).Identifier.ShouldBe(7110);
    }

    [Fact]
    public void An_envelope_arrives_as_it_was_sent() =>
        ShouldArrive(new Envelope(new AgentId("ana").Address, new TakeBreak("lunch", 600), new Cause("desk-7", "key-1"), "akka://x/temp/a"));

    [Fact]
    public void What_entities_say_to_each_other_arrives_as_it_was_sent() =>
        ShouldArrive(new Envelope(new CallerAddress("+33 1/23").Address, new Recovered(), Cause.Deadline));

    [Fact]
    public void A_request_and_both_kinds_of_answer_arrive_as_they_were_sent()
    {
        ShouldArrive(new EngineRequest(new AgentId("ana").Address, new LogIn(), "crm", "key-1"));
        ShouldArrive(Refusal.WrongState("offered", "offered", "An offer is open."));
        ShouldArrive(new EngineUnavailable("The journal is away."));
    }

    [Theory]
    [InlineData("no-such-manifest", "{}")]
    [InlineData("envelope", "{}")]
    [InlineData("envelope", """{"to":"agent-ana","type":"agent-defined","data":{"name":"Ana"}}""")]
    [InlineData("envelope", """{"to":"unknown","type":"log-in","data":{}}""")]
    [InlineData("engine-request", """{"to":"agent-ana","type":"log-in","data":{}}""")]
    [InlineData("refusal", "[]")]
    [InlineData("find-entity", "[]")]
    [InlineData("find-entity", "{")]
    [InlineData("agent-defined", "{")]
    public void What_is_not_understood_is_refused(string manifest, string payload) =>
        Should.Throw<UnknownJournalContentException>(() => Serializer.FromBinary(Encoding.UTF8.GetBytes(payload), manifest));

    [Fact]
    public void A_type_without_a_serializer_of_its_own_can_neither_be_sent_nor_read()
    {
        var serializer = _system.Serialization.FindSerializerForType(typeof(StringBuilder));
        Should.Throw<NotSupportedException>(() => serializer.ToBinary(new StringBuilder("x")));
        Should.Throw<NotSupportedException>(() => _system.Serialization.Deserialize(Encoding.UTF8.GetBytes("""{"$type":"System.IO.FileInfo"}"""), 1, "System.IO.FileInfo"));
    }

    /// <summary>How each looked when nodes first sent it. Nodes of other versions send it so for ever.</summary>
    public static TheoryData<string, string, object> Frozen => new()
    {
        {
            "envelope",
            """{"to":"agent-ana","by":"desk-7","command":"key-1","reply":"akka.tcp://x@y:1/temp/a","type":"take-break","data":{"reason":"lunch","seconds":600}}""",
            new Envelope(new AgentId("ana").Address, new TakeBreak("lunch", 600), new Cause("desk-7", "key-1"), "akka.tcp://x@y:1/temp/a")
        },
        {
            "envelope",
            """{"to":"queue-sales","by":"agent-ana","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","type":"recovered","data":{}}""",
            new Envelope(new QueueId("sales").Address, new Recovered(), new Cause("agent-ana"), TraceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        },
        { "envelope", """{"to":"queue-sales","type":"recovered","data":{}}""", new Envelope(new QueueId("sales").Address, new Recovered(), Cause.Deadline) },
        {
            "engine-request", """{"to":"caller-\u002B33","by":"crm","command":"key-1","type":"get-agent","data":{}}""",
            new EngineRequest(new CallerAddress("+33").Address, new GetAgent(), "crm", "key-1")
        },
        {
            "engine-request", """{"to":"agent-ana","by":"crm","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","type":"get-agent","data":{}}""",
            new EngineRequest(new AgentId("ana").Address, new GetAgent(), "crm", TraceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        },
        { "engine-unavailable", "\"The journal is away.\"", new EngineUnavailable("The journal is away.") },
        { "wake-up", "agent-ana", new ActivateEntity(new AgentId("ana").Address) },
        { "awake", "queue-sales", new EntityActivated(new QueueId("sales").Address) },
        { "describe-shards", "{}", DescribeShards.Instance },
        {
            "shards-here", """{"types":[{"type":"agent","entities":3,"shards":[{"shard":"42","node":"akka.tcp://myagent@10.0.0.1:4053","entities":3}]}]}""",
            new ShardsHere(new List<ShardsOfType> { new(EntityKind.Agent, 3, new List<ShardView> { new("42", "akka.tcp://myagent@10.0.0.1:4053", 3) }) })
        },
        { "find-entity", """{"entity":"caller-+33","withState":true}""", new FindEntity("caller-+33", WithState: true) },
        {
            "entity-here",
            """
            {"view":{"entity":"agent-ana","type":"agent","awake":true,"node":"akka.tcp://myagent@10.0.0.1:4053","shard":"42","path":"/system/sharding/agent/42/ana",
            "revision":17,"lastEventAt":"2026-05-04T12:00:00Z","snapshotRevision":10,"nextDeadline":"2026-05-04T12:10:00Z","stateBytes":300000,"trouble":"Too long.","silent":[]}}
            """,
            new EntityHere(new EntityView
            {
                Entity = "agent-ana", Type = EntityKind.Agent, Awake = true, Node = "akka.tcp://myagent@10.0.0.1:4053", Shard = "42", Path = "/system/sharding/agent/42/ana",
                Revision = 17, LastEventAt = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero), SnapshotRevision = 10,
                NextDeadline = new DateTimeOffset(2026, 5, 4, 12, 10, 0, TimeSpan.Zero), StateBytes = 300_000, Trouble = "Too long.", Silent = new List<string>(),
            })
        },
        { "entity-not-here", "{}", EntityNotHere.Instance },
        { "describe-actors", """{"depth":3}""", new DescribeActors(3) },
        {
            "actors-here", """{"actors":[{"name":"user","type":"GuardianActor","mailbox":1,"children":7,"actors":[]}]}""",
            new ActorsHere(new List<ActorView> { new("user", "GuardianActor", 1, 7, new List<ActorView>()) })
        },
    };

    [Fact]
    public void The_state_of_an_entity_arrives_as_it_was_sent()
    {
        const string payload = """{"view":{"entity":"caller-+33","type":"caller","awake":true,"stateBytes":14,"state":{"revision":17},"silent":[]}}""";
        var read = Serializer.FromBinary(Encoding.UTF8.GetBytes(payload), "entity-here").ShouldBeOfType<EntityHere>();
        read.View.State!["revision"]!.GetValue<int>().ShouldBe(17);
        Encoding.UTF8.GetString(Serializer.ToBinary(read)).ShouldBe(payload);
    }

    [Theory]
    [MemberData(nameof(Frozen))]
    public void What_nodes_of_other_versions_send_is_understood(string manifest, string payload, object expected)
    {
        Serializer.FromBinary(Encoding.UTF8.GetBytes(payload), manifest).ShouldBeEquivalentTo(expected);
        Serializer.Manifest(expected).ShouldBe(manifest);
        Serializer.FromBinary(Serializer.ToBinary(expected), manifest).ShouldBeEquivalentTo(expected);
    }

    [Theory]
    [InlineData("envelope", """{"to":"agent-ana","trace":"7","type":"take-break","data":{"reason":"lunch","mood":"good"}}""")]
    [InlineData("engine-request", """{"to":"agent-ana","by":"crm","type":"log-in","data":{"endpoint2":"x"},"trace":{"id":7}}""")]
    [InlineData("envelope", """{"to":"agent-ana","traceparent":{"id":7},"type":"log-in","data":{}}""")]
    [InlineData("find-entity", """{"entity":"agent-ana","withState":true,"color":"red"}""")]
    [InlineData("refusal", """{"kind":"rule","code":"x","detail":"y","help":"https://example.com"}""")]
    public void What_a_newer_node_has_added_is_passed_over(string manifest, string payload) =>
        Serializer.FromBinary(Encoding.UTF8.GetBytes(payload), manifest).ShouldNotBeNull();

    [Fact]
    public void An_event_with_a_member_that_is_not_known_is_refused_for_what_is_on_disk_is_never_guessed() =>
        Should.Throw<UnknownJournalContentException>(() => Serializer.FromBinary(
            Encoding.UTF8.GetBytes("""{"at":"2026-05-04T12:00:00Z","data":{"name":"Ana","mood":"good"}}"""), "agent-defined"));

    private void ShouldArrive<T>(T sent)
        where T : notnull
    {
        var bytes = Serializer.ToBinary(sent);
        Serializer.FromBinary(bytes, Serializer.Manifest(sent)).ShouldBeEquivalentTo(sent);
        _system.Serialization.FindSerializerFor(sent).ShouldBe(Serializer);
    }
}

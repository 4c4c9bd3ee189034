using System.Buffers;
using System.Text;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Catalogue;

[UnitTests]
public sealed class EventSerializerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Members_without_a_value_are_not_written()
    {
        using var serializer = new EventSerializer();
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Write(new RecordedEvent(Noon, Cause.Deadline, new BreakStarted("lunch", Until: null)), buffer).ShouldBe("break-started");
        Encoding.UTF8.GetString(buffer.WrittenSpan).ShouldBe("""{"at":"2026-05-04T12:00:00Z","data":{"reason":"lunch"}}""");
    }

    [Fact]
    public void Members_that_were_not_written_are_read_as_null() =>
        Read("break-started", """{"at":"2026-05-04T12:00:00Z","data":{"reason":"lunch"}}""")
            .ShouldBe(new RecordedEvent(Noon, Cause.Deadline, new BreakStarted("lunch", Until: null)));

    [Fact]
    public void An_unknown_manifest_is_refused_by_name() =>
        Should.Throw<UnknownJournalContentException>(() => Read("agent-sneezed", """{"at":"2026-05-04T12:00:00Z","data":{}}"""))
            .Manifest.ShouldBe("agent-sneezed");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("""{"data":{"name":"Ana"}}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z"}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z","data":null}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z","data":{}}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z","data":{"name":null}}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z","data":{"name":"Ana","mood":"good"}}""")]
    [InlineData("""{"at":"2026-05-04T12:00:00Z","data":{"name":"Ana"},"more":1}""")]
    [InlineData("""{"at":"noon","data":{"name":"Ana"}}""")]
    [InlineData("""{"at":17,"data":{"name":"Ana"}}""")]
    public void A_payload_that_is_not_an_event_s_is_refused(string payload) =>
        Should.Throw<UnknownJournalContentException>(() => Read("agent-defined", payload)).Manifest.ShouldBe("agent-defined");

    [Fact]
    public void A_snapshot_keeps_each_remembered_answer_with_its_type()
    {
        var snapshot = new CallerSnapshot(new CallerAddress("+33"), 3, Noon, [new AgentId("ana")], 5,
            [new RememberedAnswer("k1", Refusal.NotFound("unknownQueue", "There is none.")), new RememberedAnswer("k2", new CallerAnswer(new("+33"), [], 1))]);
        var (manifest, payload) = SnapshotSerializer.Write(snapshot);
        manifest.ShouldBe("caller-snapshot-1");
        var read = SnapshotSerializer.TryRead(manifest, payload).ShouldBeOfType<CallerSnapshot>();
        read.Answers[0].Answer.ShouldBe(snapshot.Answers[0].Answer);
        read.Answers[1].Answer.ShouldBeOfType<CallerAnswer>().Priority.ShouldBe(1);
    }

    [Fact]
    public void A_damaged_snapshot_is_no_snapshot()
    {
        SnapshotSerializer.TryRead("caller-snapshot-1", "{\"caller\":"u8).ShouldBeNull();
        SnapshotSerializer.TryRead("caller-snapshot-99", "{}"u8).ShouldBeNull();
    }

    [Fact]
    public void Every_message_and_answer_has_a_manifest()
    {
        var types = typeof(IMessage).Assembly.GetTypes()
            .Where(type => (type.IsAssignableTo(typeof(IMessage)) || type.IsAssignableTo(typeof(IAnswer))) && !type.IsInterface);
        Manifests.MessageTypes.ShouldBe(types, ignoreOrder: true);
        foreach (var answer in Manifests.MessageTypes.Where(type => type.IsAssignableTo(typeof(IAnswer))))
            EngineJson.Strict.GetTypeInfo(typeof(IAnswer)).PolymorphismOptions!.DerivedTypes.ShouldContain(known => known.DerivedType == answer);
    }

    [Fact]
    public void Every_snapshot_has_a_manifest() => Manifests.SnapshotTypes.ShouldBe(
        typeof(ISnapshot).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISnapshot)) && !type.IsInterface), ignoreOrder: true);

    [Fact]
    public void All_that_is_written_can_be_read()
    {
        var seen = new HashSet<Type>();
        var rest = new Queue<Type>(Manifests.EventTypes.Concat(Manifests.SnapshotTypes).Concat(Manifests.MessageTypes));
        while (rest.TryDequeue(out var type))
        {
            if (!seen.Add(type) || EngineJson.Strict.GetTypeInfo(type) is not { } json)
                continue;
            json.Properties.Where(property => property.Get is not null && property.Set is null && property.AssociatedParameter is null)
                .Select(property => $"{type.Name}.{property.Name}").ShouldBeEmpty();
            foreach (var next in json.Properties.Where(property => property.Get is not null).Select(property => property.PropertyType).Append(json.ElementType))
            {
                if (next is not null)
                    rest.Enqueue(next);
            }
        }
    }

    private static RecordedEvent Read(string manifest, string payload) => EventSerializer.Read(manifest, Encoding.UTF8.GetBytes(payload));
}

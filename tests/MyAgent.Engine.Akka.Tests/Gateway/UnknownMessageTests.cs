using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Serialization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>What the gateway is sent that it does not know changes nothing, and the gateway goes on.</summary>
[IntegrationTests]
public sealed class UnknownMessageTests : IClassFixture<RunningNode>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly EntityAddress Ana = new AgentId("ana").Address;

    /// <summary>A service that serializes other types as Akka.NET does by default.</summary>
    private static readonly SerializationSetup Permissive = SerializationSetup.Create(system => ImmutableHashSet.Create(
        SerializerDetails.Create("myagent", new EngineSerializer(system), [.. EngineSerializer.BoundTypes])));

    private readonly RunningNode _running;
    private readonly ActorSystem _service = ExternalService.Start(serialization: Permissive);
    private readonly Inbox _faults;

    public UnknownMessageTests(RunningNode running)
    {
        _running = running;
        _faults = Inbox.Create(running.Node.System);
        running.Node.System.EventStream.Subscribe(_faults.Receiver, typeof(Error));
    }

    private ActorSelection Gateway => _service.ActorSelection($"{_running.Address}/user/engine");

    public static TheoryData<string, object, string> Refused => new()
    {
        { "a string", "hello", "unknownMessage" },
        { "an entity's envelope", new Envelope(Ana, new LogIn(), new Cause("crm")), "unknownMessage" },
        { "an answer", Refusal.Invalid("x", "y"), "unknownMessage" },
        { "what only entities say", new EngineRequest(Ana, new WithdrawOffer(new OfferId(new QueueId("sales"), 1)), "crm"), "notACommand" },
        { "what only the host says", new EngineRequest(Ana, new Recovered(), "crm"), "notACommand" },
    };

    public void Dispose()
    {
        _service.Dispose();
        _running.Node.System.Stop(_faults.Receiver);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_command_is_refused_and_changes_nothing(string what, object message, string code)
    {
        (await Gateway.Ask<Refusal>(message, Patience)).Code.ShouldBe(code, what);
        (await _running.JournalAsync(Ana)).ShouldBeEmpty();
        await ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task What_names_a_type_to_be_made_is_dropped_unread()
    {
        var answers = Inbox.Create(_service);
        Gateway.Tell(new Foreign("made"), answers.Receiver);
        Gateway.Tell(new EngineRequest(Ana, new Recovered(), "crm"), answers.Receiver);

        // One connection keeps the order: the first answer is to the second message.
        answers.Receive(Patience).ShouldBeOfType<Refusal>().Code.ShouldBe("notACommand");
        Foreign.Made.ShouldBe(1);
        await ShouldStillAnswerAsync();
    }

    /// <summary>A node of another version sends something that this one does not know yet: that is dropped, and all else goes on.</summary>
    [Theory]
    [InlineData("agent-levitated", "{}")]
    [InlineData("envelope", """{"to":"agent-ana","type":"levitate","data":{}}""")]
    [InlineData("agent-answer", """{"agentId":"ana","name":"Ana","status":"levitating"}""")]
    [InlineData("envelope", "no JSON")]
    public async Task What_only_a_newer_node_knows_is_dropped_and_the_connection_stays(string manifest, string payload)
    {
        var node = (ExtendedActorSystem)_running.Node.System;
        var broken = Inbox.Create(node);
        using var newer = ExternalService.Start(serialization: SerializationSetup.Create(system => ImmutableHashSet.Create(
            SerializerDetails.Create("newer", new NewerSerializer(system), [typeof(FromTheFuture), .. EngineSerializer.BoundTypes]))));
        var gateway = newer.ActorSelection($"{_running.Address}/user/engine");
        (await gateway.Ask<Refusal>(new EngineRequest(Ana, new Recovered(), "crm"), Patience)).Code.ShouldBe("notACommand");
        node.EventStream.Subscribe(broken.Receiver, typeof(DisassociatedEvent));
        node.EventStream.Subscribe(broken.Receiver, typeof(AssociationErrorEvent));

        gateway.Tell(new FromTheFuture(manifest, payload), ActorRefs.NoSender);
        (await gateway.Ask<Refusal>(new EngineRequest(Ana, new Recovered(), "crm"), Patience)).Code.ShouldBe("notACommand");
        broken.Receiver.Tell("nothing more");
        broken.Receive(Patience).ShouldBe("nothing more");
        await ShouldStillAnswerAsync();
    }

    /// <summary>The very same gateway answers: it has not failed in between.</summary>
    private async Task ShouldStillAnswerAsync()
    {
        (await _service.Client(_running.Address).SendAsync(Ana, new GetAgent())).ShouldBeAssignableTo<IAnswer>();
        _faults.Receiver.Tell("so far");
        while (_faults.Receive(Patience) is Error error)
            error.LogSource.ShouldNotContain("/user/");
    }

    /// <summary>What has any manifest and any bytes.</summary>
    private sealed record FromTheFuture(string Manifest, string Payload);

    /// <summary>The engine's serializer of a later version.</summary>
    private sealed class NewerSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        private readonly EngineSerializer _today = new(system);

        public override int Identifier => _today.Identifier;

        public override string Manifest(object o) => o is FromTheFuture future ? future.Manifest : _today.Manifest(o);

        public override byte[] ToBinary(object obj) => obj is FromTheFuture future ? Encoding.UTF8.GetBytes(future.Payload) : _today.ToBinary(obj);

        public override object FromBinary(byte[] bytes, string manifest) => _today.FromBinary(bytes, manifest);
    }

    /// <summary>Counts how often it is made.</summary>
    public sealed class Foreign
    {
        private static int _made;

        public Foreign(string text)
        {
            Text = text;
            Interlocked.Increment(ref _made);
        }

        public static int Made => Volatile.Read(ref _made);

        public string Text { get; }
    }
}

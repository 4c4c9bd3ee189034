using Akka.TestKit;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Solo;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>The messages of one sender reach an entity in their order, also while its actor starts and stops.</summary>
[IntegrationTests]
public sealed class LocalEntitiesTests : global::Akka.TestKit.Xunit2.TestKit
{
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly EntityAddress Caller = new CallerAddress("+331").Address;

    private readonly TestProbe _parent;
    private readonly TestProbe _actor;
    private readonly LocalEntities _entities = new(new KnownEntities(), new PendingAnswers(10), () => DateTimeOffset.UnixEpoch);

    public LocalEntitiesTests()
    {
        (_parent, _actor) = (CreateTestProbe(), CreateTestProbe());
        foreach (var kind in Enum.GetValues<EntityKind>())
            _entities.Add(kind, _parent);
    }

    [Fact]
    public void A_message_does_not_overtake_an_earlier_one_that_the_parent_has_not_forwarded_yet()
    {
        Send(Ana, "first");
        _entities.Add(Ana, _actor, staysActive: true);
        Send(Ana, "second");

        ShouldReceive(_parent, "first", "second");
        _actor.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Once_the_parent_has_forwarded_every_message_the_next_one_goes_to_the_actor_directly()
    {
        Send(Ana, "first");
        Send(Ana, "second");
        _entities.Add(Ana, _actor, staysActive: true);
        _entities.Forwarded(Ana);
        Send(Ana, "third");
        _entities.Forwarded(Ana);
        _entities.Forwarded(Ana);
        Send(Ana, "fourth");

        ShouldReceive(_parent, "first", "second", "third");
        ShouldReceive(_actor, "fourth");
    }

    [Fact]
    public void A_query_to_an_entity_without_events_does_not_overtake_the_command_that_makes_them()
    {
        Send(Ana, "first");
        _entities.Deliver(new Envelope(Ana, new GetAgent(), new Cause("test")));

        ShouldReceive(_parent, "first");
        _parent.ExpectMsg<Envelope>().Message.ShouldBeOfType<GetAgent>();
    }

    [Fact]
    public void Messages_to_a_caller_go_through_the_parent_which_may_be_stopping_the_actor()
    {
        var contact = new ReceiveContact(new QueueId("sales"), new ContactId("c1"), Media.Call, Priority: null, OriginAt: null);
        _entities.Deliver(new Envelope(Caller, new ConfigureCaller([], Priority: 1), new Cause("test")));
        _entities.Add(Caller, _actor, staysActive: false);
        _entities.Forwarded(Caller);
        _entities.Deliver(new Envelope(Caller, contact, new Cause("test")));

        _parent.ExpectMsg<Envelope>().Message.ShouldBeOfType<ConfigureCaller>();
        _parent.ExpectMsg<Envelope>().Message.ShouldBe(contact);
        _actor.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_query_to_an_entity_without_events_and_without_an_actor_needs_no_actor()
    {
        _entities.Deliver(new Envelope(Ana, new GetAgent(), new Cause("test")));
        Send(Ana, "first");
        _entities.Add(Ana, _actor, staysActive: true);
        _entities.Forwarded(Ana);
        _entities.Remove(Ana);
        _entities.Deliver(new Envelope(Ana, new GetAgent(), new Cause("test")));

        ShouldReceive(_parent, "first");
        _parent.ExpectNoMsg(TimeSpan.Zero);
    }

    private void Send(EntityAddress agent, string name) => _entities.Deliver(new Envelope(agent, new DefineAgent(name), new Cause("test")));

    private static void ShouldReceive(TestProbe probe, params string[] names)
    {
        foreach (var name in names)
            probe.ExpectMsg<Envelope>().Message.ShouldBe(new DefineAgent(name));
    }
}

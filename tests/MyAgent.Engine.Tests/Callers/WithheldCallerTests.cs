using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Callers;

/// <summary>Rule 33e: the caller of a contact may be withheld.</summary>
[UnitTests]
public sealed class WithheldCallerTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly ContactId C1 = new("c1"), C2 = new("c2");

    private readonly Centre _centre = Centre.With();

    [Fact]
    [Rule("33e")]
    public void A_withheld_caller_waits_and_is_served_like_any_other_and_makes_no_caller()
    {
        var arrived = Arrive(C1);
        (arrived.Caller, arrived.Position, arrived.Priority).ShouldBe((null, 1, 0));
        _centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        _centre.Look("ana").Offer!.Caller.ShouldBeNull();
        _centre.Accept("ana").Contact!.Caller.ShouldBeNull();
        _centre.Entities.ShouldNotContain(entity => entity.Address.Kind == EntityKind.Caller);
    }

    [Fact]
    [Rule("25", "33e"), Law(27)]
    public void Withheld_callers_do_not_take_each_others_callbacks()
    {
        Arrive(C1);
        _centre.Does(new RequestCallback(C1, "+33123456711"));
        Arrive(C2).Position.ShouldBe(2);
        _centre.Does(new RequestCallback(C2, "+33123456722"));
        _centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("33e", "33f")]
    public void A_withheld_caller_who_records_beyond_the_limit_waits_again()
    {
        Arrive(C1);
        _centre.Does(new StartRecording(C1));
        var contact = _centre.Pass(180).Contact("c1");
        (contact.State, contact.Kind).ShouldBe((ContactState.Waiting, ContactKind.Call));
    }

    [Theory]
    [Law(16)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_withheld_caller_stays_withheld_over_a_restart(bool fromSnapshots)
    {
        Arrive(C1);
        _centre.Restart(fromSnapshots).Contact("c1").Caller.ShouldBeNull();
    }

    [Fact]
    [Rule("33h")]
    public void The_arrival_of_a_withheld_caller_is_one_contact_when_it_is_repeated()
    {
        var first = Arrive(C1, "k");
        Arrive(C1, "k").ShouldBe(first);
        _centre.Ask(Sales, Arrival.Of(caller: null, Sales, C2, Media.Call).Command, "k").ShouldBeOfType<Refusal>().Code.ShouldBe("keyReused");
    }

    [Fact]
    [Rule("17", "33e")]
    public void A_withheld_caller_who_is_refused_is_journaled_without_a_caller()
    {
        _centre.Queue("sales", queue => queue with { MaxWaiting = 1 });
        Arrive(C1);
        _centre.Ask(Sales, Arrival.Of(caller: null, Sales, C2, Media.Call).Command).ShouldBeOfType<Refusal>().Code.ShouldBe("queueFull");
        _centre.Events.OfType<ContactRefused>().Single().Caller.ShouldBeNull();
    }

    private ContactAnswer Arrive(ContactId contact, string? key = null)
    {
        var (to, command) = Arrival.Of(caller: null, Sales, contact, Media.Call);
        to.ShouldBe(Sales.Address);
        return _centre.Ask(to, command, key).ShouldBeOfType<ContactAnswer>();
    }
}

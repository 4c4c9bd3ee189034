using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Law 17.</summary>
public sealed class RepeatedCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_contact_that_arrives_twice_under_one_key_arrives_once(bool restarted)
    {
        var centre = Centre.With();
        var first = centre.Arrive("c1", key: "k1");
        if (restarted)
            centre.Restart();
        centre.Pass(5).TryArrive("generated-anew", key: "k1").ShouldBe(first);
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    public void A_press_of_Wrap_up_repeated_under_one_key_adds_once()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        centre.Serve("ana");
        var pressed = centre.Does("ana", new PressWrapUp(), key: "k1");
        centre.Pass(5).Does("ana", new PressWrapUp(), key: "k1").ShouldBeEquivalentTo(pressed);
        centre.Look("ana").Until.ShouldBe(pressed.Until);
    }

    [Fact]
    public void A_refusal_is_repeated_too()
    {
        var centre = Centre.With(agents: "ana");
        centre.Refuses("ana", new EndContact(), key: "k1").Code.ShouldBe("noContactInHand");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Restart();
        centre.Refuses("ana", new EndContact(), key: "k1").Code.ShouldBe("noContactInHand");
        centre.Look("ana").Status.ShouldBe(AgentStatus.Engaged);
    }

    [Fact]
    public void An_acceptance_repeated_under_one_key_gets_the_same_answer_although_the_contact_is_over()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        var accept = new AcceptOffer(centre.Look("ana").Offer!.OfferId);
        var accepted = centre.Does("ana", accept, key: "k1");
        accepted.Status.ShouldBe(AgentStatus.Engaged);
        centre.Does("ana", new EndContact());
        centre.Does("ana", accept, key: "k1").ShouldBeEquivalentTo(accepted);
    }

    [Fact]
    public void A_queue_remembers_its_last_thousand_keyed_commands()
    {
        var centre = Centre.With();
        centre.Arrive("c0", key: "k0");
        for (var number = 1; number < 1000; number++)
            centre.Refuses(new HangUp(new ContactId("nobody")), key: $"k{number}");
        centre.Arrive("c0-again", key: "k0").ContactId.ShouldBe(new ContactId("c0"));
        centre.Refuses(new HangUp(new ContactId("nobody")), key: "k1000");
        centre.Arrive("c0-again", key: "k0").ContactId.ShouldBe(new ContactId("c0-again"));
    }
}

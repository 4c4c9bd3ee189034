using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class AdmissionTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    public void A_queue_takes_only_its_media()
    {
        var centre = Centre.With(queue => queue with { Media = [Media.Email] });
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("mediaNotServed");
        centre.Arrive("c2", media: Media.Email).Kind.ShouldBe(ContactKind.Email);
    }

    [Fact]
    public void A_contact_id_is_taken_once()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
        centre.Serve("ana");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().State.ShouldBe("done");
    }

    [Fact]
    public void An_agent_who_is_taken_out_of_a_queue_gets_nothing_more_of_it()
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new UnassignAgent(new QueueId("sales"))).Assignments.ShouldBeEmpty();
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Does("ana", new AssignAgent(new QueueId("sales"), new Assignment()));
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }
}

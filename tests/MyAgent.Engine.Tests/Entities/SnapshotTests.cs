using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

[UnitTests]
public sealed class SnapshotTests
{
    [Fact]
    [Law(16)]
    public void What_happens_after_a_snapshot_was_taken_does_not_change_it()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        var snapshot = (QueueSnapshot)centre.Entity(new QueueId("sales").Address).TakeSnapshot();
        centre.Pass(5);
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        snapshot.Contacts.Single().Rejections!.Count.ShouldBe(1);
    }
}

using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class WaitingListOrderTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Law(5)]
    public void A_supervisor_moves_a_contact_to_the_first_place()
    {
        var centre = Centre.With();
        centre.Arrive("vip", priority: 5);
        centre.Pass(1).Arrive("c1");
        centre.Does(new MoveToFirst(C1)).Position.ShouldBe(1);
        centre.Waiting().ShouldBe(["c1", "vip"]);
        centre.Contact("c1").OriginAt.ShouldBe(centre.Now);
        centre.Journal.Single(record => record.Recorded.Event is OrderKeyChanged).Recorded.Cause.By.ShouldBe("test:supervisor");
    }

    [Fact]
    [Law(5)]
    public void A_supervisor_changes_a_contacts_priority()
    {
        var centre = Centre.With();
        centre.Arrive("c0");
        centre.Arrive("c1");
        centre.Does(new ChangePriority(C1, 3)).Priority.ShouldBe(3);
        centre.Waiting().ShouldBe(["c1", "c0"]);
    }
}

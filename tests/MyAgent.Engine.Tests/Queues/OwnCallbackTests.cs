using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 38: callbacks that an agent schedules for the same agent.</summary>
[UnitTests]
public sealed class OwnCallbackTests
{
    [Fact]
    [Rule("38")]
    public void At_its_date_an_own_callback_goes_to_the_agent_who_scheduled_it()
    {
        var centre = Scheduled();
        centre.Pass(600);
        (centre.Look("ana").Offer?.ContactId.Value, centre.Look("ben").Status).ShouldBe(("b1", AgentStatus.Available));
        centre.Events.OfType<ContactOffered>().Last().ChosenBy.ShouldBe(ChosenBy.Preferred);
    }

    [Fact]
    [Rule("38")]
    public void It_waits_for_the_agent_while_that_agent_is_busy_and_then_goes_to_another()
    {
        var centre = Scheduled();
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(600);
        centre.Waiting().ShouldBe(["b1"]);
        centre.Restart(fromSnapshots: true);
        centre.Pass(299.9).Look("ben").Offer.ShouldBeNull();
        centre.Pass(0.1).Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void Contacts_behind_it_go_on_meanwhile()
    {
        var centre = Scheduled();
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(600);
        centre.Arrive("c1");
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    [Rule("38")]
    public void An_agent_who_comes_back_in_time_gets_it()
    {
        var centre = Scheduled();
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(700);
        centre.Does("ana", new MakeAvailable()).Offer.ShouldBeNull();
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void Any_agent_gets_it_at_once_where_its_agent_is_logged_out()
    {
        var centre = Scheduled();
        centre.Does("ana", new LogOut());
        centre.Pass(600).Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void Any_agent_gets_it_at_once_where_its_agent_is_no_longer_in_the_queue()
    {
        var centre = Scheduled();
        centre.Does("ana", new UnassignAgent(new QueueId("sales")));
        centre.Pass(600).Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void An_agent_who_logs_out_or_leaves_the_queue_during_the_hold_ends_it()
    {
        var centre = Scheduled();
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(600);
        centre.Does("ana", new LogOut());
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("33b", "38")]
    public void An_agent_who_rejects_it_is_no_longer_awaited()
    {
        var centre = Scheduled();
        centre.Pass(600);
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("14", "38")]
    public void The_agent_comes_before_the_preferred_agents_of_the_caller()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Prefer("4711", "ben");
        centre.Does("ben", new TakeBreak("lunch"));
        Schedule(centre, own: true);
        centre.Does("ben", new MakeAvailable());
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(700);
        centre.Look("ben").Offer.ShouldBeNull();
        centre.Does("ana", new MakeAvailable());
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void Without_own_any_agent_gets_it()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        Schedule(centre, own: null);
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Does("ben", new MakeAvailable());
        centre.Pass(600).Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("38")]
    public void With_a_hold_of_zero_it_is_preferred_and_not_held()
    {
        var centre = Scheduled(holdSeconds: 0);
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(600).Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    /// <summary>Ana has scheduled b1 as her own, and Ben is available too.</summary>
    private static Centre Scheduled(double holdSeconds = 300)
    {
        var centre = Centre.With(queue => queue with { Callbacks = queue.Callbacks with { OwnCallbackHoldSeconds = holdSeconds } }, agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        Schedule(centre, own: true);
        centre.Does("ben", new MakeAvailable());
        return centre;
    }

    private static void Schedule(Centre centre, bool? own)
    {
        centre.Request("b1", "4711");
        centre.Accept("ana");
        centre.Does("ana", new ScheduleCallback(centre.Now.AddSeconds(600), own));
        centre.Does("ana", new ClosePopUp());
    }
}

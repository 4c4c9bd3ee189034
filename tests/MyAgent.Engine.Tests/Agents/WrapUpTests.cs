using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.Agents;

[UnitTests]
public sealed class WrapUpTests
{
    private readonly Centre _centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30, WrapUpExtensionSeconds: 15), agents: "ana");

    [Fact]
    [Rule("1")]
    public void Wrap_up_starts_when_the_contact_is_over_and_the_pop_up_closed()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.PostProcessing);
        var ana = _centre.Does("ana", new ClosePopUp());
        ana.Status.ShouldBe(AgentStatus.WrapUp);
        ana.Until.ShouldBe(_centre.Now.AddSeconds(30));
        ana.QueueId.ShouldBe(new QueueId("sales"));
    }

    [Fact]
    [Rule("1")]
    public void Wrap_up_starts_in_the_other_order_too()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Engaged);
        _centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.WrapUp);
    }

    [Fact]
    [Rule("1")]
    public void Without_wrap_up_time_the_agent_is_available_straight_away()
    {
        var centre = Centre.With(agents: "ben");
        centre.Arrive("c1");
        centre.Serve("ben").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("2")]
    public void Wrap_up_ends_by_itself_at_its_deadline()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Pass(29.999).Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("3")]
    public void Each_press_of_Wrap_up_adds_the_extension()
    {
        _centre.Arrive("c1");
        var until = _centre.Serve("ana").Until;
        _centre.Does("ana", new StartOrExtendWrapUp()).Until.ShouldBe(until!.Value.AddSeconds(15));
        _centre.Pass(40).Does("ana", new StartOrExtendWrapUp()).Until.ShouldBe(until.Value.AddSeconds(30));
        _centre.Pass(19).Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Pass(1).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("3")]
    public void A_press_beyond_the_limit_is_refused()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30, MaxWrapUpSeconds: 70), agents: "ben");
        centre.Arrive("c1");
        centre.Serve("ben");
        var until = centre.Does("ben", new StartOrExtendWrapUp()).Until;
        centre.Refuses("ben", new StartOrExtendWrapUp()).Code.ShouldBe("wrapUpLimit");
        centre.Look("ben").Until.ShouldBe(until);
    }

    [Fact]
    [Rule("3")]
    public void While_available_the_button_starts_a_wrap_up_for_the_queue_last_served()
    {
        _centre.Refuses("ana", new StartOrExtendWrapUp()).Code.ShouldBe("noQueueServed");
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Does("ana", new MakeAvailable());
        _centre.Does("ana", new StartOrExtendWrapUp()).QueueId.ShouldBe(new QueueId("sales"));
    }

    [Fact]
    [Rule("4")]
    public void Available_ends_wrap_up_at_once_and_the_next_contact_comes()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Arrive("c2");
        _centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
        _centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Fact]
    [Rule("4")]
    public void Available_is_refused_while_the_pop_up_is_open()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new EndContact());
        var refusal = _centre.Refuses("ana", new MakeAvailable());
        (refusal.Code, refusal.State).ShouldBe(("popUpOpen", "postProcessing"));
    }

    [Fact]
    [Law(10)]
    public void Wrap_up_in_one_queue_blocks_every_queue()
    {
        _centre.Queue("service").Does("ana", new AssignAgent(new QueueId("service"), new Assignment()));
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Arrive("s1", queue: "service");
        _centre.Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Pass(30).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("s1"));
    }

    [Fact]
    [Rule("8")]
    public void A_pop_up_open_for_longer_than_the_limit_is_overdue_and_nothing_else_happens()
    {
        var centre = Centre.With(policy: queue => queue with { PopUpLimitSeconds = 60 }, agents: "ben");
        centre.Arrive("c1");
        centre.Accept("ben");
        centre.Does("ben", new EndContact());
        centre.Pass(60).Look("ben").Overdue.ShouldBeTrue();
        centre.Look("ben").Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Events.OfType<PopUpOverdue>().Count().ShouldBe(1);
        centre.Pass(600).Events.OfType<PopUpOverdue>().Count().ShouldBe(1);
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 5: a request for a break or log-out while the agent has a contact.</summary>
[UnitTests]
public sealed class RememberedRequestTests
{
    private readonly Centre _centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");

    [Fact]
    [Rule("5")]
    public void A_break_asked_for_while_engaged_follows_after_wrap_up()
    {
        EngageAna();
        _centre.Does("ana", new TakeBreak("lunch", Seconds: 600)).Status.ShouldBe(AgentStatus.Engaged);
        Finish();
        _centre.Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        var ana = _centre.Pass(30).Look("ana");
        (ana.Status, ana.Reason, ana.Until, ana.Next).ShouldBe((AgentStatus.Break, "lunch", _centre.Now.AddSeconds(600), null));
    }

    [Fact]
    [Rule("5")]
    public void The_latest_request_counts()
    {
        EngageAna();
        _centre.Does("ana", new TakeBreak("lunch"));
        _centre.Does("ana", new LogOut()).Next!.Status.ShouldBe(NextStatus.LogOut);
        Finish();
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.LoggedOut);
    }

    [Fact]
    [Rule("5")]
    public void Without_wrap_up_time_the_request_takes_effect_at_once()
    {
        var centre = Centre.With(agents: "ben");
        centre.Arrive("c1");
        centre.Accept("ben");
        centre.Does("ben", new EndContact());
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Does("ben", new ClosePopUp()).Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("5")]
    public void After_a_rejected_offer_it_takes_effect_at_once()
    {
        _centre.Arrive("c1");
        _centre.Does("ana", new TakeBreak("lunch")).Status.ShouldBe(AgentStatus.Offered);
        _centre.Does("ana", new RejectOffer(_centre.Look("ana").Offer!.OfferId)).Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("5")]
    public void After_a_missed_offer_it_takes_effect_in_place_of_not_responding()
    {
        _centre.Arrive("c1");
        _centre.Does("ana", new LogOut());
        _centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.LoggedOut);
    }

    [Fact]
    [Rule("5")]
    public void After_a_withdrawn_offer_it_takes_effect_at_once()
    {
        _centre.Arrive("c1");
        _centre.Does("ana", new TakeBreak("lunch"));
        _centre.Does(new HangUp(new ContactId("c1")));
        _centre.Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("5")]
    public void Asked_for_in_wrap_up_it_takes_effect_at_once()
    {
        EngageAna();
        Finish();
        _centre.Does("ana", new TakeBreak("lunch")).Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("5")]
    public void Available_takes_a_remembered_request_back()
    {
        EngageAna();
        _centre.Does("ana", new TakeBreak("lunch"));
        _centre.Does("ana", new MakeAvailable()).Next.ShouldBeNull();
        Finish();
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("4", "5")]
    public void Available_in_wrap_up_takes_the_request_back_as_well()
    {
        EngageAna();
        _centre.Does("ana", new LogOut());
        Finish();
        var ana = _centre.Does("ana", new MakeAvailable());
        (ana.Status, ana.Next).ShouldBe((AgentStatus.Available, null));
    }

    [Fact]
    [Rule("5"), Law(12)]
    public void A_longer_wrap_up_does_not_undo_the_request()
    {
        EngageAna();
        _centre.Does("ana", new TakeBreak("lunch"));
        Finish();
        _centre.Does("ana", new StartOrExtendWrapUp());
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("5")]
    public void The_request_outlives_a_restart()
    {
        EngageAna();
        _centre.Does("ana", new TakeBreak("lunch"));
        _centre.Restart();
        Finish();
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("4")]
    public void A_break_with_a_length_ends_by_itself()
    {
        _centre.Does("ana", new TakeBreak("coffee", Seconds: 300));
        _centre.Pass(299.999).Look("ana").Status.ShouldBe(AgentStatus.Break);
        _centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    private void EngageAna()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
    }

    private void Finish()
    {
        _centre.Does("ana", new EndContact());
        _centre.Does("ana", new ClosePopUp());
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

[UnitTests]
public sealed class PresenceTests
{
    private readonly Centre _centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");

    [Fact]
    [Rule("4")]
    public void Available_ends_a_break()
    {
        _centre.Does("ana", new TakeBreak("lunch")).Status.ShouldBe(AgentStatus.Break);
        _centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    public void A_break_with_a_length_ends_by_itself()
    {
        _centre.Does("ana", new TakeBreak("lunch", 60)).Until.ShouldBe(_centre.Now.AddSeconds(60));
        _centre.Pass(59.999).Look("ana").Status.ShouldBe(AgentStatus.Break);
        _centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("7")]
    public void Forced_log_out_ends_an_engaged_call()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new ForceLogOut()).Status.ShouldBe(AgentStatus.LoggedOut);
        _centre.Contact("c1").Outcome.ShouldBe(ContactOutcome.Served);
    }

    [Fact]
    [Rule("7")]
    public void Forced_log_out_puts_an_offered_contact_back_to_its_place()
    {
        _centre.Arrive("c1");
        _centre.Arrive("c2");
        _centre.Does("ana", new ForceLogOut());
        _centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("7", "26")]
    public void Forced_log_out_gives_an_engaged_callback_back_to_its_place()
    {
        _centre.Does("ana", new TakeBreak("wait"));
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(new ContactId("c1"), "+33123456789"));
        _centre.Arrive("c2");
        _centre.Does("ana", new MakeAvailable());
        _centre.Accept("ana");
        _centre.Does("ana", new EndContact());
        _centre.Does("ana", new ForceLogOut());
        _centre.Waiting().ShouldBe(["c1", "c2"]);
        _centre.Contact("c1").Attempts.ShouldBe(0);
    }

    [Fact]
    public void A_second_log_in_or_log_out_has_no_effect()
    {
        _centre.LogIn("ana").Status.ShouldBe(AgentStatus.Available);
        _centre.Does("ana", new LogOut());
        _centre.Does("ana", new LogOut()).Status.ShouldBe(AgentStatus.LoggedOut);
        _centre.Events.OfType<AgentLoggedOut>().Count().ShouldBe(1);
    }

    [Fact]
    public void An_agent_who_is_logged_out_can_only_log_in()
    {
        _centre.Does("ana", new LogOut());
        _centre.Refuses("ana", new MakeAvailable()).State.ShouldBe("loggedOut");
        _centre.Refuses("ana", new TakeBreak("lunch")).State.ShouldBe("loggedOut");
        _centre.Refuses("ana", new StartOrExtendWrapUp()).State.ShouldBe("loggedOut");
    }

    [Fact]
    public void An_agent_that_is_not_defined_is_unknown() =>
        _centre.Refuses("unknown", new LogIn()).Code.ShouldBe("unknownAgent");
}

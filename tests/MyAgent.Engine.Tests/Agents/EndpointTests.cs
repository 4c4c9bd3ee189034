using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>The telephones of agents.</summary>
[UnitTests]
[Rule("28")]
public sealed class EndpointTests
{
    private static readonly EndpointId Desk1 = new("PJSIP/2001");
    private static readonly EndpointId Desk2 = new("PJSIP/2002");

    [Fact]
    public void An_agent_logs_in_at_the_telephone_that_the_log_in_names()
    {
        var centre = TwoAgents();
        centre.Does("ana", new LogIn(Desk1)).Endpoint.ShouldBe(Desk1);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        Holder(centre, Desk1).ShouldBe("ana");
    }

    [Fact]
    public void Without_one_the_agent_logs_in_at_the_configured_telephone()
    {
        var centre = TwoAgents();
        centre.Does("ana", new DefineAgent("Ana", new AgentSettings(Desk2))).Endpoint.ShouldBe(Desk2);
        centre.LogIn("ana").Endpoint.ShouldBe(Desk2);
        centre.Does("ana", new LogOut());
        centre.Does("ana", new LogIn(Desk1)).Endpoint.ShouldBe(Desk1);
        centre.Does("ana", new ChangeAgent(Changes: Changes("""{"endpoint": null}"""))).Endpoint.ShouldBe(Desk1);
        centre.Does("ana", new LogOut()).Endpoint.ShouldBeNull();
        centre.Does("ana", new ChangeAgent("Ana Lopez")).Endpoint.ShouldBeNull();
        centre.LogIn("ana").Endpoint.ShouldBeNull();
    }

    [Fact]
    public void An_agent_without_a_telephone_logs_in_with_one_event()
    {
        var centre = TwoAgents();
        var before = centre.Journal.Count;
        centre.LogIn("ana");
        centre.Journal.Skip(before).Select(record => record.Recorded.Event).ShouldBe([new AgentLoggedIn()]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_telephone_that_another_agent_has_is_refused_and_the_agent_is_named(bool restart)
    {
        var centre = TwoAgents();
        centre.Does("ana", new LogIn(Desk1));
        if (restart)
            centre.Restart();
        var refusal = centre.Refuses("ben", new LogIn(Desk1));
        refusal.Code.ShouldBe("endpointInUse");
        refusal.Values.ShouldBe(["PJSIP/2001", "ana"]);
        centre.Look("ben").Status.ShouldBe(AgentStatus.LoggedOut);
        centre.Does("ben", new LogIn(Desk2)).Endpoint.ShouldBe(Desk2);
    }

    [Fact]
    public void After_a_log_out_the_telephone_is_free()
    {
        var centre = TwoAgents();
        centre.Does("ana", new LogIn(Desk1));
        centre.Does("ana", new LogOut()).Endpoint.ShouldBeNull();
        Holder(centre, Desk1).ShouldBeNull();
        centre.Does("ben", new LogIn(Desk1)).Endpoint.ShouldBe(Desk1);
        centre.Does("ben", new ForceLogOut());
        centre.Does("ana", new LogIn(Desk1)).Endpoint.ShouldBe(Desk1);
    }

    [Fact]
    public void An_agent_who_is_logged_in_does_not_change_the_telephone()
    {
        var centre = TwoAgents();
        centre.Does("ana", new LogIn(Desk1));
        centre.Does("ana", new LogIn()).Endpoint.ShouldBe(Desk1);
        centre.Does("ana", new LogIn(Desk1)).Endpoint.ShouldBe(Desk1);
        centre.Refuses("ana", new LogIn(Desk2)).Code.ShouldBe("loggedInElsewhere");
        centre.LogIn("ben");
        centre.Refuses("ben", new LogIn(Desk2)).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe("loggedInElsewhere"), refusal => refusal.Case.ShouldBe("noEndpoint"));
    }

    [Fact]
    public void An_offer_of_a_call_names_the_telephone_and_an_offer_of_a_fax_does_not()
    {
        var centre = TwoAgents();
        centre.Does("ana", new LogIn(Desk1));
        centre.Arrive("c1");
        centre.Look("ana").Offer!.Endpoint.ShouldBe(Desk1);
        centre.Events.OfType<OfferReceived>().Last().Endpoint.ShouldBe(Desk1);
        centre.Serve("ana");
        centre.Arrive("f1", media: Media.Fax);
        centre.Look("ana").Offer!.Endpoint.ShouldBeNull();
        centre.Events.OfType<OfferReceived>().Last().Endpoint.ShouldBeNull();
    }

    [Fact]
    public void A_repeated_log_in_under_a_key_gets_the_same_answer_and_no_second_effect()
    {
        var centre = TwoAgents();
        var answer = centre.Does("ana", new LogIn(Desk1), "k1");
        centre.Refuses("ben", new LogIn(Desk1), "k2").Code.ShouldBe("endpointInUse");
        centre.Does("ana", new LogOut());
        var events = centre.Journal.Count;
        centre.Does("ana", new LogIn(Desk1), "k1").ShouldBeEquivalentTo(answer);
        centre.Refuses("ben", new LogIn(Desk1), "k2").Code.ShouldBe("endpointInUse");
        centre.Restart().Does("ana", new LogIn(Desk1), "k1").ShouldBeEquivalentTo(answer);
        centre.Journal.Count.ShouldBe(events);
        centre.Refuses("ana", new LogIn(Desk2), "k1").Code.ShouldBe("keyReused");
    }

    private static Centre TwoAgents() => new Centre().Queue("sales").Agent("ana", ("sales", new Assignment())).Agent("ben", ("sales", new Assignment()));

    private static string? Holder(Centre centre, EndpointId endpoint) =>
        centre.Ask(endpoint.Address, new GetEndpoint()).ShouldBeOfType<EndpointAnswer>().AgentId?.Value;

    private static MergePatch Changes(string json) => new(System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject());
}

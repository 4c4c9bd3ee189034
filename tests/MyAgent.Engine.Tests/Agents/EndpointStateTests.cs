using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Telephones that cannot ring.</summary>
[UnitTests]
[Rule("29")]
public sealed class EndpointStateTests
{
    private static readonly EndpointId Desk1 = new("PJSIP/2001");

    [Theory]
    [InlineData(EndpointState.Busy)]
    [InlineData(EndpointState.Unreachable)]
    public void An_agent_whose_telephone_cannot_ring_is_offered_faxes_and_no_calls(EndpointState state)
    {
        var centre = LoggedIn("ana");
        Report(centre, state, "its own call");
        centre.Arrive("c1");
        centre.Look("ana").ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.Available), ana => ana.EndpointState.ShouldBe(state), ana => ana.EndpointReason.ShouldBe("its own call"));
        centre.Arrive("f1", media: Media.Fax);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("f1");
        centre.Serve("ana");
        centre.Look("ana").Offer.ShouldBeNull();
        Report(centre, EndpointState.Ready);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    public void The_call_goes_to_an_agent_whose_telephone_can_ring_and_so_does_one_without_a_telephone()
    {
        var centre = LoggedIn("ana", "ben");
        Report(centre, EndpointState.Busy);
        centre.Arrive("c1");
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("c1");
        centre.Look("ben").EndpointState.ShouldBeNull();
    }

    [Fact]
    public void An_open_offer_of_a_call_is_withdrawn_which_is_no_miss_and_the_call_keeps_its_place()
    {
        var centre = LoggedIn("ana");
        centre.Arrive("c1");
        Report(centre, EndpointState.Unreachable);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<OfferClosed>().Last().Outcome.ShouldBe(OfferOutcome.Withdrawn);
        centre.Events.OfType<OfferEnded>().Last().Outcome.ShouldBe(OfferOutcome.Withdrawn);
        centre.Waiting().ShouldBe(["c1"]);
        Report(centre, EndpointState.Ready);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    public void An_open_offer_of_a_fax_and_a_contact_that_the_agent_has_stay()
    {
        var centre = LoggedIn("ana");
        centre.Arrive("f1", media: Media.Fax);
        Report(centre, EndpointState.Busy);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("f1");
        centre.Serve("ana");
        Report(centre, EndpointState.Ready);
        centre.Arrive("c1");
        centre.Accept("ana");
        Report(centre, EndpointState.Busy);
        centre.Look("ana").Contact!.ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    public void The_same_report_again_journals_nothing_and_sends_nothing()
    {
        var centre = LoggedIn("ana");
        Report(centre, EndpointState.Busy, "its own call");
        var events = centre.Journal.Count;
        Report(centre, EndpointState.Busy, "its own call").State.ShouldBe(EndpointState.Busy);
        centre.Journal.Count.ShouldBe(events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_in_at_a_telephone_that_cannot_ring_says_so_also_after_a_restart(bool restart)
    {
        var centre = Centre.With(agents: []);
        centre.Agent("ana", ("sales", new Assignment()));
        Report(centre, EndpointState.Unreachable, "not registered");
        if (restart)
            centre.Restart();
        centre.Does("ana", new LogIn(Desk1)).EndpointState.ShouldBe(EndpointState.Unreachable);
        if (restart)
            centre.Restart(fromSnapshots: true);
        centre.Arrive("c1");
        centre.Look("ana").ShouldSatisfyAllConditions(ana => ana.Offer.ShouldBeNull(), ana => ana.EndpointReason.ShouldBe("not registered"));
        centre.Does("ana", new LogOut()).EndpointState.ShouldBeNull();
    }

    [Fact]
    public void A_callback_is_not_offered_either()
    {
        var centre = LoggedIn("ana");
        Report(centre, EndpointState.Busy);
        centre.Request("r1", "+33123456789");
        centre.Look("ana").Offer.ShouldBeNull();
        Report(centre, EndpointState.Ready);
        centre.Look("ana").Offer!.Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("33b")]
    public void A_reject_sets_the_state_of_a_telephone_that_was_reported_on_until_the_next_report()
    {
        var centre = LoggedIn("ana");
        Report(centre, EndpointState.Ready);
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId, RejectReason.Unreachable)).EndpointState.ShouldBe(EndpointState.Unreachable);
        centre.Ask(Desk1.Address, new GetEndpoint()).ShouldBeOfType<EndpointAnswer>().State.ShouldBe(EndpointState.Unreachable);
        centre.Pass(120);
        centre.Look("ana").Offer.ShouldBeNull();
        Report(centre, EndpointState.Ready);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    [Rule("33b")]
    public void A_reject_at_a_telephone_that_no_connector_reports_on_does_not_lock_it()
    {
        var centre = LoggedIn("ana");
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId, RejectReason.Busy)).EndpointState.ShouldBe(EndpointState.Ready);
        centre.Pass(6);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c1");
    }

    /// <summary>Agents of sales; the first is logged in at a telephone.</summary>
    private static Centre LoggedIn(params string[] agents)
    {
        var centre = Centre.With(agents: []);
        foreach (var agent in agents)
        {
            centre.Agent(agent, ("sales", new Assignment()));
            centre.Does(agent, new LogIn(agent == agents[0] ? Desk1 : null));
        }
        return centre;
    }

    private static EndpointAnswer Report(Centre centre, EndpointState state, string? reason = null) =>
        centre.Ask(Desk1.Address, new ReportEndpointState(state, reason)).ShouldBeOfType<EndpointAnswer>();
}

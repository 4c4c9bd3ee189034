using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>An agent and its endpoint: claims and releases that are lost, doubled, late or overtaken.</summary>
[ChaosTests]
[Rule("28")]
public sealed class EndpointProtocolTests
{
    private static readonly EndpointId Desk1 = new("PJSIP/2001");
    private static readonly EndpointId Desk2 = new("PJSIP/2002");
    private static readonly AgentId Ana = SingleEntityHarness.Ana;
    private static readonly AgentId Ben = new("ben");
    private static readonly AgentId Cleo = new("cleo");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_claim_is_repeated_until_it_is_decided_also_after_a_restart(bool fromSnapshot)
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Receives(new LogIn(Desk1)).ShouldBe([new ClaimEndpoint(Ana, 2)]);
        agent.Waits(1).ShouldBeEmpty();
        agent.Waits(1).ShouldBe([new ClaimEndpoint(Ana, 2)]);
        agent.Restarts(fromSnapshot).ShouldBe([new ClaimEndpoint(Ana, 2)]);
        agent.Receives(new EndpointGranted(Desk1, 2)).ShouldBeEmpty();
        agent.Waits(60).ShouldBeEmpty();
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Endpoint.ShouldBe(Desk1);
    }

    [Fact]
    public void The_client_is_answered_when_the_endpoint_has_decided()
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Receives(new LogIn(Desk1));
        agent.Answer.ShouldBeNull();
        agent.Asks(new LogIn(Desk1), "other", "k1");
        agent.Answers["other"].ShouldBeOfType<Refusal>().Code.ShouldBe("logInPending");
        agent.Receives(new LogIn(Desk1));
        agent.Answer.ShouldBeNull();
        agent.Receives(new EndpointGranted(Desk1, 2));
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    public void A_repeated_log_in_waits_with_the_first_and_another_command_under_its_key_is_refused()
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Asks(new LogIn(Desk1), "first", "k1").ShouldBe([new ClaimEndpoint(Ana, 2)]);
        agent.Asks(new LogIn(Desk1), "again", "k1").ShouldBeEmpty();
        agent.Asks(new LogIn(Desk2), "wrong", "k1");
        agent.Answers["wrong"].ShouldBeOfType<Refusal>().Code.ShouldBe("keyReused");
        agent.Receives(new EndpointRefused(Desk1, 2, Ben));
        agent.Answers["first"].ShouldBeOfType<Refusal>().Code.ShouldBe("endpointInUse");
        agent.Answers["again"].ShouldBe(agent.Answers["first"]);
        agent.Asks(new LogIn(Desk1), "late", "k1").ShouldBeEmpty();
        agent.Answers["late"].ShouldBe(agent.Answers["first"]);
    }

    [Fact]
    public void A_log_out_takes_a_log_in_back_that_is_not_decided()
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Asks(new LogIn(Desk1), "first", "k1");
        agent.Receives(new LogOut()).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Answers["first"].ShouldBeOfType<Refusal>().Code.ShouldBe("logInTakenBack");
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.LoggedOut);
        agent.Receives(new EndpointGranted(Desk1, 2)).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.LoggedOut);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_key_of_a_log_out_that_takes_a_log_in_back_is_remembered(bool forced)
    {
        ICommand logOut = forced ? new ForceLogOut() : new LogOut();
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Asks(new LogIn(Desk1), "first", "k1");
        agent.Asks(logOut, "taken back", "k2");
        agent.Answers["first"].ShouldBeOfType<Refusal>().Code.ShouldBe("logInTakenBack");
        agent.Answers["taken back"].ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.LoggedOut);
        agent.Asks(new TakeBreak("coffee"), "other", "k2");
        agent.Answers["other"].ShouldBeOfType<Refusal>().Code.ShouldBe("keyReused");
        agent.Asks(new LogIn(Desk2), "second", "k3");
        agent.Asks(logOut, "again", "k2");
        agent.Answers["again"].ShouldBeEquivalentTo(agent.Answers["taken back"]);
        agent.Answers.ShouldNotContainKey("second");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_release_is_repeated_until_it_was_seen_also_after_a_restart(bool fromSnapshot)
    {
        var agent = LoggedInAt(Desk1);
        agent.Receives(new LogOut()).ShouldContain(new ReleaseEndpoint(Ana, 2));
        agent.Waits(2).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Restarts(fromSnapshot).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Receives(new EndpointReleaseSeen(Desk1, 2)).ShouldBeEmpty();
        agent.Waits(60).ShouldBeEmpty();
    }

    [Fact]
    public void An_agent_says_of_a_claim_whether_it_has_the_endpoint()
    {
        var agent = LoggedInAt(Desk1);
        agent.Receives(new AskForClaim(Desk1, 2)).ShouldBe([new KeepEndpoint(Ana, 2)]);
        agent.Receives(new AskForClaim(Desk1, 1)).ShouldBe([new ReleaseEndpoint(Ana, 1)]);
        agent.Receives(new AskForClaim(Desk2, 2)).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Receives(new LogOut());
        agent.Receives(new AskForClaim(Desk1, 2)).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
    }

    [Fact]
    public void A_late_refusal_does_not_end_a_later_log_in()
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Receives(new LogIn(Desk1));
        agent.Receives(new EndpointRefused(Desk1, 2, Ben));
        agent.Receives(new LogIn(Desk1)).ShouldBe([new ClaimEndpoint(Ana, 4)]);
        agent.Receives(new EndpointRefused(Desk1, 2, Ben)).ShouldBeEmpty();
        agent.Receives(new EndpointGranted(Desk1, 4));
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    public void An_endpoint_grants_the_same_claim_again_with_one_event()
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        endpoint.Receives(new ClaimEndpoint(Ana, 5)).ShouldBe([new EndpointGranted(Desk1, 5)]);
        endpoint.Receives(new ClaimEndpoint(Ana, 5)).ShouldBe([new EndpointGranted(Desk1, 5)]);
        endpoint.History.Count.ShouldBe(1);
        endpoint.Receives(new ClaimEndpoint(Ana, 4)).ShouldBeEmpty();
        endpoint.Receives(new ClaimEndpoint(Ana, 9)).ShouldBe([new EndpointGranted(Desk1, 9)]);
        endpoint.Receives(new ReleaseEndpoint(Ana, 5)).ShouldBe([new EndpointReleaseSeen(Desk1, 5)]);
        Holder(endpoint).ShouldBe(Ana);
    }

    [Fact]
    public void An_endpoint_asks_the_agent_that_has_it_before_it_refuses()
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        endpoint.Receives(new ClaimEndpoint(Ana, 5));
        endpoint.Receives(new ClaimEndpoint(Ben, 3)).ShouldBe([new AskForClaim(Desk1, 5)]);
        endpoint.Receives(new KeepEndpoint(Ana, 4)).ShouldBeEmpty();
        endpoint.Receives(new KeepEndpoint(Ana, 5)).ShouldBe([new EndpointRefused(Desk1, 3, Ana)]);
        endpoint.Receives(new KeepEndpoint(Ana, 5)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lost_release_does_not_lock_the_endpoint(bool restart)
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        endpoint.Receives(new ClaimEndpoint(Ana, 5));
        if (restart)
            endpoint.Restarts(fromSnapshot: true);
        endpoint.Receives(new ClaimEndpoint(Ben, 3)).ShouldBe([new AskForClaim(Desk1, 5)]);
        endpoint.Receives(new ClaimEndpoint(Cleo, 8)).ShouldBe([new AskForClaim(Desk1, 5)]);
        endpoint.Receives(new ReleaseEndpoint(Ana, 5)).ShouldBe([new EndpointReleaseSeen(Desk1, 5), new EndpointGranted(Desk1, 3)]);
        Holder(endpoint).ShouldBe(Ben);
        endpoint.Receives(new ClaimEndpoint(Cleo, 8)).ShouldBe([new AskForClaim(Desk1, 3)]);
        endpoint.Receives(new ReleaseEndpoint(Ana, 5)).ShouldBe([new EndpointReleaseSeen(Desk1, 5)]);
        Holder(endpoint).ShouldBe(Ben);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("29")]
    public void An_endpoint_tells_its_agent_what_is_reported_until_the_agent_has_heard_also_after_a_restart(bool fromSnapshot)
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        var busy = new EndpointReport(EndpointState.Busy, Reason: null, 2);
        endpoint.Receives(new ClaimEndpoint(Ana, 5));
        endpoint.Receives(new ReportEndpointState(EndpointState.Busy)).ShouldBe([new EndpointNews(Desk1, 5, busy)]);
        endpoint.Waits(1).ShouldBeEmpty();
        endpoint.Waits(1).ShouldBe([new EndpointNews(Desk1, 5, busy)]);
        endpoint.Restarts(fromSnapshot).ShouldBe([new EndpointNews(Desk1, 5, busy)]);
        endpoint.Receives(new EndpointNewsSeen(Ana, 4, 2)).ShouldBeEmpty();
        endpoint.Receives(new EndpointNewsSeen(Ana, 5, 1)).ShouldBeEmpty();
        endpoint.Waits(2).ShouldBe([new EndpointNews(Desk1, 5, busy)]);
        endpoint.Receives(new EndpointNewsSeen(Ana, 5, 2));
        endpoint.Waits(60).ShouldBeEmpty();
    }

    [Fact]
    [Rule("29")]
    public void A_grant_says_what_is_reported_and_nothing_is_sent_while_no_agent_has_the_endpoint()
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        endpoint.Receives(new ReportEndpointState(EndpointState.Unreachable, "not registered")).ShouldBeEmpty();
        var report = new EndpointReport(EndpointState.Unreachable, "not registered", 1);
        endpoint.Receives(new ClaimEndpoint(Ana, 5)).ShouldBe([new EndpointGranted(Desk1, 5, report)]);
        endpoint.Waits(60).ShouldBeEmpty();
        endpoint.Receives(new ClaimEndpoint(Ana, 5)).ShouldBe([new EndpointGranted(Desk1, 5, report)]);
    }

    [Fact]
    [Rule("29")]
    public void An_agent_believes_the_newest_report_only_and_confirms_each()
    {
        var agent = LoggedInAt(Desk1);
        agent.Receives(new EndpointNews(Desk1, 2, new EndpointReport(EndpointState.Busy, null, 7))).ShouldContain(new EndpointNewsSeen(Ana, 2, 7));
        var events = agent.History.Count;
        agent.Receives(new EndpointNews(Desk1, 2, new EndpointReport(EndpointState.Ready, null, 6))).ShouldBe([new EndpointNewsSeen(Ana, 2, 6)]);
        agent.Receives(new EndpointNews(Desk1, 2, new EndpointReport(EndpointState.Busy, null, 7))).ShouldBe([new EndpointNewsSeen(Ana, 2, 7)]);
        agent.History.Count.ShouldBe(events);
        agent.Receives(new EndpointNews(Desk2, 2, new EndpointReport(EndpointState.Busy, null, 9))).ShouldBe([new ReleaseEndpoint(Ana, 2)]);
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().EndpointState.ShouldBe(EndpointState.Busy);
    }

    [Fact]
    [Rule("29")]
    public void News_that_overtakes_its_grant_waits_for_it()
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Receives(new LogIn(Desk1));
        agent.Receives(new EndpointNews(Desk1, 2, new EndpointReport(EndpointState.Busy, null, 7))).ShouldBeEmpty();
        agent.Receives(new EndpointGranted(Desk1, 2, new EndpointReport(EndpointState.Ready, null, 6)));
        agent.Receives(new EndpointNews(Desk1, 2, new EndpointReport(EndpointState.Busy, null, 7))).ShouldBe([new EndpointNewsSeen(Ana, 2, 7)]);
    }

    [Fact]
    [Rule("33b")]
    public void What_a_reject_shows_is_kept_unless_something_newer_was_reported()
    {
        var endpoint = SingleEntityHarness.Endpoint(Desk1);
        endpoint.Receives(new ReportEndpointState(EndpointState.Ready));
        endpoint.Receives(new ClaimEndpoint(Ana, 5));
        endpoint.Receives(new EndpointStateFound(Ana, 4, EndpointState.Busy, 1)).ShouldBeEmpty();
        endpoint.Receives(new EndpointStateFound(Ana, 5, EndpointState.Busy, 1))
            .ShouldBe([new EndpointNews(Desk1, 5, new EndpointReport(EndpointState.Busy, null, 3))]);
        endpoint.Receives(new EndpointStateFound(Ana, 5, EndpointState.Busy, 1)).ShouldBeEmpty();
        endpoint.Receives(new ReportEndpointState(EndpointState.Ready));
        endpoint.Receives(new EndpointStateFound(Ana, 5, EndpointState.Busy, 3)).ShouldBeEmpty();
    }

    private static SingleEntityHarness LoggedInAt(EndpointId endpoint)
    {
        var agent = SingleEntityHarness.LoggedOutAgent();
        agent.Receives(new LogIn(endpoint));
        agent.Receives(new EndpointGranted(endpoint, 2));
        return agent;
    }

    private static AgentId? Holder(SingleEntityHarness endpoint)
    {
        endpoint.Receives(new GetEndpoint());
        return endpoint.Answer.ShouldBeOfType<EndpointAnswer>().AgentId;
    }
}

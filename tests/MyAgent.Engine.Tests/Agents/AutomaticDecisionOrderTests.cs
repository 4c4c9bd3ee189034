using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>The order of what an agent decides without a command. In each test two of its decisions are due at the same instant, and would have another
/// result in the other order. Deadlines exclude each other, and so do the choice among queues and the requests to a queue: each belongs to another status.</summary>
[UnitTests]
public sealed class AutomaticDecisionOrderTests
{
    private static readonly QueueId Sales = SingleEntityHarness.Sales;
    private static readonly OfferId Offer = SingleEntityHarness.Offer(1).OfferId;

    [Fact]
    [Rule("2")]
    public void A_deadline_acts_before_the_reports_that_tell_of_it()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new AssignAgent(Sales, new Assignment(WrapUpSeconds: 2)));
        agent.Receives(new StartOrExtendWrapUp(Sales)).OfType<AgentReport>().Single().Ready.ShouldBeFalse();
        agent.Waits(2).OfType<AgentReport>().Single().Ready.ShouldBeTrue();
    }

    [Fact]
    [Rule("5", "33d")]
    public void A_deadline_acts_before_a_deferred_answer_is_given()
    {
        var agent = AcceptedTwice();
        agent.Receives(new TakeBreak("none", Seconds: 0));
        agent.Receives(new WithdrawOffer(Offer));
        agent.History.Skip(agent.History.Count - 4).Select(recorded => recorded.Event.GetType().Name)
            .ShouldBe([nameof(BreakStarted), nameof(AgentCommandAnswered), nameof(AgentBecameAvailable), nameof(AgentCommandAnswered)]);
    }

    [Fact]
    [Rule("33d")]
    public void A_deferred_answer_is_given_before_the_report_that_names_its_revision()
    {
        var agent = AcceptedTwice();
        agent.Receives(new WithdrawOffer(Offer)).OfType<AgentReport>().Single().Revision.ShouldBe(agent.History.Count);
        agent.History[^1].Event.ShouldBeOfType<AgentCommandAnswered>();
    }

    [Fact]
    [Rule("11")]
    public void Queues_are_sent_reports_before_the_agent_reads_their_answers_to_earlier_ones()
    {
        var agent = SingleEntityHarness.Agent("sales", "service");
        agent.Receives(new TakeBreak("lunch"));
        foreach (var queue in (QueueId[])[Sales, new("service")])
            agent.Receives(new ReportSeen(queue, agent.ReportTo(queue).Round, Best: null));
        var reports = agent.Receives(new MakeAvailable()).OfType<AgentReport>().ToList();
        reports.Count.ShouldBe(2);
        reports.ShouldAllBe(report => report.Ready && report.Choosing);
    }

    [Fact]
    [Rule("15")]
    public void A_queue_is_sent_what_the_agent_has_before_it_is_asked_to_decide_on_its_acceptance()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Receives(new AcceptOffer(Offer));
        agent.Waits(2).Select(message => message.GetType().Name).ShouldBe([nameof(AgentReport), nameof(RequestAcceptance)]);
    }

    [Fact]
    [Rule("22")]
    public void A_queue_is_sent_what_the_agent_has_before_it_is_asked_to_record_an_outcome()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1, callback: new CallbackRequest("+331", Centre.Opening))));
        agent.Receives(new AcceptOffer(Offer));
        agent.Receives(new ConfirmAcceptance(Offer));
        agent.Receives(new CompleteCallback());
        agent.Waits(2).Select(message => message.GetType().Name).ShouldBe([nameof(AgentReport), nameof(RecordOutcome)]);
    }

    /// <summary>A change of which no part of the agent knows would be lost silently.</summary>
    [Fact]
    public void A_volatile_change_of_another_entity_is_refused() =>
        Should.Throw<ArgumentException>(() => new AgentEntity(SingleEntityHarness.Ana).Apply(new Unknown()));

    private static SingleEntityHarness AcceptedTwice()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Asks(new AcceptOffer(Offer), client: "desk", key: "d1");
        agent.Asks(new AcceptOffer(Offer), client: "telephone", key: "t1");
        return agent;
    }

    private sealed record Unknown : IVolatileChange;
}

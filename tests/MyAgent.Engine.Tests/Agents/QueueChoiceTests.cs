using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 11: how an agent with several queues comes to the best contact of them all. Each test is one transition of the state diagram.</summary>
[UnitTests]
public sealed class QueueChoiceTests
{
    private static readonly QueueId Sales = SingleEntityHarness.Sales;
    private static readonly QueueId Service = new("service");
    private static readonly OrderKey Early = new(0, Centre.Opening, 1);
    private static readonly OrderKey Late = new(0, Centre.Opening.AddSeconds(1), 1);

    private readonly SingleEntityHarness _agent = SingleEntityHarness.Agent("sales", "service");

    [Fact]
    [Rule("11")]
    public void With_one_queue_there_is_nothing_to_choose()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.ReportTo(Sales).Choosing.ShouldBeFalse();
        agent.Receives(new ReportSeen(Sales, agent.ReportTo(Sales).Round, Early));
        agent.Waits(2).ShouldBeEmpty();
    }

    [Fact]
    [Rule("11")]
    public void While_the_agent_compares_no_queue_may_offer()
    {
        Offering().ShouldBeEmpty();
        Answers(Sales, Early);
        Offering().ShouldBeEmpty();
    }

    [Theory]
    [Rule("11")]
    [InlineData(true, "sales")]
    [InlineData(false, "service")]
    public void The_queue_with_the_best_contact_is_picked(bool salesIsFirst, string picked)
    {
        Answers(Sales, salesIsFirst ? Early : Late);
        Answers(Service, salesIsFirst ? Late : Early);
        Offering().ShouldBe([picked]);
    }

    [Fact]
    [Rule("11")]
    public void Of_equal_contacts_that_of_the_first_queue_by_id_is_picked()
    {
        Answers(Service, Early);
        Answers(Sales, Early);
        Offering().ShouldBe(["sales"]);
    }

    [Fact]
    [Rule("11")]
    public void A_queue_without_a_contact_is_not_picked()
    {
        Answers(Sales, best: null);
        Answers(Service, Late);
        Offering().ShouldBe(["service"]);
    }

    [Fact]
    [Rule("10", "11")]
    public void Where_no_queue_has_a_contact_all_may_offer()
    {
        Answers(Sales, best: null);
        Answers(Service, best: null);
        Offering().ShouldBe(["sales", "service"]);
    }

    [Fact]
    [Rule("11")]
    public void A_queue_that_does_not_answer_is_not_waited_for_any_longer_than_two_seconds()
    {
        Answers(Sales, Late);
        _agent.Waits(1.999);
        Offering().ShouldBeEmpty();
        _agent.Waits(0.001);
        Offering().ShouldBe(["sales"]);
    }

    [Fact]
    [Rule("10", "11")]
    public void Where_no_queue_answers_all_may_offer_after_two_seconds()
    {
        _agent.Waits(2);
        Offering().ShouldBe(["sales", "service"]);
    }

    [Fact]
    [Rule("11")]
    public void A_picked_queue_whose_contact_is_gone_makes_the_agent_compare_again()
    {
        Answers(Sales, Early);
        Answers(Service, Late);
        Answers(Sales, best: null);
        Offering().ShouldBeEmpty();
        Answers(Sales, best: null);
        Offering().ShouldBe(["service"]);
    }

    [Fact]
    [Rule("10", "11")]
    public void A_picked_queue_that_does_not_answer_is_waited_for_two_seconds_and_then_all_may_offer()
    {
        PickSales();
        _agent.Waits(1.999);
        Offering().ShouldBe(["sales"]);
        _agent.Waits(0.001);
        Offering().ShouldBe(["sales", "service"]);
    }

    [Fact]
    [Rule("10", "11")]
    public void A_queue_that_may_offer_stays_so_until_something_happens()
    {
        Where_no_queue_has_a_contact_all_may_offer();
        Answers(Sales, best: null);
        Answers(Service, best: null);
        _agent.Waits(3600).ShouldBeEmpty();
    }

    [Fact]
    [Rule("11")]
    public void An_event_of_the_available_agent_makes_it_compare_again()
    {
        PickSales();
        _agent.Receives(new AssignAgent(Service, new Assignment(Skill: 50)));
        Offering().ShouldBeEmpty();
    }

    [Fact]
    [Rule("11")]
    public void An_answer_to_a_command_that_changes_nothing_does_not_disturb_the_choice()
    {
        PickSales();
        _agent.Asks(new MakeAvailable(), client: "desk", key: "k1").ShouldBeEmpty();
        _agent.History[^1].Event.ShouldBeOfType<AgentCommandAnswered>();
        Offering().ShouldBe(["sales"]);
    }

    [Fact]
    [Rule("11")]
    public void After_an_offer_the_agent_compares_again()
    {
        PickSales();
        _agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        _agent.Receives(new WithdrawOffer(new OfferId(Sales, 1)));
        Offering().ShouldBeEmpty();
    }

    [Fact]
    [Rule("11")]
    public void An_agent_that_is_not_available_chooses_nothing()
    {
        PickSales();
        _agent.Receives(new TakeBreak("lunch"));
        Answers(Sales, best: null);
        Answers(Service, best: null);
        _agent.Waits(3600).ShouldBeEmpty();
        _agent.Receives(new MakeAvailable());
        Offering().ShouldBeEmpty();
    }

    [Fact]
    [Rule("11")]
    public void Out_of_all_queues_but_one_the_agent_no_longer_chooses()
    {
        _agent.Receives(new UnassignAgent(Service));
        Offering().ShouldBe(["sales"]);
        _agent.Receives(new AssignAgent(Service, new Assignment()));
        Offering().ShouldBeEmpty();
    }

    [Theory]
    [Rule("11"), Law(16)]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_restart_the_agent_compares_again(bool fromSnapshot)
    {
        PickSales();
        _agent.Restarts(fromSnapshot);
        Offering().ShouldBeEmpty();
        Answers(Sales, Early);
        Answers(Service, best: null);
        Offering().ShouldBe(["sales"]);
    }

    private void PickSales()
    {
        Answers(Sales, Early);
        Answers(Service, best: null);
        Offering().ShouldBe(["sales"]);
    }

    /// <summary>A queue has seen the last report.</summary>
    private void Answers(QueueId queue, OrderKey? best) => _agent.Receives(new ReportSeen(queue, _agent.ReportTo(queue).Round, best));

    /// <summary>The queues that may offer a contact, by the last reports to them.</summary>
    private IEnumerable<string> Offering() =>
        ((QueueId[])[Sales, Service]).Where(queue => _agent.ReportTo(queue) is { Ready: true, Choosing: false }).Select(queue => queue.Value);
}

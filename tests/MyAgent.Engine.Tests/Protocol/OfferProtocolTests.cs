using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>The protocol of offers between agents and queues, one message at a time: late, doubled and overtaken messages have no effect.</summary>
[ChaosTests]
public sealed class OfferProtocolTests
{
    [Fact]
    public void A_decline_that_comes_late_does_not_hide_an_agent_who_is_free()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(SingleEntityHarness.Report(round: 5, revision: 7));
        queue.Receives(new OfferDeclined(new OfferId(SingleEntityHarness.Sales, 1), SingleEntityHarness.Ana, Revision: 7));
        queue.Receives(SingleEntityHarness.Call("c1")).OfType<ProposeOffer>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_decline_ends_the_offer_without_a_miss_and_the_contact_goes_on()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(SingleEntityHarness.Report(round: 5));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(new OfferDeclined(new OfferId(SingleEntityHarness.Sales, 1), SingleEntityHarness.Ana, Revision: 4)).ShouldBeEmpty();
        queue.Receives(SingleEntityHarness.Report(round: 6, revision: 5)).OfType<ProposeOffer>().Single().Offer.OfferId.Number.ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(ReleaseKind.Rejected))]
    [InlineData(nameof(ReleaseKind.Missed))]
    [InlineData(nameof(ReleaseKind.Withdrawn))]
    public void An_offer_of_which_only_the_end_arrived_is_not_proposed_again(string kind)
    {
        var end = Enum.Parse<ReleaseKind>(kind);
        var queue = SingleEntityHarness.Queue();
        queue.Receives(SingleEntityHarness.Report(round: 5));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(SingleEntityHarness.Report(round: 6, revision: 5) with { Released = new Release(new OfferId(SingleEntityHarness.Sales, 1), end) });
        queue.Waits(5).OfType<ProposeOffer>().Single().Offer.OfferId.Number.ShouldBe(2);
    }

    [Fact]
    public void After_a_restart_an_agent_is_asked_until_it_has_answered_this_question()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(SingleEntityHarness.Report(round: 5));
        queue.Waits(60);
        queue.Restarts().OfType<AskForReport>().Count().ShouldBe(1);
        queue.Receives(SingleEntityHarness.Report(round: 4, ready: false));
        var question = queue.Waits(2).OfType<AskForReport>().Single();
        queue.Receives(SingleEntityHarness.Report(round: 6) with { Question = question.Question });
        queue.Waits(2).ShouldBeEmpty();
    }

    [Fact]
    public void An_agents_report_names_the_question_that_it_answers()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new AskForReport(SingleEntityHarness.Sales, Question: 17)).OfType<AgentReport>().Single().Question.ShouldBe(17);
    }

    [Fact]
    public void A_queue_whose_offer_is_under_way_has_nothing_better_for_that_agent()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(SingleEntityHarness.Report(round: 5));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(SingleEntityHarness.Call("c2"));
        queue.Receives(SingleEntityHarness.Report(round: 6, choosing: true)).OfType<ReportSeen>().Single().Best.ShouldBeNull();
    }

    [Fact]
    public void An_offer_of_a_queue_the_agent_has_left_is_declined()
    {
        var agent = SingleEntityHarness.Agent("sales", "service");
        agent.Receives(new UnassignAgent(SingleEntityHarness.Sales));
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1))).OfType<OfferDeclined>().Count().ShouldBe(1);
    }

    [Fact]
    public void An_offer_that_has_been_overtaken_by_a_later_one_is_declined()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(2)));
        agent.Receives(new WithdrawOffer(new OfferId(SingleEntityHarness.Sales, 2)));
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1))).OfType<OfferDeclined>().Count().ShouldBe(1);
    }

    [Fact]
    public void An_offer_that_comes_twice_rings_once()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Waits(20);
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1))).OfType<OfferDeclined>().ShouldBeEmpty();
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("15")]
    public void An_end_that_overtakes_the_confirmation_is_the_confirmation()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Receives(new AcceptOffer(new OfferId(SingleEntityHarness.Sales, 1)));
        agent.Receives(new ContactIsOver(new OfferId(SingleEntityHarness.Sales, 1), Finished: true));
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Engaged);
        agent.Receives(new ContactIsOver(new OfferId(SingleEntityHarness.Sales, 1), Finished: true));
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact]
    public void The_refusal_of_an_earlier_outcome_is_no_answer_to_a_later_one()
    {
        var (agent, offer) = WithCallback();
        var (early, late) = (agent.Now.AddDays(-1), agent.Now.AddDays(1));
        var refusal = new OutcomeRefused(offer, early, Refusal.Rule("dueAtInPast", "No."));
        agent.Receives(new ScheduleCallback(early));
        agent.Receives(refusal);
        agent.Answer.ShouldBeOfType<Refusal>().Code.ShouldBe("dueAtInPast");
        agent.Receives(new ScheduleCallback(late));
        agent.Receives(refusal);
        agent.Answer.ShouldBeNull();
        agent.Receives(new OutcomeRecorded(offer, Outcome: null, late));
        agent.Answer.ShouldBeOfType<AgentAnswer>().Contact!.DueAt.ShouldBe(late);
    }

    [Fact]
    public void An_agent_continues_the_numbers_of_its_reports_after_a_restart()
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new TakeBreak("a"));
        var last = agent.Receives(new MakeAvailable()).OfType<AgentReport>().Single().Round;
        agent.Waits(0.001);
        agent.Restarts().OfType<AgentReport>().Single().Round.ShouldBeGreaterThan(last);
    }

    [Fact]
    [Rule("39"), Law(11)]
    public void An_agent_with_the_withdrawn_offer_of_a_call_that_has_booked_a_window_hears_of_the_withdrawal()
    {
        var queue = SingleEntityHarness.Queue();
        var windows = new CallbackWindowSettings(1, [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(9, 30))], SlotMinutes: 30);
        var settings = QueueSettings.Default("Sales");
        queue.Receives(new ConfigureQueue(settings with { Callbacks = settings.Callbacks with { Windows = windows } }));
        queue.Receives(SingleEntityHarness.Report(round: 1));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(new StartRecording(new ContactId("c1")));
        queue.Receives(new RequestCallback(new ContactId("c1"), "+4930123456", queue.Now.AddHours(1)));
        queue.Receives(new GetContact(new ContactId("c1")));
        queue.Answer.ShouldBeOfType<ContactAnswer>().State.ShouldBe(ContactState.Scheduled);
        var told = queue.Receives(SingleEntityHarness.Report(round: 2, ready: false, holding: new OfferId(SingleEntityHarness.Sales, 1)));
        told.ShouldContain(message => message is WithdrawOffer);
        told.ShouldNotContain(message => message is OutcomeRecorded);
    }

    private static (SingleEntityHarness Agent, OfferId Offer) WithCallback()
    {
        var agent = SingleEntityHarness.Agent("sales");
        var offer = SingleEntityHarness.Offer(1, callback: new CallbackRequest("+331", Centre.Opening));
        agent.Receives(new ProposeOffer(offer));
        agent.Receives(new AcceptOffer(offer.OfferId));
        agent.Receives(new ConfirmAcceptance(offer.OfferId));
        return (agent, offer.OfferId);
    }

    [Fact]
    public void A_queue_that_cannot_be_reached_does_not_keep_an_agent_from_the_others()
    {
        var agent = SingleEntityHarness.Agent("sales", "silent");
        var asked = agent.Receives(new AskForReport(SingleEntityHarness.Sales, Question: 1)).OfType<AgentReport>().Last();
        agent.Receives(new ReportSeen(SingleEntityHarness.Sales, asked.Round, new OrderKey(0, Centre.Opening, 1)));
        agent.Waits(2).OfType<AgentReport>().ShouldContain(report => report.Ready && !report.Choosing);
    }
}

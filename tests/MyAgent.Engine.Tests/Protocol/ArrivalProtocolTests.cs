using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>An arrival that is repeated late, and words about a contact that come late, mean the contact that they meant: it is not made again, and another one that got
/// its id later is left alone.</summary>
[ChaosTests]
public sealed class ArrivalProtocolTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Night = new("night");
    private static readonly OfferId First = new(SingleEntityHarness.Sales, 1);
    private static readonly ArrivalId Old = new(Night, 5);
    private static readonly ArrivalId New = new(Night, 9000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_arrival_repeated_without_a_key_after_hundreds_of_others_makes_no_second_contact(bool fromSnapshot)
    {
        var queue = SingleEntityHarness.Queue();
        Finish(queue, "c1");
        FinishOthers(queue, 1000);
        queue.Restarts(fromSnapshot);
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Answer.ShouldBeOfType<Refusal>().ShouldSatisfyAllConditions(refusal => refusal.Code.ShouldBe("contactExists"), refusal => refusal.State.ShouldBe("done"));
        queue.Receives(new HangUp(C1));
        queue.Answer.ShouldBeOfType<Refusal>().Code.ShouldBe("contactDone");
    }

    [Fact]
    public void An_id_can_be_used_again_after_ten_thousand_others()
    {
        var queue = SingleEntityHarness.Queue();
        Finish(queue, "c1");
        FinishOthers(queue, 9_999);
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Answer.ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
        Finish(queue, "last");
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Answer.ShouldBeOfType<ContactAnswer>().State.ShouldBe(ContactState.Waiting);
    }

    [Fact]
    public void A_contact_that_has_gone_on_and_is_finished_elsewhere_is_not_made_again()
    {
        var queue = Moved(out var arrival);
        queue.Receives(new TakenContactFinished(C1, Night, arrival));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Answer.ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_callback_is_confirmed_as_done_however_many_contacts_were_finished_since(bool notReached)
    {
        var queue = WithCallback(queue => notReached ? queue with { Callbacks = queue.Callbacks with { MaxAttempts = 1 } } : queue);
        var outcome = new RecordOutcome(First, SingleEntityHarness.Ana, notReached ? queue.Now.AddHours(1) : null);
        var recorded = queue.Receives(outcome).OfType<OutcomeRecorded>().Single();
        recorded.Outcome.ShouldBe(notReached ? ContactOutcome.NotReached : ContactOutcome.Completed);
        FinishOthers(queue, 300);
        queue.Restarts();
        queue.Receives(outcome).OfType<OutcomeRecorded>().ShouldBe([recorded]);
    }

    [Fact]
    public void A_callback_is_confirmed_as_scheduled_also_when_it_has_come_back_and_another_agent_has_it()
    {
        var queue = WithCallback(queue => queue);
        var outcome = new RecordOutcome(First, SingleEntityHarness.Ana, queue.Now.AddHours(1));
        var recorded = queue.Receives(outcome).OfType<OutcomeRecorded>().Single();
        queue.Receives(SingleEntityHarness.Report(1) with { AgentId = new AgentId("ben") });
        queue.Waits(3600).OfType<ProposeOffer>().ShouldHaveSingleItem();
        queue.Receives(outcome).OfType<OutcomeRecorded>().ShouldBe([recorded]);
    }

    [Fact]
    public void An_acceptance_is_answered_with_the_end_of_the_call_however_many_contacts_were_finished_since()
    {
        var queue = Offered();
        queue.Receives(new RequestAcceptance(First, SingleEntityHarness.Ana));
        queue.Receives(new HangUp(C1, EndedBy.Connector));
        FinishOthers(queue, 300);
        queue.Restarts();
        queue.Receives(new RequestAcceptance(First, SingleEntityHarness.Ana)).OfType<ContactIsOver>()
            .ShouldBe([new ContactIsOver(First, Finished: true, EndedBy.Connector)]);
    }

    [Fact]
    public void Another_contact_that_was_given_the_id_of_a_finished_one_is_taken_over()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(Old));
        queue.Receives(new HangUp(C1));
        queue.Receives(TakeOver(New)).OfType<ContactTaken>().ShouldBe([new ContactTaken(C1, SingleEntityHarness.Sales, Move: 1, Taken: true, New)]);
        Queued(queue).ShouldBe([C1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void A_late_copy_of_a_hand_over_does_not_bring_a_finished_contact_back(int others)
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(Old));
        queue.Receives(new HangUp(C1));
        FinishOthers(queue, others);
        queue.Receives(TakeOver(Old)).OfType<ContactTaken>().ShouldBe([new ContactTaken(C1, SingleEntityHarness.Sales, Move: 1, Taken: true, Old)]);
        Queued(queue).ShouldBeEmpty();
    }

    [Fact]
    public void A_second_contact_of_the_same_id_is_not_taken_over()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(Old));
        queue.Receives(TakeOver(New)).OfType<ContactTaken>().ShouldBe([new ContactTaken(C1, SingleEntityHarness.Sales, Move: 1, Taken: false, New)]);
        Queued(queue).ShouldBe([C1]);
    }

    [Fact]
    public void A_late_word_that_an_earlier_contact_is_finished_or_to_be_dropped_does_not_end_the_one_that_has_its_id_now()
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(TakeOver(New));
        queue.Receives(new TakenContactFinished(C1, Night, Old)).ShouldBe([new FinishSeen(C1, SingleEntityHarness.Sales, Old)]);
        queue.Receives(new DropContact(C1, Night, Move: 1, ContactOutcome.Abandoned, Old)).ShouldBe([new ContactTaken(C1, SingleEntityHarness.Sales, Move: 1, Taken: false, Old)]);
        queue.Receives(new ContactTaken(C1, Night, Move: 2, Taken: false, Old)).ShouldBeEmpty();
        Queued(queue).ShouldBe([C1]);
    }

    [Fact]
    public void A_contact_that_another_queue_has_taken_too_late_is_dropped_there_however_many_contacts_were_finished_since()
    {
        var queue = OnItsWay(out var arrival);
        queue.Receives(new HangUp(C1));
        queue.Receives(new ContactTaken(C1, Night, Move: 1, Taken: false, arrival));
        FinishOthers(queue, 300);
        queue.Receives(new ContactTaken(C1, Night, Move: 1, Taken: true, arrival)).OfType<DropContact>().Single().Arrival.ShouldBe(arrival);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_arrival_that_a_closed_queue_has_sent_on_makes_no_second_contact_when_it_is_repeated_once_the_queue_is_open(bool fromSnapshots)
    {
        var centre = WithNightQueue();
        centre.Arrive("c1").QueueId.ShouldBe(Night);
        Open(centre);
        centre.Restart(fromSnapshots);
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
        centre.Waiting().ShouldBeEmpty();
        centre.Waiting("night").ShouldBe(["c1"]);
    }

    [Fact]
    public void A_contact_that_the_other_queue_refused_is_accepted_once_the_queue_is_open()
    {
        var centre = WithNightQueue(night => night with { MaxWaiting = 1 });
        centre.Arrive("c0");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("queueFull");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("queueFull");
        Open(centre);
        centre.Arrive("c1", key: "k1").QueueId.ShouldBe(SingleEntityHarness.Sales);
        centre.Arrive("c1", key: "k1").QueueId.ShouldBe(SingleEntityHarness.Sales);
        centre.Waiting().ShouldBe(["c1"]);
    }

    private static Centre WithNightQueue(Func<QueueSettings, QueueSettings>? night = null)
    {
        var centre = new Centre();
        centre.Queue("night", night);
        centre.Queue("sales", queue => queue with { OpeningHours = new OpeningHours("UTC", [], []), ClosedQueue = Night });
        return centre;
    }

    private static void Open(Centre centre) => centre.Queue("sales", queue => queue with { OpeningHours = null, ClosedQueue = Night });

    private static TakeOverContact TakeOver(ArrivalId arrival) => new(
        new Contact(C1, Media.Call, new CallerAddress("+331"), Centre.Opening, new OrderKey(0, Centre.Opening, 1), [], Moves: 1, Arrival: arrival), Night);

    private static void Finish(SingleEntityHarness queue, string contact)
    {
        queue.Receives(SingleEntityHarness.Call(contact));
        queue.Receives(new HangUp(new ContactId(contact)));
    }

    private static void FinishOthers(SingleEntityHarness queue, int count)
    {
        for (var number = 1; number <= count; number++)
            Finish(queue, string.Create(CultureInfo.InvariantCulture, $"other{number}"));
    }

    private static IEnumerable<ContactId> Queued(SingleEntityHarness queue)
    {
        queue.Receives(new GetQueue(0, int.MaxValue));
        return queue.Answer.ShouldBeOfType<QueueAnswer>().Waiting.Select(contact => contact.ContactId);
    }

    private static SingleEntityHarness Offered(Func<QueueSettings, QueueSettings>? policy = null)
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(new ConfigureQueue((policy ?? (settings => settings))(QueueSettings.Default("Sales"))));
        queue.Receives(SingleEntityHarness.Report(1));
        queue.Receives(SingleEntityHarness.Call("c1")).OfType<ProposeOffer>().ShouldHaveSingleItem().Offer.OfferId.ShouldBe(First);
        return queue;
    }

    /// <summary>The agent has a callback.</summary>
    private static SingleEntityHarness WithCallback(Func<QueueSettings, QueueSettings> policy)
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(new ConfigureQueue(policy(QueueSettings.Default("Sales"))));
        queue.Receives(SingleEntityHarness.Call("c1"));
        queue.Receives(new RequestCallback(C1, "+33123456"));
        queue.Receives(SingleEntityHarness.Report(1)).OfType<ProposeOffer>().ShouldHaveSingleItem().Offer.OfferId.ShouldBe(First);
        queue.Receives(new RequestAcceptance(First, SingleEntityHarness.Ana));
        queue.Receives(SingleEntityHarness.Report(2, revision: 4, ready: false, holding: First));
        return queue;
    }

    private static SingleEntityHarness OnItsWay(out ArrivalId? arrival)
    {
        var queue = SingleEntityHarness.Queue();
        queue.Receives(new ConfigureQueue(QueueSettings.Default("Sales") with { MaxWaitSeconds = 60, OverflowQueue = Night }));
        queue.Receives(SingleEntityHarness.Call("c1"));
        arrival = queue.Waits(60).OfType<TakeOverContact>().ShouldHaveSingleItem().Contact.Arrival.ShouldNotBeNull();
        return queue;
    }

    private static SingleEntityHarness Moved(out ArrivalId? arrival)
    {
        var queue = OnItsWay(out arrival);
        queue.Receives(new ContactTaken(C1, Night, Move: 1, Taken: true, arrival));
        return queue;
    }
}

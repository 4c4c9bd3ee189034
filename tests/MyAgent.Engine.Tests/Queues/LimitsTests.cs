using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

public sealed class LimitsTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact] // Rule 16
    public void The_contact_too_many_is_refused()
    {
        var centre = Centre.With(queue => queue with { MaxWaiting = 2 });
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.TryArrive("c3").ShouldBeOfType<Refusal>().Code.ShouldBe("queueFull");
        centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact] // Rule 16
    public void Who_has_waited_too_long_is_expired_where_there_is_no_overflow_queue()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60 });
        centre.Arrive("c1");
        centre.Pass(59.999).Contact("c1").State.ShouldBe(ContactState.Waiting);
        centre.Pass(0.001).Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact] // Rule 16
    public void Who_has_waited_too_long_goes_to_the_overflow_queue_with_its_place()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") });
        centre.Queue("late", queue => queue with { MaxWaiting = 1 });
        centre.Arrive("c1");
        centre.Pass(1).Arrive("other", queue: "late");
        centre.Pass(59).Waiting("late").ShouldBe(["c1", "other"]);
        centre.Waiting().ShouldBeEmpty();
        centre.Ask(new QueueId("sales"), new HangUp(C1)).ShouldBe(new ContactMovedAnswer(C1, new QueueId("late")));
        centre.Does(new HangUp(C1), queue: "late").Outcome.ShouldBe(ContactOutcome.Abandoned);
        centre.Ask(new QueueId("sales"), new HangUp(C1)).ShouldBeOfType<Refusal>().Code.ShouldBe("unknownContact");
    }

    [Fact] // Rule 16
    public void Who_cannot_go_to_the_overflow_queue_is_expired()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("nowhere") });
        centre.Arrive("c1");
        centre.Pass(60).Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact] // Rule 18
    public void Alarms_are_raised_at_their_limit_and_cleared_at_80_per_cent_of_it()
    {
        var centre = Centre.With(queue => queue with { Alarms = new AlarmSettings(Waiting: 5, LongestWaitSeconds: null) });
        for (var number = 1; number <= 5; number++)
            centre.Arrive($"c{number}");
        centre.Line().Alarms.ShouldBe([AlarmKind.Waiting]);
        centre.Does(new HangUp(C1));
        centre.Line().Alarms.ShouldBeEmpty();
        centre.Events.OfType<AlarmRaised>().Single().Value.ShouldBe(5);
        centre.Events.OfType<AlarmCleared>().Single().Value.ShouldBe(4);
    }

    [Fact] // Rule 18
    public void The_alarm_on_the_longest_wait_is_raised_at_the_instant_and_does_not_flicker()
    {
        var centre = Centre.With(queue => queue with { Alarms = new AlarmSettings(Waiting: null, LongestWaitSeconds: 100) });
        centre.Arrive("c1");
        centre.Pass(10).Arrive("c2");
        centre.Pass(40).Arrive("c3");
        centre.Pass(49.999).Line().Alarms.ShouldBeEmpty();
        centre.Pass(0.001).Line().Alarms.ShouldBe([AlarmKind.LongestWait]);
        centre.Does(new HangUp(C1));
        centre.Line().Alarms.ShouldBe([AlarmKind.LongestWait]);
        centre.Does(new HangUp(new ContactId("c2")));
        centre.Line().Alarms.ShouldBeEmpty();
    }

    [Fact] // Law 5
    public void A_supervisor_moves_a_contact_to_the_first_place()
    {
        var centre = Centre.With();
        centre.Arrive("vip", priority: 5);
        centre.Pass(1).Arrive("c1");
        centre.Does(new MoveToFirst(C1)).Position.ShouldBe(1);
        centre.Waiting().ShouldBe(["c1", "vip"]);
        centre.Contact("c1").OriginAt.ShouldBe(centre.Now);
        centre.Journal.Single(record => record.Recorded.Event is OrderKeyChanged).Recorded.Cause.By.ShouldBe("test:supervisor");
    }

    [Fact] // Law 5
    public void A_supervisor_changes_a_contacts_priority()
    {
        var centre = Centre.With();
        centre.Arrive("c0");
        centre.Arrive("c1");
        centre.Does(new ChangePriority(C1, 3)).Priority.ShouldBe(3);
        centre.Waiting().ShouldBe(["c1", "c0"]);
    }

    [Fact]
    public void A_queue_takes_only_its_media()
    {
        var centre = Centre.With(queue => queue with { Media = [Media.Email] });
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("mediaNotServed");
        centre.Arrive("c2", media: Media.Email).Kind.ShouldBe(ContactKind.Email);
    }

    [Fact]
    public void A_contact_id_is_taken_once()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("contactExists");
        centre.Serve("ana");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().State.ShouldBe("done");
    }

    [Fact]
    public void A_priority_given_with_the_contact_goes_before_that_of_its_caller()
    {
        var centre = Centre.With();
        centre.Ask(CallerAddress.FromText("+33111").Address, new Engine.Callers.ConfigureCaller([], 7));
        centre.Arrive("c1", caller: "+33111").Priority.ShouldBe(7);
        centre.Arrive("c2", caller: "+33111", priority: 2).Priority.ShouldBe(2);
    }

    [Fact]
    public void An_agent_who_is_taken_out_of_a_queue_gets_nothing_more_of_it()
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new UnassignAgent(new QueueId("sales"))).Assignments.ShouldBeEmpty();
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Does("ana", new AssignAgent(new QueueId("sales"), new Assignment()));
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }
}

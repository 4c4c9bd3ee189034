using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class DirectCallbackTests
{
    private const string Number = "+33 1 23 45 67 89";

    private readonly Centre _centre = Centre.With();

    [Fact]
    [Rule("36")]
    public void A_callback_without_a_call_waits_where_a_call_at_that_moment_would()
    {
        _centre.Arrive("c1");
        _centre.Pass(1);
        var callback = _centre.Request("b1", Number);
        _centre.Pass(1);
        _centre.Arrive("c2");
        (callback.Kind, callback.State, callback.Position, callback.Number).ShouldBe((ContactKind.Callback, ContactState.Waiting, 2, "+33123456789"));
        _centre.Waiting().ShouldBe(["c1", "b1", "c2"]);
    }

    [Fact]
    [Rule("36")]
    public void A_callback_from_an_instant_on_is_scheduled_until_then_and_waits_behind_those_that_came_before_that_instant()
    {
        var callback = _centre.Request("b1", Number, notBefore: Centre.Opening.AddSeconds(60));
        (callback.State, callback.DueAt, callback.Position).ShouldBe((ContactState.Scheduled, Centre.Opening.AddSeconds(60), null));
        _centre.Pass(30);
        _centre.Arrive("c1");
        _centre.Pass(40);
        _centre.Arrive("c2");
        _centre.Waiting().ShouldBe(["c1", "b1", "c2"]);
    }

    [Fact]
    [Rule("36")]
    public void An_instant_that_has_passed_means_now()
    {
        _centre.Pass(60);
        _centre.Request("b1", Number, notBefore: Centre.Opening).State.ShouldBe(ContactState.Waiting);
    }

    [Theory]
    [Rule("36")]
    [InlineData("+33 123-456-789")]
    [InlineData("0033123456789")]
    public void A_second_request_of_the_same_number_gets_the_open_one_back(string again)
    {
        _centre.Request("b1", "+33123456789", notBefore: Centre.Opening.AddSeconds(60));
        var second = _centre.Request("b2", again);
        (second.ContactId.Value, second.State, second.RequestedBefore).ShouldBe(("b1", ContactState.Scheduled, true));
        _centre.Pass(60);
        _centre.Request("b3", again).ContactId.Value.ShouldBe("b1");
        _centre.Waiting().ShouldBe(["b1"]);
    }

    [Fact]
    [Rule("36")]
    public void A_second_request_gets_a_callback_back_that_came_from_a_call()
    {
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(new ContactId("c1"), Number));
        _centre.Request("b1", Number).ContactId.Value.ShouldBe("c1");
    }

    [Fact]
    [Rule("36")]
    public void After_the_first_is_finished_a_request_of_the_same_number_is_a_new_one()
    {
        _centre.Request("b1", Number);
        _centre.Request("b2", Number).ContactId.Value.ShouldBe("b1");
        _centre.Does(new CancelContact(new ContactId("b1")));
        (_centre.Request("b3", Number) is { ContactId.Value: "b3", RequestedBefore: null }).ShouldBeTrue();
    }

    [Fact]
    [Rule("36")]
    public void The_same_number_in_another_queue_is_another_callback()
    {
        _centre.Queue("support");
        _centre.Request("b1", Number);
        _centre.Request("b2", Number, "support").ContactId.Value.ShouldBe("b2");
    }

    [Fact]
    [Rule("36"), Law(17)]
    public void A_repeated_command_gets_the_same_answer_also_after_the_first_is_finished()
    {
        var first = _centre.Request("b1", Number, key: "k1");
        var second = _centre.Request("b2", Number, key: "k2");
        _centre.Does(new CancelContact(new ContactId("b1")));
        _centre.Restart(fromSnapshots: true);
        _centre.Request("b1", Number, key: "k1").ShouldBe(first);
        _centre.Request("b2", Number, key: "k2").ShouldBe(second);
        _centre.Waiting().ShouldBeEmpty();
    }

    [Theory]
    [Rule("20", "36")]
    [InlineData("hello", "implausibleNumber")]
    [InlineData("0033800000000", "forbiddenNumber")]
    public void A_number_that_cannot_be_called_is_refused(string number, string code)
    {
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { ForbiddenNumbers = ["+33800000000"] } });
        Refused("b1", number).ShouldBe((code, "number"));
        _centre.Events.OfType<ContactRefused>().Single().Refusal.Code.ShouldBe(code);
    }

    [Fact]
    [Rule("36")]
    public void A_date_beyond_the_horizon_is_refused() =>
        Refused("b1", Number, Centre.Opening.AddDays(31)).ShouldBe(("dueAtBeyondHorizon", "notBefore"));

    [Fact]
    [Rule("36")]
    public void A_queue_that_takes_no_callbacks_or_no_calls_refuses_one()
    {
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { Enabled = false } });
        Refused("b1", Number).Code.ShouldBe("callbacksDisabled");
        _centre.Queue("sales", queue => queue with { Media = [Media.Email] });
        Refused("b1", Number).Code.ShouldBe("mediaNotServed");
    }

    [Fact]
    [Rule("16", "36")]
    public void A_full_queue_refuses_a_callback_for_now_and_takes_one_for_later()
    {
        _centre.Queue("sales", queue => queue with { MaxWaiting = 1 });
        _centre.Arrive("c1");
        Refused("b1", Number).Code.ShouldBe("queueFull");
        _centre.Request("b2", Number, notBefore: Centre.Opening.AddSeconds(60)).State.ShouldBe(ContactState.Scheduled);
    }

    [Fact]
    [Rule("17", "36"), Law(15)]
    public void A_callback_requested_while_the_queue_is_closed_waits_for_the_opening()
    {
        _centre.Queue("support");
        _centre.Queue("sales", queue => queue with { ClosedQueue = new QueueId("support"), OpeningHours = OpenFrom(9) });
        var callback = _centre.Request("b1", Number);
        (callback.QueueId.Value, callback.State).ShouldBe(("sales", ContactState.Scheduled));
        _centre.Pass(3599);
        _centre.Waiting().ShouldBeEmpty();
        _centre.Restart();
        _centre.Pass(1);
        _centre.Arrive("c1");
        _centre.Waiting().ShouldBe(["b1", "c1"]);
    }

    [Fact]
    [Rule("17", "36")]
    public void A_queue_that_does_not_open_again_refuses_a_callback()
    {
        _centre.Queue("sales", queue => queue with { OpeningHours = new OpeningHours("UTC", [], []) });
        Refused("b1", Number).Code.ShouldBe("queueClosed");
    }

    [Fact]
    [Rule("25", "36")]
    public void A_call_from_the_number_takes_the_place_of_the_callback()
    {
        _centre.Request("b1", Number);
        _centre.Pass(1);
        _centre.Arrive("c1");
        _centre.Arrive("c2", caller: Number);
        _centre.Waiting().ShouldBe(["c2", "c1"]);
        _centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Superseded);
    }

    [Fact]
    [Rule("14", "36")]
    public void The_preferred_agents_and_the_priority_are_those_of_the_number()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Prefer(Number, "ben");
        centre.Request("b1", Number);
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("b1");
    }

    [Fact]
    [Rule("22", "36")]
    public void An_agent_completes_it_as_any_callback()
    {
        var centre = Centre.With(agents: ["ana"]);
        centre.Request("b1", Number);
        centre.Accept("ana").Contact!.Number.ShouldBe("+33123456789");
        centre.Does("ana", new CompleteCallback());
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Completed);
    }

    private (string Code, string? Field) Refused(string contact, string number, DateTimeOffset? notBefore = null)
    {
        var refusal = _centre.TryRequest(contact, number, notBefore: notBefore).ShouldBeOfType<Refusal>();
        return (refusal.Code, refusal.Field);
    }

    private static OpeningHours OpenFrom(int hour) => new("UTC", [new WeeklyOpening(Centre.Opening.DayOfWeek, new TimeOnly(hour, 0), new TimeOnly(18, 0))], []);
}

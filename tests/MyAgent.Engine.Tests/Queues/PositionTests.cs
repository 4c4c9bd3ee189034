using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 35: the position that a caller is told.</summary>
[UnitTests]
public sealed class PositionTests
{
    private readonly Centre _centre = Centre.With();

    [Fact]
    [Rule("35")]
    public void The_position_falls_as_those_ahead_leave()
    {
        Arrive("c1", "c2", "c3");
        Positions("c3").ShouldBe((3, 3));
        _centre.Does(new HangUp(new ContactId("c1")));
        Positions("c3").ShouldBe((2, 2));
    }

    [Fact]
    [Rule("35"), Law(21)]
    public void A_contact_of_higher_priority_goes_ahead_and_the_position_to_say_stays()
    {
        Arrive("c1", "c2");
        _centre.Arrive("vip", priority: 1);
        Positions("vip").ShouldBe((1, 1));
        Positions("c1").ShouldBe((2, 1));
        Positions("c2").ShouldBe((3, 2));
        _centre.Does(new HangUp(new ContactId("c1")));
        Positions("c2").ShouldBe((2, 2));
    }

    [Fact]
    [Rule("35"), Law(21)]
    public void A_contact_that_is_moved_to_first_passes_those_ahead_of_it_and_none_behind()
    {
        Arrive("c1", "c2", "c3", "c4");
        _centre.Does(new MoveToFirst(new ContactId("c3")));
        Positions("c3").ShouldBe((1, 1));
        Positions("c1").ShouldBe((2, 1));
        Positions("c4").ShouldBe((4, 4));
        _centre.Does(new ChangePriority(new ContactId("c4"), 5));
        _centre.Does(new ChangePriority(new ContactId("c4"), 0));
        Positions("c4").ShouldBe((4, 1));
    }

    [Fact]
    [Rule("35"), Law(21)]
    public void An_offer_that_is_missed_does_not_let_the_position_rise()
    {
        _centre.Agent("ana", ("sales", new Assignment()));
        Arrive("c1", "c2");
        _centre.LogIn("ana");
        Positions("c2").ShouldBe((1, 1));
        _centre.Contact("c1").PositionToSay.ShouldBeNull();
        _centre.Pass(20);
        Positions("c1").ShouldBe((1, 1));
        Positions("c2").ShouldBe((2, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("35"), Law(21)]
    public void What_was_said_is_known_after_a_restart(bool fromSnapshots)
    {
        Arrive("c1", "c2");
        _centre.Arrive("vip", priority: 1);
        _centre.Restart(fromSnapshots);
        Positions("c1").ShouldBe((2, 1));
        Positions("c2").ShouldBe((3, 2));
        _centre.Does(new HangUp(new ContactId("vip")));
        Positions("c2").ShouldBe((2, 2));
    }

    [Fact]
    [Rule("35"), Law(21)]
    public void A_contact_that_has_waited_too_long_takes_what_was_said_along()
    {
        var centre = new Centre();
        centre.Queue("late").Queue("sales", queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") });
        centre.Arrive("c1").PositionToSay.ShouldBe(1);
        centre.Arrive("l1", queue: "late", originAt: Centre.Opening.AddHours(-1));
        centre.Pass(60);
        var moved = centre.Contact("c1", "late");
        (moved.Position, moved.PositionToSay).ShouldBe((2, 1));
    }

    [Fact]
    [Rule("35")]
    public void A_callback_that_comes_back_at_its_date_begins_to_wait_again()
    {
        _centre.Agent("ana", ("sales", new Assignment(WrapUpSeconds: 1000)));
        Arrive("c1");
        _centre.Does(new RequestCallback(new ContactId("c1"), "+33123"));
        _centre.LogIn("ana");
        _centre.Accept("ana");
        _centre.Does("ana", new MyAgent.Engine.Agents.ScheduleCallback(_centre.Now.AddSeconds(600)));
        _centre.Does("ana", new MyAgent.Engine.Agents.ClosePopUp());
        _centre.Arrive("vip", priority: 1);
        _centre.Pass(601);
        Positions("c1").ShouldBe((2, 2));
    }

    private void Arrive(params string[] contacts)
    {
        foreach (var contact in contacts)
            _centre.Pass(1).Arrive(contact, caller: $"+3312{contact.Length}{contact[^1]}");
    }

    private (int? Position, int? ToSay) Positions(string contact) => (_centre.Contact(contact).Position, _centre.Contact(contact).PositionToSay);
}

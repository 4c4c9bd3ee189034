using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33: the agent who has a contact sends it to another queue, or to an agent in a queue.</summary>
[UnitTests]
public sealed class TransferTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Late = new("late");
    private static readonly QueueId Sales = new("sales");
    private static readonly AgentId Ana = new("ana");
    private static readonly AgentId Ben = new("ben");
    private static readonly AgentId Cem = new("cem");

    [Fact]
    [Rule("33")]
    public void A_transferred_contact_keeps_its_id_kind_origin_and_place_and_is_offered_in_the_other_queue()
    {
        var centre = Engaged();
        var before = centre.Contact("c1");
        centre.Pass(60);
        centre.Arrive("c2", queue: "late");
        centre.Does("ana", new TransferContact(Late));
        centre.Waiting("late").ShouldBe(["c1", "c2"]);
        centre.Contact("c1", "late").ShouldSatisfyAllConditions(
            contact => contact.Kind.ShouldBe(before.Kind),
            contact => contact.OriginAt.ShouldBe(before.OriginAt),
            contact => contact.Transfer.ShouldBe(new ContactTransfer(Sales, Late, Ana, centre.Now, Move: 1)));
        centre.Waiting().ShouldBeEmpty();
        centre.LogIn("ben");
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33")]
    public void With_a_new_place_it_stands_behind_those_that_came_before_the_transfer()
    {
        var centre = Engaged();
        centre.Pass(60).Arrive("c2", queue: "late");
        centre.Pass(1).Does("ana", new TransferContact(Late, NewPlace: true));
        centre.Waiting("late").ShouldBe(["c2", "c1"]);
        centre.Contact("c1", "late").OriginAt.ShouldBe(Centre.Opening);
    }

    [Fact]
    [Rule("33")]
    public void The_part_of_the_agent_is_over_and_wrap_up_follows()
    {
        var centre = Engaged();
        centre.Does("ana", new TransferContact(Late)).ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.PostProcessing),
            ana => ana.Contact!.Over.ShouldBeTrue());
        centre.Refuses("ana", new TransferContact(Late)).Code.ShouldBe("contactOver");
        centre.Does("ana", new ClosePopUp()).ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.WrapUp),
            ana => ana.QueueId.ShouldBe(Sales));
    }

    [Fact]
    [Rule("33")]
    public void Where_the_pop_up_is_closed_wrap_up_follows_at_once()
    {
        var centre = Engaged();
        centre.Does("ana", new ClosePopUp());
        centre.Does("ana", new TransferContact(Late)).Status.ShouldBe(AgentStatus.WrapUp);
    }

    [Fact]
    [Rule("33")]
    public void To_an_agent_it_waits_for_that_agent_and_then_for_anybody()
    {
        var centre = Engaged(late: settings => settings with { TransferHoldSeconds = 12 });
        centre.LogIn("ben");
        centre.LogIn("cem");
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Does("ana", new TransferContact(Late, Ben));
        centre.Pass(11).Look("cem").Offer.ShouldBeNull();
        centre.Pass(1).Look("cem").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33")]
    public void To_an_agent_who_is_available_it_is_offered_at_once_though_another_is_idle_longer()
    {
        var centre = Engaged();
        centre.LogIn("cem");
        centre.Pass(5).LogIn("ben");
        centre.Does("ana", new TransferContact(Late, Ben));
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
        centre.Look("cem").Offer.ShouldBeNull();
    }

    [Fact]
    [Rule("33")]
    public void To_an_agent_who_is_logged_out_it_goes_to_anybody()
    {
        var centre = Engaged();
        centre.LogIn("cem");
        centre.Does("ana", new TransferContact(Late, Ben));
        centre.Look("cem").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33")]
    public void To_another_agent_of_the_same_queue_it_waits_there_again_for_that_agent()
    {
        var centre = Centre.With(settings => settings with { TransferHoldSeconds = 30 }, agents: ["ana", "ben", "cem"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Does("cem", new TakeBreak("lunch"));
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new TransferContact(Sales, Ben));
        centre.Does("cem", new MakeAvailable());
        centre.Look("cem").Offer.ShouldBeNull();
        centre.Does("ben", new MakeAvailable());
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
        centre.Events.OfType<ContactMoved>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("33")]
    public void A_transfer_to_where_the_contact_is_already_is_refused()
    {
        var centre = Engaged();
        centre.Refuses("ana", new TransferContact(Sales)).Code.ShouldBe("transferToItself");
        centre.Refuses("ana", new TransferContact(Sales, Ana)).Code.ShouldBe("transferToItself");
        centre.Refuses("ana", new TransferContact(Late, Ana)).Code.ShouldBe("transferToItself");
    }

    [Theory]
    [InlineData("queueFull")]
    [InlineData("queueClosed")]
    [InlineData("mediaNotServed")]
    [InlineData("notAssigned")]
    [InlineData("unknownQueue")]
    [Rule("33")]
    public void A_refused_transfer_leaves_everything_as_it_was(string code)
    {
        var centre = Engaged(late: settings => code switch
        {
            "queueFull" => settings with { MaxWaiting = 1 },
            "queueClosed" => settings with { OpeningHours = new OpeningHours("UTC", [], []) },
            "mediaNotServed" => settings with { Media = [Media.Fax] },
            _ => settings,
        });
        if (code == "queueFull")
            centre.Arrive("c2", queue: "late");
        centre.Refuses("ana", code switch
        {
            "notAssigned" => new TransferContact(Late, new AgentId("dan")),
            "unknownQueue" => new TransferContact(new QueueId("nowhere")),
            _ => new TransferContact(Late),
        }, key: "k").Code.ShouldBe(code);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Engaged);
        centre.Contact("c1").State.ShouldBe(ContactState.Engaged);
        centre.Events.OfType<ContactTransferred>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("33")]
    public void Without_a_contact_or_for_another_one_it_is_refused()
    {
        var centre = Engaged();
        centre.Refuses("ben", new TransferContact(Late)).Code.ShouldBe("noContactInHand");
        centre.Refuses("ana", new TransferContact(Late, ContactId: new ContactId("c0"))).Code.ShouldBe("otherContactInHand");
    }

    [Fact]
    [Rule("33")]
    public void A_repeated_transfer_gets_the_same_answer_and_transfers_nothing_again()
    {
        var centre = Engaged();
        var first = centre.Ask("ana", new TransferContact(Late), "k");
        centre.Pass(3).Ask("ana", new TransferContact(Late), "k").ShouldBe(first);
        centre.Events.OfType<ContactTransferred>().ShouldHaveSingleItem();
    }

    [Fact]
    [Rule("33")]
    public void A_callback_is_transferred_without_an_outcome_and_stays_a_callback()
    {
        var centre = Two();
        centre.Request("c1", "4711");
        centre.Accept("ana");
        centre.Does("ana", new TransferContact(Late));
        centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.WrapUp);
        centre.Contact("c1", "late").ShouldSatisfyAllConditions(
            callback => callback.Kind.ShouldBe(ContactKind.Callback),
            callback => callback.Attempts.ShouldBe(0));
        centre.LogIn("ben");
        centre.Accept("ben");
        centre.Does("ben", new CompleteCallback());
        centre.Events.OfType<ContactFinished>().ShouldHaveSingleItem().Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Fact]
    [Rule("33")]
    public void A_callback_goes_to_no_queue_without_callbacks()
    {
        var centre = Two(settings => settings with { Callbacks = settings.Callbacks with { Enabled = false } });
        centre.Request("c1", "4711");
        centre.Accept("ana");
        centre.Refuses("ana", new TransferContact(Late)).Code.ShouldBe("callbacksDisabled");
    }

    [Fact]
    [Rule("33")]
    public void A_transferred_contact_can_be_transferred_back()
    {
        var centre = Engaged();
        centre.LogIn("ben");
        centre.Does("ana", new TransferContact(Late));
        centre.Does("ana", new ClosePopUp());
        centre.Accept("ben");
        centre.Does("ben", new TransferContact(Sales, Ana));
        centre.Does("ana", new MakeAvailable());
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
        centre.Serve("ana");
        centre.Events.OfType<ContactFinished>().ShouldHaveSingleItem().Outcome.ShouldBe(ContactOutcome.Served);
    }

    [Fact]
    [Rule("33")]
    public void A_caller_who_hangs_up_after_the_transfer_has_abandoned_the_other_queue()
    {
        var centre = Engaged();
        centre.Does("ana", new TransferContact(Late));
        centre.Does(new HangUp(C1), "late").Outcome.ShouldBe(ContactOutcome.Abandoned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("33")]
    public void The_hold_lasts_over_a_restart(bool fromSnapshots)
    {
        var centre = Engaged(late: settings => settings with { TransferHoldSeconds = 60 });
        centre.LogIn("ben");
        centre.LogIn("cem");
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Does("ana", new TransferContact(Late, Ben));
        centre.Restart(fromSnapshots).Pass(50).Look("cem").Offer.ShouldBeNull();
        centre.Pass(10).Look("cem").Offer!.ContactId.ShouldBe(C1);
        centre.Contact("c1", "late").Transfer!.For.ShouldBe(Ben);
    }

    /// <summary>Ana works in sales, with 30 s of wrap-up; Ben and Cem, who are logged out, in late.</summary>
    private static Centre Two(Func<QueueSettings, QueueSettings>? late = null)
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: ["ana"]);
        return centre.Queue("late", late).Agent(Ben.Value, ("late", new Assignment())).Agent(Cem.Value, ("late", new Assignment()));
    }

    /// <summary>Ana has c1.</summary>
    private static Centre Engaged(Func<QueueSettings, QueueSettings>? late = null)
    {
        var centre = Two(late);
        centre.Arrive("c1");
        centre.Accept("ana");
        return centre;
    }
}

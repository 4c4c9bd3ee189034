using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 1: the pop-up of an agent with <c>autoClosePopUp</c> closes with the contact, and wrap-up begins at once.</summary>
[UnitTests]
[Rule("1")]
public sealed class AutoClosePopUpTests
{
    private static readonly ContactId C1 = new("c1");
    private static readonly QueueId Late = new("late");

    public static TheoryData<string> Ends => [.. WaysToEnd.Keys];

    /// <summary>Every way in which a contact that an agent has ends for that agent.</summary>
    private static readonly Dictionary<string, Action<Centre>> WaysToEnd = new()
    {
        ["the agent ends it"] = centre => centre.Does("ana", new EndContact()),
        ["the caller hangs up"] = centre => centre.Does(new HangUp(C1)),
        ["a supervisor cancels it"] = centre => centre.Does(new CancelContact(C1)),
        ["its connector has lost it"] = centre => centre.Does(new EndLostCall(C1)),
        ["it goes to another queue"] = centre => centre.Does("ana", new TransferContact(Late)),
        ["it goes to another agent of the queue"] = centre => centre.Does("ana", new TransferContact(new QueueId("sales"), new AgentId("eva"))),
        ["it is handed over"] = centre =>
        {
            centre.Does("ana", new StartConsultation(Late));
            centre.Accept("eva");
            centre.Does("ana", new CompleteTransfer());
        },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    [Law(37)]
    public void Wrap_up_begins_when_the_contact_is_over(string end)
    {
        var centre = Engaged();
        WaysToEnd[end](centre);
        (centre.Look("ana").Status, centre.Look("ana").Until).ShouldBe((AgentStatus.WrapUp, centre.Now.AddSeconds(30)));
        OfAna(centre).TakeLast(3).Select(happened => happened.GetType()).ShouldBe([typeof(ContactEnded), typeof(PopUpClosed), typeof(WrapUpStarted)]);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Without_the_setting_the_pop_up_stays_open(string end)
    {
        var centre = Engaged(new AgentSettings());
        WaysToEnd[end](centre);
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact]
    [Rule("5")]
    public void Without_wrap_up_the_agent_is_free_at_once_with_the_break_that_was_requested()
    {
        var centre = Engaged(wrapUpSeconds: 0);
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Does(new HangUp(C1));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("32")]
    public void Without_wrap_up_the_default_code_is_recorded()
    {
        var code = new WrapUpCodeId("other");
        var centre = Engaged(wrapUpSeconds: 0, policy: queue => queue with { WrapUpCodes = new WrapUpCodeSettings([new WrapUpCode(code, "Other")], Required: true, code) });
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<WrapUpCodeSet>().Single().ShouldSatisfyAllConditions(set => set.Code.ShouldBe(code), set => set.ByDefault.ShouldBeTrue());
    }

    [Fact]
    public void A_pop_up_that_was_closed_before_is_not_closed_again()
    {
        var centre = Engaged();
        centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Engaged);
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.WrapUp);
        centre.Events.OfType<PopUpClosed>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("22")]
    public void A_callback_that_still_needs_its_outcome_stays_in_post_processing_until_it_has_it()
    {
        foreach (var outcome in new ICommand[]
        {
            new CompleteCallback(), new ScheduleCallback(Centre.Opening.AddHours(1)), new FailCallback(FailureCause.Busy, DueAt: Centre.Opening.AddHours(1)),
        })
        {
            var centre = Engaged(isCallback: true);
            centre.Does(new HangUp(C1));
            centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
            centre.Pass(5).Does("ana", outcome).ShouldSatisfyAllConditions(
                ana => ana.Status.ShouldBe(AgentStatus.WrapUp),
                ana => ana.Until.ShouldBe(centre.Now.AddSeconds(30)));
        }
    }

    [Fact]
    [Rule("22")]
    public void The_outcome_ends_a_callback_whose_call_is_not_over_with_its_pop_up()
    {
        var centre = Engaged(isCallback: true);
        centre.Does("ana", new CompleteCallback()).Status.ShouldBe(AgentStatus.WrapUp);
        OfAna(centre).TakeLast(4).Select(happened => happened.GetType())
            .ShouldBe([typeof(CallbackOutcomeRecorded), typeof(ContactEnded), typeof(PopUpClosed), typeof(WrapUpStarted)]);
    }

    [Theory]
    [Rule("22")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_callback_that_is_cancelled_needs_no_outcome(bool isOver)
    {
        var centre = Engaged(isCallback: true);
        if (isOver)
            centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Does(new CancelContact(C1));
        centre.Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
    }

    [Fact]
    [Rule("33")]
    public void A_callback_that_is_transferred_needs_no_outcome_of_this_agent()
    {
        var centre = Engaged(isCallback: true);
        centre.Does("ana", new TransferContact(Late)).Status.ShouldBe(AgentStatus.WrapUp);
    }

    [Fact]
    public void A_change_counts_from_the_next_end_of_a_contact()
    {
        var centre = Engaged(new AgentSettings());
        centre.Does("ana", new EndContact());
        centre.Does("ana", Change("true")).ShouldSatisfyAllConditions(
            ana => ana.AutoClosePopUp.ShouldBeTrue(),
            ana => ana.Status.ShouldBe(AgentStatus.PostProcessing));
        centre.Does("ana", new ClosePopUp());
        centre.Pass(30).Arrive("c2");
        centre.Accept("ana");
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.WrapUp);
        centre.Does("ana", Change("null")).AutoClosePopUp.ShouldBeFalse();
    }

    [Fact]
    public void A_change_of_another_setting_keeps_it()
    {
        var centre = Engaged();
        centre.Does("ana", new ChangeAgent(Changes: new MergePatch((JsonObject)JsonNode.Parse("""{"leaseSeconds": 60}""")!))).AutoClosePopUp.ShouldBeTrue();
        centre.Does("ana", new ChangeAgent("Anna")).AutoClosePopUp.ShouldBeTrue();
    }

    [Theory]
    [Law(16)]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_kept_over_a_restart(bool fromSnapshots)
    {
        var centre = Engaged();
        centre.Restart(fromSnapshots).Look("ana").AutoClosePopUp.ShouldBeTrue();
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.WrapUp);
    }

    private static ChangeAgent Change(string value) => new(Changes: new MergePatch((JsonObject)JsonNode.Parse($$"""{"autoClosePopUp": {{value}}}""")!));

    private static IEnumerable<IEvent> OfAna(Centre centre) =>
        centre.Journal.Where(record => record.Entity == new AgentId("ana").Address).Select(record => record.Recorded.Event).Where(happened => happened is not ConsultationClosed);

    /// <summary>Ana has the call or callback c1 of sales; Eva works in both queues and is available.</summary>
    private static Centre Engaged(
        AgentSettings? settings = null, double wrapUpSeconds = 30, bool isCallback = false, Func<QueueSettings, QueueSettings>? policy = null)
    {
        var centre = Centre.With(policy);
        centre.Queue("late");
        centre.Agent("ana", ("sales", new Assignment(WrapUpSeconds: wrapUpSeconds)));
        centre.Does("ana", new DefineAgent("Ana", settings ?? new AgentSettings(AutoClosePopUp: true)));
        var (to, arrival) = Arrival.Of(CallerAddress.FromText("+33144556677"), new QueueId("sales"), C1, Media.Call, connector: new ConnectorId("pbx-1"));
        centre.Ask(to, arrival).ShouldBeOfType<ContactAnswer>();
        if (isCallback)
            centre.Does(new RequestCallback(C1, "+33123"));
        centre.LogIn("ana");
        centre.Accept("ana");
        centre.Agent("eva", ("sales", new Assignment()), ("late", new Assignment())).LogIn("eva");
        return centre;
    }
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Queues and agents are removed only where nothing is open in them.</summary>
[UnitTests]
public sealed class RemovalTests
{
    [Theory]
    [Law(3)]
    [InlineData("waiting")]
    [InlineData("recording")]
    [InlineData("offered")]
    [InlineData("engaged")]
    [InlineData("scheduled")]
    public void A_queue_with_an_open_contact_is_not_removed(string state)
    {
        var centre = Centre.With(agents: state is "waiting" or "recording" ? [] : ["ana"]);
        centre.Arrive("c1");
        if (state is "recording")
            centre.Does(new StartRecording(C1));
        if (state is "engaged")
            centre.Accept("ana");
        if (state is "scheduled")
            ScheduleCallback(centre);
        centre.Contact("c1").State.ToString().ShouldBe(state, StringCompareShould.IgnoreCase);
        var refusal = centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Case).ShouldBe(("queueInUse", null));
    }

    [Fact]
    public void A_queue_with_agents_is_not_removed()
    {
        var centre = Centre.With(agents: "ana");
        var refusal = centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Case).ShouldBe(("queueInUse", "agents"));
        centre.Does("ana", new UnassignAgent(new QueueId("sales")));
        centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<QueueSettingsAnswer>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removed_queue_is_unknown_until_it_is_created_again_and_has_no_settings_of_before(bool fromSnapshots)
    {
        var centre = Centre.With(settings => settings with { MaxWaiting = 1 });
        centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<QueueSettingsAnswer>();
        centre.Restart(fromSnapshots);
        centre.Ask(Sales, new GetQueue(0, 10)).ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        centre.TryArrive("c1").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        centre.Queue("sales");
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("16")]
    public void A_contact_whose_overflow_queue_was_removed_expires_as_where_none_is_set()
    {
        var centre = Centre.With(settings => settings with { MaxWaitSeconds = 10, OverflowQueue = new QueueId("late") }).Queue("late");
        centre.Ask(new QueueId("late").Address, new RemoveQueue()).ShouldBeOfType<QueueSettingsAnswer>();
        centre.Arrive("c1");
        centre.Pass(9.9).Contact("c1").State.ShouldBe(ContactState.Waiting);
        centre.Pass(0.1).Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact]
    [Rule("33")]
    [Law(3)]
    public void A_queue_that_has_said_that_it_takes_a_transferred_contact_is_not_removed_before_it_is_there()
    {
        var late = new QueueEntity(new QueueId("late"));
        Take(late, new ConfigureQueue(QueueSettings.Default("Late")), Centre.Opening);
        var contact = new Contact(C1, Media.Call, Caller: null, Centre.Opening, new OrderKey(0, Centre.Opening, 1), PreferredAgents: []);
        Take(late, new AskForTransfer(new AgentId("ana"), 1, contact, For: null), Centre.Opening).Sends.ShouldContain(sent => sent.Message is TransferAllowed);
        var answer = Take(late, new RemoveQueue(), Centre.Opening.AddSeconds(59)).Replies.Single().Answer.ShouldBeOfType<Refusal>();
        (answer.Code, answer.Case).ShouldBe(("queueInUse", "transfer"));
        Take(late, new RemoveQueue(), Centre.Opening.AddSeconds(60)).Replies.Single().Answer.ShouldBeOfType<QueueSettingsAnswer>();
    }

    private static EntityStep Take(QueueEntity queue, IMessage message, DateTimeOffset at) =>
        EntityStep.Take(queue, new Envelope(queue.Address, message, new Cause("test"), ReplyTo: "client"), at);

    [Fact]
    public void An_agent_who_is_logged_in_is_not_removed()
    {
        var centre = Centre.With(agents: "ana");
        centre.Refuses("ana", new RemoveAgent()).Code.ShouldBe("agentInUse");
        centre.Arrive("c1");
        centre.Refuses("ana", new RemoveAgent()).Code.ShouldBe("agentInUse");
        centre.Look("ana").Status.ShouldBe(AgentStatus.Offered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removed_agent_is_unknown_works_nowhere_and_may_be_defined_again(bool fromSnapshots)
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new DefineAgent("Ana", new AgentSettings(LeaseSeconds: 30)));
        centre.Does("ana", new LogOut());
        centre.Does("ana", new RemoveAgent());
        centre.Events.OfType<AgentLeft>().Single().AgentId.ShouldBe(new AgentId("ana"));
        centre.Restart(fromSnapshots);
        centre.Ask(new AgentId("ana").Address, new GetAgent()).ShouldBeOfType<Refusal>().Code.ShouldBe("unknownAgent");
        centre.Refuses("ana", new LogIn()).Code.ShouldBe("unknownAgent");
        centre.Refuses("ana", new RemoveAgent()).Code.ShouldBe("unknownAgent");
        var again = centre.Does("ana", new DefineAgent("Ana"));
        (again.Status, again.LeaseSeconds, again.Assignments.Count).ShouldBe((AgentStatus.LoggedOut, null, 0));
        centre.Ask(Sales, new RemoveQueue()).ShouldBeOfType<QueueSettingsAnswer>();
    }

    [Fact]
    [Law(17)]
    public void A_removal_that_is_repeated_under_its_key_gets_its_answer_again()
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new LogOut());
        for (var times = 0; times < 2; times++)
            centre.Does("ana", new RemoveAgent(), key: "k-1");
        centre.Events.OfType<AgentRemoved>().Count().ShouldBe(1);
        for (var times = 0; times < 2; times++)
            centre.Ask(Sales, new RemoveQueue(), key: "k-2").ShouldBeOfType<QueueSettingsAnswer>();
        centre.Events.OfType<QueueRemoved>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("38")]
    public void An_own_callback_of_an_agent_who_was_removed_goes_to_another()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Arrive("c1");
        ScheduleCallback(centre);
        centre.Does("ana", new ClosePopUp());
        centre.Does("ana", new LogOut());
        centre.Does("ana", new RemoveAgent());
        centre.Does("ben", new MakeAvailable());
        centre.Pass(61).Look("ben").Offer.ShouldNotBeNull().ContactId.ShouldBe(C1);
    }

    /// <summary>The caller becomes a callback, which Ana promises for in a minute, as her own.</summary>
    private static void ScheduleCallback(Centre centre)
    {
        centre.Does(new StartRecording(C1));
        centre.Does(new RequestCallback(C1, "+33123456789"));
        centre.Accept("ana");
        centre.Does("ana", new ScheduleCallback(centre.Now.AddSeconds(60), Own: true));
    }

    private static readonly EntityAddress Sales = new QueueId("sales").Address;
    private static readonly ContactId C1 = new("c1");
}

using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Callers;

/// <summary>Rule 34: the agent who served a caller last is preferred.</summary>
[UnitTests]
public sealed class LastAgentTests
{
    private const string Caller = "+33 1 00";
    private const double Day = 86_400;

    [Fact]
    [Rule("34")]
    public void A_caller_who_calls_again_gets_the_agent_who_served_them_last()
    {
        var centre = ServedByBen();
        centre.Arrive("c2", Caller);
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("c2");
        centre.Events.OfType<ContactOffered>().Last().ChosenBy.ShouldBe(ChosenBy.Preferred);
    }

    [Fact]
    [Rule("34")]
    public void The_listed_agents_come_first()
    {
        var centre = ServedByBen();
        centre.Prefer(Caller, "ana");
        centre.Arrive("c2", Caller);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("34")]
    public void After_the_days_of_the_queue_the_agent_is_not_preferred()
    {
        var centre = ServedByBen(days: 2);
        centre.Pass((2 * Day) + 1);
        centre.Arrive("c2", Caller);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("34")]
    public void While_the_setting_is_off_nothing_is_kept()
    {
        var centre = ServedByBen(days: null);
        centre.Events.OfType<LastAgentChanged>().ShouldBeEmpty();
        centre.Queue("sales", queue => queue with { PreferLastAgentDays = 30 });
        centre.Arrive("c2", Caller);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("34")]
    public void It_is_kept_over_restarts()
    {
        var centre = ServedByBen();
        centre.Restart(fromSnapshots: true);
        centre.Restart();
        centre.Pass(3);
        centre.Arrive("c2", Caller);
        centre.Look("ben").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("33e", "34")]
    public void A_withheld_caller_has_no_last_agent()
    {
        var centre = Centre.With(queue => queue with { PreferLastAgentDays = 30 }, agents: ["ana"]);
        var (to, command) = Arrival.Of(null, new QueueId("sales"), new ContactId("c1"), Media.Call);
        centre.Ask(to, command);
        centre.Serve("ana");
        centre.Events.OfType<LastAgentChanged>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("34")]
    public void Another_queue_has_a_last_agent_of_its_own()
    {
        var centre = ServedByBen();
        centre.Queue("support", queue => queue with { PreferLastAgentDays = 30 });
        foreach (var agent in new[] { "ana", "ben" })
            centre.Does(agent, new AssignAgent(new QueueId("support"), new Assignment()));
        centre.Arrive("c2", Caller, "support");
        centre.Pass(3);
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("34")]
    public void A_completed_callback_counts_as_served()
    {
        var centre = Centre.With(queue => queue with { PreferLastAgentDays = 30 }, agents: ["ana"]);
        centre.Request("b1", "4711");
        centre.Accept("ana");
        centre.Does("ana", new CompleteCallback());
        centre.Events.OfType<LastAgentChanged>().Single().Service.ShouldBe(new LastService(new QueueId("sales"), new AgentId("ana"), centre.Now));
    }

    [Fact]
    [Rule("34")]
    public void The_caller_keeps_the_newest_of_what_queues_say_and_confirms_each()
    {
        var address = CallerAddress.FromText(Caller);
        var entity = new CallerEntity(address);
        var (sales, now) = (new QueueId("sales"), Centre.Opening);
        var (late, early) = (new LastService(sales, new AgentId("ben"), now), new LastService(sales, new AgentId("ana"), now.AddSeconds(-10)));

        Says(late).Events.ShouldBe([new LastAgentChanged(late)]);
        entity.Apply(new RecordedEvent(now, new Cause(null, null), new LastAgentChanged(late)));
        Says(late).Events.ShouldBeEmpty();
        var overtaken = Says(early);
        overtaken.Events.ShouldBeEmpty();
        overtaken.Sends.Single().Message.ShouldBe(new CallerServedSeen(address, early.ServedAt));

        Decision Says(LastService service) => entity.Decide(new Envelope(address.Address, new CallerServed(service), new Cause(null, null)), now);
    }

    [Fact]
    [Rule("34")]
    public void The_caller_keeps_the_last_agents_of_sixteen_queues()
    {
        var address = CallerAddress.FromText(Caller);
        var entity = new CallerEntity(address);
        for (var number = 0; number < 17; number++)
        {
            var service = new LastService(new QueueId($"q{number}"), new AgentId("ana"), Centre.Opening);
            entity.Apply(new RecordedEvent(Centre.Opening, new Cause(null, null), new LastAgentChanged(service)));
        }
        ((CallerSnapshot)entity.TakeSnapshot()).LastServices!.Select(last => last.QueueId.Value).ShouldBe(Enumerable.Range(1, 16).Select(number => $"q{number}"));
    }

    /// <summary>Ben has served the caller, and Ana has been idle longer since.</summary>
    private static Centre ServedByBen(int? days = 30)
    {
        var centre = Centre.With(queue => queue with { PreferLastAgentDays = days }, agents: ["ana", "ben"]);
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Arrive("c1", Caller);
        centre.Pass(1);
        centre.Serve("ben");
        centre.Does("ana", new MakeAvailable());
        return centre;
    }
}

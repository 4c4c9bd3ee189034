using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>What the real entities write breaks no law: told scenarios, and random days in one process and in a cluster.</summary>
public sealed class RealEntitiesTests
{
    [Fact]
    public void A_call_is_served()
    {
        var rig = Opened();
        rig.Arrive("sales", "c1", "+49301");
        rig.Tell("ana", new AcceptOffer(rig.Agent("ana").Offer!.OfferId), "k1");
        rig.Advance(60);
        rig.Tell("ana", new EndContact(), "k2");
        rig.Tell("ana", new ClosePopUp(), "k3");
        rig.Advance(40);
        rig.Agent("ana").Status.ShouldBe(AgentStatus.Available);
        rig.ShouldBeSound();
    }

    [Fact]
    public void A_caller_hangs_up_while_it_rings()
    {
        var rig = Opened();
        rig.Arrive("sales", "c1", "+49301");
        rig.Tell("sales", new HangUp(new ContactId("c1")));
        rig.Agent("ana").Status.ShouldBe(AgentStatus.Available);
        rig.ShouldBeSound();
    }

    [Fact]
    public void A_callback_is_scheduled_and_comes_back()
    {
        var rig = Opened();
        rig.Tell("ana", new TakeBreak("lunch"));
        rig.Arrive("sales", "c1", "+49301");
        rig.Tell("sales", new StartRecording(new ContactId("c1")));
        rig.Advance(5);
        rig.Tell("sales", new RequestCallback(new ContactId("c1"), "+49301"));
        rig.Tell("ana", new MakeAvailable());
        rig.Tell("ana", new AcceptOffer(rig.Agent("ana").Offer!.OfferId), "k1");
        rig.Tell("ana", new ScheduleCallback(rig.Now.AddHours(1)), "k2");
        rig.Tell("ana", new ClosePopUp());
        rig.Advance(3600);
        rig.Agent("ana").Status.ShouldBe(AgentStatus.Offered);
        rig.Tell("ana", new AcceptOffer(rig.Agent("ana").Offer!.OfferId), "k3");
        rig.Tell("ana", new CompleteCallback(), "k4");
        rig.ShouldBeSound();
    }

    [Fact]
    public void An_agent_disappears_with_a_callback()
    {
        var rig = Opened();
        rig.Tell("ana", new TakeBreak("lunch"));
        rig.Arrive("sales", "c1", "+49301");
        rig.Tell("sales", new RequestCallback(new ContactId("c1"), "+49301"));
        rig.Tell("ana", new MakeAvailable());
        rig.Tell("ana", new AcceptOffer(rig.Agent("ana").Offer!.OfferId));
        rig.Tell("ana", new ForceLogOut());
        rig.Queue("sales").WaitingCount.ShouldBe(1);
        rig.ShouldBeSound();
    }

    [Fact]
    public void A_contact_moves_to_the_overflow_queue()
    {
        var rig = Opened();
        rig.Tell("late", new ConfigureQueue(QueueSettings.Default("Late")));
        rig.Tell("sales", new ConfigureQueue(StoryVerbs.Settings with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") }));
        rig.Tell("ana", new TakeBreak("lunch"));
        rig.Arrive("sales", "c1", "+49301");
        rig.Advance(60);
        rig.Queue("late").WaitingCount.ShouldBe(1);
        rig.ShouldBeSound();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_random_day_in_one_process_breaks_no_law(int seed) => new RandomDay(new Rig(Network.OneProcess), seed).Pass(steps: 1500).ShouldBeSound();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_random_day_in_a_cluster_breaks_no_law(int seed) => new RandomDay(new Rig(Network.Cluster(seed)), seed).Pass(steps: 800).ShouldBeSound();

    private static Rig Opened()
    {
        var rig = new Rig(Network.OneProcess);
        rig.Tell("sales", new ConfigureQueue(StoryVerbs.Settings));
        rig.Tell("ana", new DefineAgent("Ana"));
        rig.Tell("ana", new AssignAgent(new QueueId("sales"), new Assignment(WrapUpSeconds: 30)));
        rig.Tell("ana", new LogIn());
        return rig;
    }
}

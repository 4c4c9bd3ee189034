using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.NetworkFaults;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>The events of the real entities break no law: in fixed scenarios, and in random runs in one process and in a cluster.</summary>
[ChaosTests]
public sealed class EntitiesObeyLawsTests
{
    [Fact]
    public void A_call_is_served()
    {
        var (harness, centre) = Opened();
        centre.Arrive("sales", "c1", "+49301");
        centre.Tell("ana", new AcceptOffer(centre.Agent("ana").Offer!.OfferId), "k1");
        centre.Pass(60);
        centre.Tell("ana", new EndContact(), "k2");
        centre.Tell("ana", new ClosePopUp(), "k3");
        centre.Pass(40);
        centre.Agent("ana").Status.ShouldBe(AgentStatus.Available);
        harness.ShouldBreakNoLaw();
    }

    [Fact]
    public void A_caller_hangs_up_while_it_rings()
    {
        var (harness, centre) = Opened();
        centre.Arrive("sales", "c1", "+49301");
        centre.Tell("sales", new HangUp(new ContactId("c1")));
        centre.Agent("ana").Status.ShouldBe(AgentStatus.Available);
        harness.ShouldBreakNoLaw();
    }

    [Fact]
    public void A_callback_is_scheduled_and_comes_back()
    {
        var (harness, centre) = Opened();
        centre.Tell("ana", new TakeBreak("lunch"));
        centre.Arrive("sales", "c1", "+49301");
        centre.Tell("sales", new StartRecording(new ContactId("c1")));
        centre.Pass(5);
        centre.Tell("sales", new RequestCallback(new ContactId("c1"), "+49301"));
        centre.Tell("ana", new MakeAvailable());
        centre.Tell("ana", new AcceptOffer(centre.Agent("ana").Offer!.OfferId), "k1");
        centre.Tell("ana", new ScheduleCallback(centre.Now.AddHours(1)), "k2");
        centre.Tell("ana", new ClosePopUp());
        centre.Pass(3600);
        centre.Agent("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Tell("ana", new AcceptOffer(centre.Agent("ana").Offer!.OfferId), "k3");
        centre.Tell("ana", new CompleteCallback(), "k4");
        harness.ShouldBreakNoLaw();
    }

    [Fact]
    public void An_agent_disappears_with_a_callback()
    {
        var (harness, centre) = Opened();
        centre.Tell("ana", new TakeBreak("lunch"));
        centre.Arrive("sales", "c1", "+49301");
        centre.Tell("sales", new RequestCallback(new ContactId("c1"), "+49301"));
        centre.Tell("ana", new MakeAvailable());
        centre.Tell("ana", new AcceptOffer(centre.Agent("ana").Offer!.OfferId));
        centre.Tell("ana", new ForceLogOut());
        centre.Queue("sales").WaitingCount.ShouldBe(1);
        harness.ShouldBreakNoLaw();
    }

    [Fact]
    public void A_contact_moves_to_the_overflow_queue()
    {
        var (harness, centre) = Opened();
        centre.Tell("late", new ConfigureQueue(QueueSettings.Default("Late")));
        centre.Tell("sales", new ConfigureQueue(JournalBuilderSteps.Settings with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") }));
        centre.Tell("ana", new TakeBreak("lunch"));
        centre.Arrive("sales", "c1", "+49301");
        centre.Pass(60);
        centre.Queue("late").WaitingCount.ShouldBe(1);
        harness.ShouldBreakNoLaw();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_random_run_in_one_process_breaks_no_law(int seed) => new RandomizedScenario(NetworkConditions.OneProcess(), seed).Pass(steps: 1500).ShouldBreakNoLaw();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_random_run_in_a_cluster_breaks_no_law(int seed) => new RandomizedScenario(NetworkConditions.Cluster(seed), seed).Pass(steps: 800).ShouldBreakNoLaw();

    private static (LawCheckedHarness Harness, NetworkHarness Centre) Opened()
    {
        var harness = new LawCheckedHarness(NetworkConditions.OneProcess());
        var centre = harness.Harness;
        centre.Tell("sales", new ConfigureQueue(JournalBuilderSteps.Settings));
        centre.Tell("ana", new DefineAgent("Ana"));
        centre.Tell("ana", new AssignAgent(new QueueId("sales"), new Assignment(WrapUpSeconds: 30)));
        centre.Tell("ana", new LogIn());
        return (harness, centre);
    }
}

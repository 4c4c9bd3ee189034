using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Estimates;

/// <summary>Rule 35: the estimate that the board makes from what it shows.</summary>
[UnitTests]
public sealed class BoardEstimatesTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly QueueId Service = new("service");
    private static readonly AgentId Ana = new("ana");

    private readonly InMemoryEngine _engine = new();
    private double _now;

    [Fact]
    [Rule("35")]
    public void A_closed_and_a_full_queue_and_one_without_agents_have_a_reason_in_place_of_an_estimate()
    {
        Configure(Sales);
        Arrival().Reason.ShouldBe(NoEstimateReason.NoAgent);
        Configure(Sales, queue => queue with { MaxWaiting = 1 });
        Arrive("c1");
        Arrival().Reason.ShouldBe(NoEstimateReason.Full);
        Configure(Sales, queue => queue with { OpeningHours = new OpeningHours("UTC", [], []) });
        Arrival().ShouldBe(WaitEstimate.None(NoEstimateReason.Closed));
    }

    [Fact]
    [Rule("35")]
    public void A_free_agent_means_no_wait_and_a_busy_one_too_little_seen_at_first()
    {
        Staff(Sales);
        Arrival().ShouldBe(new WaitEstimate(0, 0, 0));
        Arrive("c1");
        Accept(Ana);
        Arrival().Reason.ShouldBe(NoEstimateReason.TooLittleSeen);
    }

    [Fact]
    [Rule("35")]
    public void The_wait_grows_with_the_position_by_what_agents_take_for_a_contact()
    {
        Staff(Sales);
        Handle(contacts: 10, seconds: 100);
        Arrive("c1");
        Accept(Ana);
        Arrive("c2");
        Arrive("c3");
        var (second, third, next) = (Wait("c2"), Wait("c3"), Arrival());
        second.Seconds!.Value.ShouldBe(100, 5);
        third.Seconds!.Value.ShouldBe(200, 8);
        next.Seconds!.Value.ShouldBe(300, 12);
        (third.Low < third.Seconds && third.Seconds < third.High).ShouldBeTrue();
        Board().EstimateWait(Sales, new ContactId("c1"), JournalScript.Second(_now)).ShouldBeNull();
        Board().EstimateArrival(Sales, priority: 5, JournalScript.Second(_now))!.Seconds!.Value.ShouldBe(100, 5);
    }

    [Fact]
    [Rule("35")]
    public void An_agent_of_two_queues_serves_both_in_the_order_of_their_contacts()
    {
        Staff(Sales, Service);
        Handle(contacts: 10, seconds: 100);
        Arrive("c1");
        Accept(Ana);
        Pass(1);
        foreach (var contact in new[] { "s1", "s2", "s3" })
            Arrive(contact, Service);
        Pass(1);
        Arrive("c2");
        Wait("c2").Seconds!.Value.ShouldBe(400, 20);
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Board Board() => _engine.Journal.FoldInto(new Board());

    private WaitEstimate Arrival() => Board().EstimateArrival(Sales, priority: 0, JournalScript.Second(_now)).ShouldNotBeNull();

    private WaitEstimate Wait(string contact) => Board().EstimateWait(Sales, new ContactId(contact), JournalScript.Second(_now)).ShouldNotBeNull();

    private void Configure(QueueId queue, Func<QueueSettings, QueueSettings>? policy = null)
    {
        var settings = QueueSettings.Default(queue.Value);
        _engine.Send(queue.Address, new ConfigureQueue(policy is null ? settings : policy(settings)));
    }

    private void Staff(params QueueId[] queues)
    {
        _engine.Send(Ana.Address, new DefineAgent("Ana"));
        foreach (var queue in queues)
        {
            Configure(queue);
            _engine.Send(Ana.Address, new AssignAgent(queue, new Assignment()));
        }
        _engine.Send(Ana.Address, new LogIn());
        Pass(1);
    }

    private void Handle(int contacts, double seconds)
    {
        for (var number = 0; number < contacts; number++)
        {
            Arrive("h" + Number(number));
            Accept(Ana);
            Pass(seconds);
            _engine.Send(Ana.Address, new EndContact());
            _engine.Send(Ana.Address, new ClosePopUp());
            Pass(1);
        }
    }

    private void Arrive(string contact, QueueId? queue = null)
    {
        _engine.Send((queue ?? Sales).Address, new AdmitContact(new ContactId(contact), Media.Call, Caller: null, Priority: 0, OriginAt: null, PreferredAgents: [], Via: []));
        Pass(0.1);
    }

    private void Accept(AgentId agent) => _engine.Send(agent.Address, new AcceptOffer(_engine.Ask<AgentAnswer>(agent.Address, new GetAgent()).Offer!.OfferId));

    private void Pass(double seconds) => _engine.AdvanceTo(_now += seconds);
}

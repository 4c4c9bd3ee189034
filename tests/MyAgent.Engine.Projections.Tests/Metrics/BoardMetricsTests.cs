using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Metrics;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests;

[UnitTests]
public sealed class BoardMetricsTests : IDisposable
{
    private const string Sales = "myagent.queue.id=sales";

    private readonly Board _board = new();
    private readonly ManualTimeProvider _time = new();
    private readonly BoardMetrics _metrics;
    private readonly MeterProbe _probe;

    public BoardMetricsTests()
    {
        _metrics = new BoardMetrics(_board, new QueueTags(), _time);
        _probe = new MeterProbe(_metrics.Meter);
    }

    public void Dispose()
    {
        _probe.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void The_queue_as_the_board_shows_it_can_be_measured()
    {
        new JournalScript()
            .Agent("ana", new AgentDefined("Ana"), new AgentAssigned(new QueueId("sales"), new Assignment()), new AgentLoggedIn())
            .Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Arrived("c3"), Happened.Requested("c3"))
            .Queue("sales", new RecordingStarted(new ContactId("c2")))
            .Queue("sales", new AlarmRaised(AlarmKind.Waiting, 3))
            .FoldInto(_board);
        _time.Advance(TimeSpan.FromSeconds(30));

        _probe.Now("myagent.contact.count", Sales, "myagent.contact.state=waiting").ShouldBe(2);
        _probe.Now("myagent.contact.count", Sales, "myagent.contact.state=recording").ShouldBe(1);
        _probe.Now("myagent.contact.count", Sales, "myagent.contact.state=engaged").ShouldBe(0);
        _probe.Now("myagent.callback.waiting", Sales).ShouldBe(1);
        _probe.Now("myagent.queue.longest_wait", Sales).ShouldBe(30);
        _probe.Now("myagent.queue.agents.logged_in", Sales).ShouldBe(1);
        _probe.Now("myagent.queue.agents.available", Sales).ShouldBe(1);
        _probe.Now("myagent.alarm.active", Sales, "myagent.alarm.kind=waiting").ShouldBe(1);
        _probe.Now("myagent.alarm.active", Sales, "myagent.alarm.kind=longestWait").ShouldBe(0);
        _probe.Now("myagent.agent.count", "myagent.agent.status=available").ShouldBe(1);
        _probe.Now("myagent.agent.count", "myagent.agent.status=loggedOut").ShouldBe(0);
    }

    [Fact]
    public void Queues_without_a_name_of_their_own_are_shown_together_with_the_longest_of_their_waits()
    {
        var journal = new JournalScript();
        for (var number = 1; number <= QueueTags.Max; number++)
            journal.Queue($"a{number}", Happened.Configured());
        journal.Queue("z1", Happened.Configured(), Happened.Arrived("c1")).At(20).Queue("z2", Happened.Configured(), Happened.Arrived("c2", at: 20)).FoldInto(_board);
        _time.Advance(TimeSpan.FromSeconds(50));
        var others = $"myagent.queue.id={QueueTags.Others}";
        _probe.Now("myagent.contact.count", others, "myagent.contact.state=waiting").ShouldBe(2);
        _probe.Now("myagent.queue.longest_wait", others).ShouldBe(50);
    }

    [Fact]
    public void Each_collection_reads_the_board_again()
    {
        var journal = new JournalScript().Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        journal.FoldInto(_board);
        _probe.Now("myagent.contact.count", Sales, "myagent.contact.state=waiting").ShouldBe(1);
        new JournalScript().Queue("sales", Happened.Arrived("c2")).FoldInto(_board);
        _time.Advance(TimeSpan.FromSeconds(1));
        _probe.Now("myagent.contact.count", Sales, "myagent.contact.state=waiting").ShouldBe(2);
    }
}

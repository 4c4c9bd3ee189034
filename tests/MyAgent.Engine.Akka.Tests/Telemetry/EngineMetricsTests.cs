using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Tests.Telemetry;

[IntegrationTests]
public sealed class EngineMetricsTests
{
    private const string Agents = "myagent.entity.kind=agent";

    [Fact]
    public async Task Each_command_is_measured_by_the_kind_of_its_entity_and_by_what_came_of_it()
    {
        await using var solo = await SoloHarness.OpenAsync();
        using var probe = new MeterProbe(solo.Metrics.Meter);
        await solo.NameAsync("ana", "Ana");
        (await solo.SendAsync("ana", new LogOut())).ShouldBeOfType<AgentAnswer>();
        (await solo.SendAsync("unknown", new LogIn())).ShouldBeOfType<Refusal>();

        probe.Of("myagent.command.duration", Agents, "myagent.command.result=answered").Count.ShouldBe(2);
        probe.Of("myagent.command.duration", Agents, "myagent.command.result=refused").Count.ShouldBe(1);
        probe.Now("myagent.command.active").ShouldBe(0);
        probe.Now("myagent.command.limit").ShouldBe(8192);
    }

    [Fact]
    public async Task A_command_that_waits_for_the_disk_is_under_way_and_one_that_has_no_answer_is_unavailable()
    {
        await using var solo = await SoloHarness.OpenAsync();
        using var probe = new MeterProbe(solo.Metrics.Meter);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        solo.Journal.FailBefore(new IOException("The disk is full."));
        var waiting = solo.NameAsync("ana", "Anna");
        await solo.MailboxReadAsync("ana");
        probe.Now("myagent.command.active").ShouldBe(1);

        solo.Journal.Gate.Set();
        await Should.ThrowAsync<EngineUnavailableException>(() => waiting);
        probe.Of("myagent.command.duration", "myagent.command.result=unavailable").Count.ShouldBe(1);
        probe.Now("myagent.command.active").ShouldBe(0);
        probe.Now("myagent.journal.write.failed").ShouldBe(1);
        solo.Journal.FailBefore(null);
        await Eventually.TrueAsync(() => solo.Engine.Trouble is null);
    }

    [Fact]
    public async Task A_client_that_goes_away_before_the_answer_is_counted_as_that()
    {
        await using var solo = await SoloHarness.OpenAsync();
        using var probe = new MeterProbe(solo.Metrics.Meter);
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        using var goes = new CancellationTokenSource();
        var waiting = solo.Engine.Host.SendAsync(new EntityAddress(EntityKind.Agent, "ana"), new DefineAgent("Anna"), new Cause("test"), goes.Token);
        await goes.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        probe.Of("myagent.command.duration", "myagent.command.result=cancelled").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Entities_that_are_awake_and_the_reading_of_their_journals_are_counted()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");
        await solo.NameAsync("ben", "Ben");
        await solo.Engine.DisposeAsync();
        await solo.StartAsync();
        using var probe = new MeterProbe(solo.Metrics.Meter);
        probe.Now("myagent.entity.count", Agents).ShouldBe(2);
        probe.Now("myagent.entity.mailbox.size", Agents).ShouldBeGreaterThanOrEqualTo(0);

        await solo.NameAsync("cai", "Cai");
        probe.Now("myagent.entity.count", Agents).ShouldBe(3);
        probe.Of("myagent.entity.recovery.duration", Agents).Count.ShouldBe(1);
        probe.Of("myagent.journal.write.duration").Count.ShouldBeGreaterThanOrEqualTo(1);
        probe.Now("myagent.entity.recovery.failed").ShouldBe(0);
        probe.Now("myagent.entity.rule.failed").ShouldBe(0);
    }

    [Fact]
    public async Task Messages_that_wait_in_a_mailbox_are_seen()
    {
        using var metrics = new MyAgent.Engine.Akka.Telemetry.EngineMetrics();
        using var probe = new MeterProbe(metrics.Meter);
        using var system = global::Akka.Actor.ActorSystem.Create("mailboxes");
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var actor = system.ActorOf(global::Akka.Actor.Props.Create(() => new Stuck(begun, gate)));
        metrics.Started(actor, EntityKind.Queue);
        for (var number = 0; number < 4; number++)
            actor.Tell(number, global::Akka.Actor.ActorRefs.NoSender);
        begun.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        probe.Now("myagent.entity.mailbox.size", "myagent.entity.kind=queue").ShouldBe(3);
        probe.Now("myagent.entity.mailbox.max", "myagent.entity.kind=queue").ShouldBe(3);

        gate.Set();
        await Eventually.TrueAsync(() => probe.Now("myagent.entity.mailbox.size", "myagent.entity.kind=queue") == 0);
    }

    private sealed class Stuck(ManualResetEventSlim begun, ManualResetEventSlim gate) : global::Akka.Actor.UntypedActor
    {
        protected override void OnReceive(object message)
        {
            begun.Set();
            gate.Wait();
        }
    }
}

using System.Diagnostics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Akka.Tests.Telemetry;

/// <summary>Nothing else may listen to the engine's spans meanwhile.</summary>
[CollectionDefinition(nameof(Tracing), DisableParallelization = true)]
public sealed class Tracing;

[Collection(nameof(Tracing))]
[IntegrationTests]
public sealed class EngineTracingTests
{
    private static readonly QueueId Sales = new("sales");

    [Fact]
    public async Task A_command_has_a_span_within_the_clients_and_its_commit_one_within_that()
    {
        await using var solo = await SoloHarness.OpenAsync();
        using var probe = new SpanProbe();
        await solo.NameAsync("ana", "Ana", "key-1");

        var step = await probe.SpanAsync("agent define-agent");
        step.ParentSpanId.ShouldBe(probe.Root.SpanId);
        step.GetTagItem("myagent.entity").ShouldBe("agent-ana");
        step.GetTagItem("myagent.by").ShouldBe("test");
        step.GetTagItem("myagent.command.id").ShouldBe("key-1");
        var commit = await probe.SpanAsync("commit", step);
        commit.GetTagItem("myagent.events").ShouldBe(1);
        (commit.StartTimeUtc >= step.StartTimeUtc && commit.StartTimeUtc + commit.Duration <= step.StartTimeUtc + step.Duration).ShouldBeTrue();
    }

    [Fact]
    public async Task What_entities_say_to_each_other_stays_in_the_trace_of_what_it_comes_from()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");
        await solo.SendAsync("ana", new LogIn());
        await SendAsync(Sales.Address, new ConfigureQueue(QueueSettings.Default("Sales")));
        await solo.SendAsync("ana", new AssignAgent(Sales, new Assignment()));
        await Eventually.TrueAsync(async () => await SendAsync(Sales.Address, new GetQueue(Skip: 0, Take: 0)) is QueueAnswer { AgentsAvailable: 1 });
        using var probe = new SpanProbe();
        var (to, arrives) = Arrival.Of(new CallerAddress("+33123456789"), Sales, new ContactId("c1"), Media.Call);
        (await SendAsync(to, arrives)).ShouldBeOfType<ContactAnswer>();

        var arrival = await probe.SpanAsync("queue admit-contact");
        arrival.ParentSpanId.ShouldBe(probe.Root.SpanId);
        var offer = await probe.SpanAsync("agent propose-offer", arrival);
        (await probe.SpanAsync("commit", offer)).GetTagItem("myagent.events").ShouldBe(1);

        Task<IAnswer> SendAsync(EntityAddress entity, IMessage message) => solo.Engine.Host.SendAsync(entity, message, new Cause("test"));
    }

    [Fact]
    public async Task A_command_that_is_lost_with_its_entity_says_so_in_its_span()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await solo.NameAsync("ana", "Ana");
        solo.Journal.FailBefore(new IOException("The disk is full."));
        using var probe = new SpanProbe();
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Anna"));
        (await probe.SpanAsync("agent define-agent")).Status.ShouldBe(ActivityStatusCode.Error);
        (await probe.SpanAsync("commit")).Status.ShouldBe(ActivityStatusCode.Error);
        solo.Journal.FailBefore(null);
        await Eventually.TrueAsync(() => solo.Engine.Trouble is null);
    }

    [Fact]
    public void Without_a_listener_no_context_and_no_span_is_made()
    {
        using var client = new Activity("client").SetIdFormat(ActivityIdFormat.W3C).Start();
        EngineTracing.Current.ShouldBeNull();
        var envelope = new Envelope(new AgentId("ana").Address, new GetAgent(), new Cause("test"), TraceParent: client.Id);
        EngineTracing.BeginStep(envelope.To, envelope).ShouldBeNull();
    }

    [Fact]
    public void A_span_is_not_left_behind_as_the_current_one_of_its_thread()
    {
        using var probe = new SpanProbe();
        var envelope = new Envelope(new AgentId("ana").Address, new GetAgent(), new Cause("test"), TraceParent: probe.Root.Id);
        var step = EngineTracing.BeginStep(envelope.To, envelope);
        step.ShouldNotBeNull();
        Activity.Current.ShouldBe(probe.Root);
        var commit = EngineTracing.BeginCommit(step, events: 1);
        EngineTracing.End(commit);
        EngineTracing.End(step);
        Activity.Current.ShouldBe(probe.Root);
        EngineTracing.BeginStep(envelope.To, envelope with { TraceParent = "nonsense" }).ShouldBeNull();
        EngineTracing.BeginStep(envelope.To, envelope with { TraceParent = null }).ShouldBeNull();
    }
}

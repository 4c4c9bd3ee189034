using Akka.Actor;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Akka.Hosting;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Akka.Tests.Gateway;

/// <summary>Another service sends commands through <see cref="EngineClient"/>, over the network.</summary>
[IntegrationTests]
public sealed class GatewayTests(RunningNode running) : IClassFixture<RunningNode>, IDisposable
{
    private static readonly CallerAddress Caller = new("+33123456789");

    private readonly ActorSystem _service = ExternalService.Start();

    private EngineClient Engine => _service.Client(running.Address);

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_command_to_an_agent_is_answered_with_the_agent()
    {
        var ana = new AgentId("ana");
        (await Engine.SendAsync<AgentAnswer>(ana.Address, new DefineAgent("Ana"))).Name.ShouldBe("Ana");
        (await Engine.SendAsync<AgentAnswer>(ana.Address, new LogIn())).Status.ShouldBe(AgentStatus.Available);
        (await Engine.SendAsync<AgentAnswer>(ana.Address, new GetAgent())).Status.ShouldBe(AgentStatus.Available);
        (await running.JournalAsync(ana.Address))[0].Cause.By.ShouldBe("crm");
    }

    [Fact]
    public async Task A_contact_goes_by_way_of_its_caller_and_the_queue_answers()
    {
        var queue = await QueueAsync("by-caller");
        await Engine.SendAsync<CallerAnswer>(Caller.Address, new ConfigureCaller([], Priority: 7));
        var contact = await ReceiveAsync(queue, "c1");
        (contact.State, contact.Position, contact.Priority).ShouldBe((ContactState.Waiting, 1, 7));
    }

    [Fact]
    public async Task What_is_refused_is_thrown_with_the_engines_reason() =>
        (await Should.ThrowAsync<EngineRefusedException>(ReceiveAsync(new QueueId("nowhere"), "c1"))).Refusal.Kind.ShouldBe(RefusalKind.NotFound);

    [Fact]
    public async Task A_command_that_is_repeated_takes_effect_once()
    {
        var ben = new AgentId("ben");
        await Engine.SendAsync<AgentAnswer>(ben.Address, new DefineAgent("Ben"), "define-1");
        await Engine.SendAsync<AgentAnswer>(ben.Address, new DefineAgent("Benjamin"), "define-2");
        (await Engine.SendAsync<AgentAnswer>(ben.Address, new DefineAgent("Ben"), "define-1")).Name.ShouldBe("Ben");
        (await Engine.SendAsync<AgentAnswer>(ben.Address, new GetAgent())).Name.ShouldBe("Benjamin");
        (await running.JournalAsync(ben.Address)).Select(recorded => recorded.Cause.CommandId).ShouldBe(["define-1", "define-2"]);
    }

    [Fact]
    public async Task Where_a_node_does_not_listen_the_next_one_is_asked()
    {
        var silent = $"akka.tcp://{MyAgentEngineHosting.SystemName}@127.0.0.1:{Ports.Take()}";
        var eva = new AgentId("eva");
        (await _service.Client(silent, running.Address).SendAsync<AgentAnswer>(eva.Address, new DefineAgent("Eva"))).Name.ShouldBe("Eva");
    }

    [Fact]
    public async Task The_next_node_is_asked_under_the_same_command_id_and_from_then_on_first()
    {
        using var unready = ExternalService.Start();
        var heard = Inbox.Create(unready);
        unready.ActorOf(Props.Create(() => new Unready(heard.Receiver)), "engine");
        var engine = new EngineClient(_service, new EngineClientOptions
        {
            Nodes = [ExternalService.AddressOf(unready), running.Address],
            By = "crm",
            Timeout = TimeSpan.FromSeconds(60),
            Pause = TimeSpan.Zero,
        });
        var dan = new AgentId("dan");

        await engine.SendAsync<AgentAnswer>(dan.Address, new DefineAgent("Dan"));
        var request = (EngineRequest)heard.Receive(TimeSpan.FromSeconds(60));
        request.CommandId.ShouldNotBeNull();
        (await running.JournalAsync(dan.Address)).ShouldHaveSingleItem().Cause.CommandId.ShouldBe(request.CommandId);

        await engine.SendAsync<AgentAnswer>(dan.Address, new GetAgent());
        heard.Receiver.Tell("nothing more");
        heard.Receive(TimeSpan.FromSeconds(60)).ShouldBe("nothing more");
    }

    [Fact]
    public async Task Where_no_node_answers_the_client_says_so()
    {
        var engine = new EngineClient(_service, new EngineClientOptions
        {
            Nodes = [$"akka.tcp://{MyAgentEngineHosting.SystemName}@127.0.0.1:{Ports.Take()}"],
            By = "crm",
            Timeout = TimeSpan.FromMilliseconds(100),
            Attempts = 2,
        });
        await Should.ThrowAsync<EngineUnavailableException>(engine.SendAsync(new AgentId("ana").Address, new LogIn()));
    }

    [Fact]
    public async Task A_contact_that_has_gone_to_another_queue_is_followed_there()
    {
        var late = await QueueAsync("late");
        var sales = new QueueId("impatient");
        await Engine.SendAsync<QueueSettingsAnswer>(
            sales.Address, new ConfigureQueue(QueueSettings.Default("Sales") with { MaxWaitSeconds = 1, OverflowQueue = late }));
        await ReceiveAsync(sales, "c2");
        await Eventually.TrueAsync(async () =>
            (await running.Node.Host.SendAsync(late.Address, new GetContact(new ContactId("c2")), new Cause("test"))) is ContactAnswer);

        var over = await Engine.SendAsync<ContactAnswer>(sales.Address, new HangUp(new ContactId("c2")));
        (over.QueueId, over.Outcome).ShouldBe((late, ContactOutcome.Abandoned));
    }

    private async Task<QueueId> QueueAsync(string id)
    {
        var queue = new QueueId(id);
        await Engine.SendAsync<QueueSettingsAnswer>(queue.Address, new ConfigureQueue(QueueSettings.Default(id)));
        return queue;
    }

    private Task<ContactAnswer> ReceiveAsync(QueueId queue, string contact) => Engine.SendAsync<ContactAnswer>(
        Caller.Address, new ReceiveContact(queue, new ContactId(contact), Media.Call, Priority: null, OriginAt: null), commandId: contact);

    /// <summary>A node that cannot answer.</summary>
    private sealed class Unready : ReceiveActor
    {
        public Unready(IActorRef heard) => ReceiveAny(message =>
        {
            heard.Tell(message);
            Sender.Tell(new EngineUnavailable("The journal is away."));
        });
    }
}

using Akka.Actor;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Tests.Journal;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Akka.Tests.Solo;

/// <summary>The engine in one process.</summary>
[IntegrationTests]
public sealed class SoloTests
{
    private static readonly EntityAddress Sales = new QueueId("sales").Address;
    private static readonly EntityAddress Ana = new AgentId("ana").Address;
    private static readonly Cause Test = new("test");

    [Theory, EachPlugin]
    public async Task Everybody_is_awake_after_a_start_and_deadlines_fire_though_no_message_arrives(JournalPlugin plugin, JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, plugin);
        await solo.NameAsync("ana", "Ana");
        await solo.SendAsync("ana", new AssignAgent(new QueueId("sales"), new Assignment { WrapUpSeconds = 0.5 }));
        await solo.SendAsync("ana", new LogIn());
        (await solo.SendAsync("ana", new StartOrExtendWrapUp(new QueueId("sales")))).ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.WrapUp);
        await solo.RestartAsync();

        var events = new List<IEvent>();
        await foreach (var record in solo.Engine.Journal.FollowAsync(0))
        {
            events.Add(record.Recorded.Event);
            if (record.Recorded.Event is AgentBecameAvailable { AtDeadline: true })
                break;
        }
        events.OfType<WrapUpStarted>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_contact_of_a_caller_of_whom_nothing_is_known_costs_no_actor_and_no_event()
    {
        await using var solo = await SoloHarness.OpenAsync();
        await ConfigureSalesAsync(solo);
        (await ArriveAsync(solo, "+331", "c1")).State.ShouldBe(ContactState.Waiting);
        await ShouldHaveNoActorAsync(solo, new CallerAddress("+331").Address, "callers");
        (await solo.Engine.Host.ListAsync(EntityKind.Caller)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_for_an_agent_that_does_not_exist_leaves_no_actor_behind()
    {
        await using var solo = await SoloHarness.OpenAsync();
        (await solo.SendAsync("unknown", new GetAgent())).ShouldBeOfType<Refusal>().Kind.ShouldBe(RefusalKind.NotFound);
        await ShouldHaveNoActorAsync(solo, new AgentId("unknown").Address, "agents");
    }

    [Theory, EachPlugin]
    public async Task A_caller_of_whom_something_is_known_is_known_also_after_a_restart(JournalPlugin plugin, JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, plugin);
        await ConfigureSalesAsync(solo);
        var caller = new CallerAddress("front desk/7").Address;
        await solo.Engine.Host.SendAsync(caller, new ConfigureCaller([], Priority: 7), Test);
        await solo.RestartAsync();
        (await solo.Engine.Host.ListAsync(EntityKind.Caller)).ShouldBe([caller]);
        (await ArriveAsync(solo, "front desk/7", "c1")).Priority.ShouldBe(7);
    }

    [Fact]
    public async Task Commands_of_one_client_take_effect_in_their_order_also_while_the_entity_s_actor_starts()
    {
        const int Agents = 500;
        string[] names = ["first", "second", "third"];
        await using var solo = await SoloHarness.OpenAsync();
        var sent = new List<Task>();
        for (var agent = 0; agent < Agents; agent++)
            sent.AddRange(names.Select(name => solo.NameAsync($"a{agent}", name)));
        await Task.WhenAll(sent);

        for (var agent = 0; agent < Agents; agent++)
            (await solo.NamesInJournalAsync($"a{agent}")).ShouldBe(names);
    }

    [Fact]
    public async Task A_caller_is_stopped_when_idle_and_no_message_is_lost_meanwhile()
    {
        await using var solo = new SoloHarness { Config = "myagent.solo.passivate-callers-after = 20ms" };
        await solo.StartAsync();
        await ConfigureSalesAsync(solo);
        var caller = new CallerAddress("+331").Address;
        for (var priority = 1; priority <= 25; priority++)
        {
            (await solo.Engine.Host.SendAsync(caller, new ConfigureCaller([], priority), Test)).ShouldBeOfType<CallerAnswer>();
            await Eventually.TrueAsync(() => priority % 5 != 0 || !HasActorAsync(solo, caller, "callers").GetAwaiter().GetResult());
            (await ArriveAsync(solo, "+331", $"c{priority}")).Priority.ShouldBe(priority);
        }
    }

    [Fact]
    public async Task Commands_beyond_the_bound_are_refused()
    {
        await using var solo = new SoloHarness { Capacity = 2 };
        await solo.StartAsync();
        await solo.NameAsync("ana", "Ana");
        solo.Journal.Gate.Reset();
        var waiting = new[] { solo.NameAsync("ana", "Anna"), solo.NameAsync("ben", "Ben") };
        (await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("cem", "Cem"))).Message.ShouldContain("2 commands are waiting");
        solo.Journal.Gate.Set();
        await Task.WhenAll(waiting);
        await solo.NameAsync("cem", "Cem");
    }

    [Fact]
    public async Task Who_waits_no_longer_is_forgotten_and_the_command_has_its_effect()
    {
        await using var solo = new SoloHarness { Capacity = 1 };
        await solo.StartAsync();
        using var patience = new CancellationTokenSource();
        solo.Journal.Gate.Reset();
        var waiting = solo.Engine.Host.SendAsync(Ana, new DefineAgent("Ana"), Test, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        solo.Journal.Gate.Set();
        (await solo.NameOfAsync("ana")).ShouldBe("Ana");
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_that_there_is_no_answer()
    {
        await using var solo = new SoloHarness { Config = "myagent.ask-timeout = 100ms" };
        await solo.StartAsync();
        solo.Journal.Gate.Reset();
        (await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "Ana"))).Message.ShouldContain("no answer within 0.1 s");
    }

    [Theory, EachPlugin]
    public async Task What_was_taken_in_is_answered_before_the_engine_stops_and_nothing_is_afterwards(JournalPlugin plugin, JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, plugin);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => solo.NameAsync($"agent{number}", "new")));
        var taken = Enumerable.Range(0, 200).Select(number => solo.NameAsync($"agent{number % 20}", $"{number}")).ToList();
        await solo.Engine.DisposeAsync();
        (await Task.WhenAll(taken)).Length.ShouldBe(200);
        await Should.ThrowAsync<EngineUnavailableException>(() => solo.NameAsync("ana", "late"));
        await solo.StartAsync();
        (await solo.NameOfAsync("agent19")).ShouldBe("199");
    }

    [Theory, EachPlugin]
    public async Task A_command_s_effect_is_in_the_journal_for_those_who_follow_it_before_the_command_is_answered(JournalPlugin plugin, JournalKind kind)
    {
        await using var solo = await SoloHarness.OpenAsync(kind, plugin);
        for (var number = 1; number <= 50; number++)
        {
            await solo.NameAsync("ana", $"{number}");
            (await solo.Engine.Journal.LastOrderingAsync()).ShouldBe(number);
        }
    }

    private static async Task ConfigureSalesAsync(SoloHarness solo) =>
        (await solo.Engine.Host.SendAsync(Sales, new ConfigureQueue(QueueSettings.Default("Sales")), Test)).ShouldBeOfType<QueueSettingsAnswer>();

    private static async Task<ContactAnswer> ArriveAsync(SoloHarness solo, string caller, string contact) => (await solo.Engine.Host.SendAsync(
        new CallerAddress(caller).Address, new ReceiveContact(new QueueId("sales"), new ContactId(contact), Media.Call, Priority: null, OriginAt: null), Test))
        .ShouldBeOfType<ContactAnswer>();

    private static async Task ShouldHaveNoActorAsync(SoloHarness solo, EntityAddress entity, string parent) =>
        (await HasActorAsync(solo, entity, parent)).ShouldBeFalse();

    private static async Task<bool> HasActorAsync(SoloHarness solo, EntityAddress entity, string parent) =>
        (await solo.Engine.System.ActorSelection($"/user/{parent}/{entity.PersistenceId}").Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(60))).Subject is not null;
}

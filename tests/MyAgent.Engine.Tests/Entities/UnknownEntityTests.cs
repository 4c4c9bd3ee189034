using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>A command to an agent or queue that does not exist is refused and leaves nothing behind, whether it carries an id or not.</summary>
[UnitTests]
public sealed class UnknownEntityTests
{
    private const int Many = 3000;
    private static readonly ContactId C1 = new("c1");

    private readonly Centre _centre = new();

    public static TheoryData<IMessage> AgentCommands =>
    [
        new AssignAgent(new QueueId("sales"), new Assignment()), new UnassignAgent(new QueueId("sales")), new LogIn(), new LogOut(), new TakeBreak("coffee"),
        new MakeAvailable(), new StartOrExtendWrapUp(), new AcceptOffer(new OfferId(new QueueId("sales"), 1)), new RejectOffer(new OfferId(new QueueId("sales"), 1)),
        new EndContact(), new ClosePopUp(), new CompleteCallback(), new ScheduleCallback(Centre.Opening.AddHours(1)), new ForceLogOut(),
    ];

    public static TheoryData<IMessage> QueueCommands =>
    [
        new HangUp(C1), new StartRecording(C1), new ResumeWaiting(C1), new AttachMessage(C1, new VoiceMessage("m1", "audio/wav", 1)),
        new RequestCallback(C1, "+33123"), new MoveToFirst(C1), new ChangePriority(C1, 1), new CancelContact(C1),
    ];

    [Theory]
    [MemberData(nameof(AgentCommands))]
    public void A_keyed_command_to_an_unknown_agent_is_refused_and_writes_nothing(IMessage command)
    {
        _centre.Ask(new AgentId("unknown").Address, command, "k").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownAgent");
        _centre.Journal.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(QueueCommands))]
    public void A_keyed_command_to_an_unknown_queue_is_refused_and_writes_nothing(IMessage command)
    {
        _centre.Ask(new QueueId("nowhere"), command, "k").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        _centre.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void Thousands_of_keyed_arrivals_at_unknown_queues_write_nothing()
    {
        for (var number = 0; number < Many; number++)
            _centre.TryArrive($"c{number}", queue: $"q{number}", key: $"k{number}").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        _centre.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_refused_for_an_unknown_queue_is_done_under_the_same_id_once_there_is_one()
    {
        _centre.TryArrive("c1", key: "k").ShouldBeOfType<Refusal>();
        _centre.Queue("sales").Arrive("c1", key: "k").Position.ShouldBe(1);
    }

    [Fact]
    public void A_closed_queue_that_sends_its_calls_to_one_that_does_not_exist_makes_none_of_it()
    {
        _centre.Queue("sales", queue => queue with { OpeningHours = new OpeningHours("UTC", [], []), ClosedQueue = new QueueId("nowhere") });
        _centre.TryArrive("c1", key: "k").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        _centre.Journal.ShouldAllBe(record => record.Entity != new QueueId("nowhere").Address);
    }
}

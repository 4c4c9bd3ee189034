using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Rule 33h: a command id that comes again with another command is refused, and nothing is done.</summary>
[UnitTests]
public sealed class ReusedCommandIdTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly ContactId C1 = new("c1"), C2 = new("c2");

    public enum Restarts
    {
        Never,
        FromEvents,
        FromSnapshots,
    }

    [Theory]
    [Rule("33h")]
    [InlineData(Restarts.Never)]
    [InlineData(Restarts.FromEvents)]
    [InlineData(Restarts.FromSnapshots)]
    public void An_arrival_under_the_id_of_another_arrival_is_refused(Restarts restart)
    {
        var centre = Centre.With();
        centre.Arrive("c1", "+331", key: "k");
        ShouldBeRefused(Again(centre, restart), it => it.TryArrive("c2", "+331", key: "k"));
        centre.Waiting().ShouldBe(["c1"]);
        centre.Arrive("c1", "+331", key: "k").ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33h")]
    public void An_arrival_of_another_caller_is_another_command()
    {
        var centre = Centre.With();
        centre.Arrive("c1", "+331", key: "k");
        ShouldBeRefused(centre, it => it.TryArrive("c1", "+332", key: "k"));
    }

    [Fact]
    [Rule("33h")]
    public void A_command_about_another_contact_under_the_same_id_is_refused()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Does(new HangUp(C1), key: "k");
        ShouldBeRefused(centre, it => it.Ask(Sales, new HangUp(C2), "k"));
        centre.Contact("c2").State.ShouldBe(ContactState.Waiting);
    }

    [Fact]
    [Rule("33h")]
    public void Another_kind_of_command_about_the_same_contact_is_refused()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Does(new StartRecording(C1), key: "k");
        ShouldBeRefused(centre, it => it.Ask(Sales, new HangUp(C1), "k"));
        centre.Contact("c1").State.ShouldBe(ContactState.Recording);
    }

    [Fact]
    [Rule("33h")]
    public void A_command_under_the_id_of_one_that_was_refused_is_refused()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Refuses(new RequestCallback(C1, "12"), key: "k").Code.ShouldBe("implausibleNumber");
        ShouldBeRefused(centre, it => it.Ask(Sales, new RequestCallback(C1, "+33123"), "k"));
        centre.Refuses(new RequestCallback(C1, "12"), key: "k").Code.ShouldBe("implausibleNumber");
    }

    [Fact]
    [Rule("33h")]
    public void A_queues_other_settings_under_the_same_id_are_refused()
    {
        var centre = new Centre();
        centre.Ask(Sales, new ConfigureQueue(QueueSettings.Default("Sales")), "k");
        ShouldBeRefused(centre, it => it.Ask(Sales, new ConfigureQueue(QueueSettings.Default("Other")), "k"));
        centre.Overview().Settings.Name.ShouldBe("Sales");
    }

    [Theory]
    [Rule("33h")]
    [InlineData(Restarts.Never)]
    [InlineData(Restarts.FromEvents)]
    [InlineData(Restarts.FromSnapshots)]
    public void An_agents_other_command_under_the_same_id_is_refused(Restarts restart)
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new TakeBreak("coffee"), "k");
        ShouldBeRefused(Again(centre, restart), it => it.Ask("ana", new MakeAvailable(), "k"));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("33h")]
    public void A_callers_other_settings_under_the_same_id_are_refused()
    {
        var caller = CallerAddress.FromText("+331").Address;
        var centre = new Centre();
        var first = centre.Ask(caller, new ConfigureCaller([new AgentId("ana")], 1), "k");
        ShouldBeRefused(centre, it => it.Ask(caller, new ConfigureCaller([], 2), "k"));
        centre.Ask(caller, new ConfigureCaller([new AgentId("ana")], 1), "k").ShouldBeOfType<CallerAnswer>().Priority.ShouldBe(((CallerAnswer)first).Priority);
    }

    [Fact]
    [Rule("17", "33h")]
    public void An_arrival_that_was_sent_on_is_recognised_where_it_was_sent_from()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = new OpeningHours("UTC", [], []), ClosedQueue = new QueueId("night") }).Queue("night");
        centre.Arrive("c1", "+331", key: "k").QueueId.ShouldBe(new QueueId("night"));
        ShouldBeRefused(centre, it => it.TryArrive("c2", "+331", key: "k"));
        centre.Arrive("c1", "+331", key: "k").QueueId.ShouldBe(new QueueId("night"));
        centre.Waiting("night").ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("33h")]
    public void An_arrival_is_the_same_command_though_its_caller_is_known_better_meanwhile()
    {
        var centre = Centre.With();
        var first = centre.Arrive("c1", "+331", key: "k");
        centre.Prefer("+331", "ana");
        centre.Arrive("c1", "+331", key: "k").ShouldBe(first);
    }

    [Fact]
    [Rule("15", "33h")]
    public void Another_command_under_the_id_of_an_acceptance_that_the_queue_has_not_decided_is_refused()
    {
        var (agent, offer) = Offered();
        Take(agent, new AcceptOffer(offer), "k").Replies.ShouldBeEmpty();
        Refusal(Take(agent, new RejectOffer(offer), "k")).ShouldBe("keyReused");
        Take(agent, new AcceptOffer(offer), "k").Replies.ShouldBeEmpty();
        Take(agent, new ConfirmAcceptance(offer), key: null).Replies.Count.ShouldBe(2);
    }

    [Fact]
    [Rule("33d", "33h")]
    public void Another_command_under_the_id_of_a_second_acceptance_that_waits_as_well_is_refused()
    {
        var (agent, offer) = Offered();
        Take(agent, new AcceptOffer(offer), "desk");
        Take(agent, new AcceptOffer(offer), "telephone").Replies.ShouldBeEmpty();
        Refusal(Take(agent, new TakeBreak("coffee"), "telephone")).ShouldBe("keyReused");
        Take(agent, new ConfirmAcceptance(offer), key: null).Replies.Count.ShouldBe(2);
    }

    [Fact]
    [Rule("22", "33h")]
    public void Another_command_under_the_id_of_an_outcome_that_the_queue_has_not_decided_is_refused()
    {
        var (agent, offer) = Offered(callback: true);
        Take(agent, new AcceptOffer(offer), key: null);
        Take(agent, new ConfirmAcceptance(offer), key: null);
        Take(agent, new CompleteCallback(), "k").Replies.ShouldBeEmpty();
        Refusal(Take(agent, new ScheduleCallback(Centre.Opening.AddHours(1)), "k")).ShouldBe("keyReused");
        Take(agent, new OutcomeRecorded(offer, ContactOutcome.Completed, DueAt: null), key: null).Replies.Count.ShouldBe(1);
    }

    [Fact]
    [Rule("33h")]
    public void An_answer_that_an_earlier_version_remembered_without_a_hash_is_given_to_whatever_comes_under_its_id()
    {
        var queue = new QueueEntity(Sales);
        queue.Apply(new RecordedEvent(Centre.Opening, new Cause("test", "k"), new QueueConfigured(QueueSettings.Default("Sales"))));
        var answer = EntityStep.Take(queue, new Envelope(queue.Address, new HangUp(C1), new Cause("test", "k"), "client"), Centre.Opening).Replies.Single().Answer;
        answer.ShouldBeOfType<QueueSettingsAnswer>().Settings.Name.ShouldBe("Sales");
    }

    [Fact]
    [Rule("33h")]
    public void The_journal_has_the_hash_with_the_id_and_replay_reads_it()
    {
        using var serializer = new EventSerializer();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var recorded = new RecordedEvent(Centre.Opening, new Cause("test", "k", "6IfpYtFxMcJHrTUd"), new AgentLoggedIn());
        var manifest = serializer.Write(recorded, buffer);
        System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan)
            .ShouldBe("""{"at":"2026-03-02T08:00:00Z","by":"test","command":"k","commandHash":"6IfpYtFxMcJHrTUd","data":{}}""");
        EventSerializer.Read(manifest, buffer.WrittenSpan).ShouldBe(recorded);
    }

    [Fact]
    [Rule("31")]
    public void The_journal_says_that_a_command_came_by_telephone_and_replay_reads_it()
    {
        using var serializer = new EventSerializer();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var recorded = new RecordedEvent(Centre.Opening, new Cause("connector:3f9k", Via: Cause.Telephone), new AgentLoggedIn());
        var manifest = serializer.Write(recorded, buffer);
        System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan)
            .ShouldBe("""{"at":"2026-03-02T08:00:00Z","by":"connector:3f9k","via":"telephone","data":{}}""");
        EventSerializer.Read(manifest, buffer.WrittenSpan).ShouldBe(recorded);
    }

    /// <summary>Hashes stand in journals: these must never change.</summary>
    [Theory]
    [InlineData("hang-up", "OQLgJmNKkB5zw6vv")]
    [InlineData("receive-contact", "QxU2SnJ-aS3-_YAd")]
    [InlineData("take-break", "d2ocSanGkCOURxjC")]
    public void The_hash_of_a_command_is_the_same_in_every_version(string command, string hash) => (command switch
    {
        "hang-up" => CommandHash.Of(Sales.Address, new HangUp(C1)),
        "receive-contact" => CommandHash.Of(
            new CallerAddress("+33123").Address, new ReceiveContact(Sales, C1, Media.Call, Priority: 3, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(1)))),
        _ => CommandHash.Of(new AgentId("ana").Address, new TakeBreak("café", 12.5)),
    }).ShouldBe(hash);

    private static Centre Again(Centre centre, Restarts restart) =>
        restart == Restarts.Never ? centre : centre.Restart(fromSnapshots: restart == Restarts.FromSnapshots);

    private static void ShouldBeRefused(Centre centre, Func<Centre, IAnswer> ask)
    {
        var events = centre.Journal.Count;
        ask(centre).ShouldBeOfType<Refusal>().Code.ShouldBe("keyReused");
        centre.Journal.Count.ShouldBe(events);
    }

    private static (AgentEntity Agent, OfferId Offer) Offered(bool callback = false)
    {
        var agent = new AgentEntity(new AgentId("ana"));
        foreach (var command in new IMessage[] { new DefineAgent("Ana"), new AssignAgent(Sales, new Assignment()), new LogIn() })
            Take(agent, command, key: null);
        var offer = new OfferId(Sales, 1);
        var contact = new Contact(
            C1, Media.Call, CallerAddress.FromText("+331"), Centre.Opening, new OrderKey(0, Centre.Opening, 1), [],
            callback ? new CallbackRequest("+331", Centre.Opening) : null);
        Take(agent, new ProposeOffer(new Offer(offer, contact, TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: null)), key: null);
        return (agent, offer);
    }

    private static EntityStep Take(AgentEntity agent, IMessage message, string? key) =>
        EntityStep.Take(agent, new Envelope(agent.Address, message, new Cause("test", key), key is null ? null : "client"), Centre.Opening);

    private static string Refusal(EntityStep step)
    {
        step.Recorded.ShouldBeEmpty();
        return step.Replies.ShouldHaveSingleItem().Answer.ShouldBeOfType<Refusal>().Code;
    }
}

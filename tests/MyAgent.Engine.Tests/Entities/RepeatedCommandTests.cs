using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Law 17: a command repeated under its id has no second effect and gets the same answer, also after a restart.</summary>
[UnitTests]
public sealed class RepeatedCommandTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly ContactId C1 = new("c1");

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void An_arrival_that_is_repeated_is_one_contact(bool restart)
    {
        var centre = Centre.With();
        centre.Arrive("c0");
        var first = centre.Arrive("c1", key: "k");
        centre.Does(new HangUp(new ContactId("c0")));
        Again(centre, restart).Arrive("c1", key: "k").ShouldBe(first);
        centre.Overview().WaitingCount.ShouldBe(1);
    }

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void An_acceptance_that_is_repeated_gets_the_same_answer(bool restart)
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        var accept = new AcceptOffer(centre.Look("ana").Offer!.OfferId);
        var first = centre.Does("ana", accept, "k");
        centre.Does("ana", new EndContact());
        ShouldBeTheSame(Again(centre, restart).Does("ana", accept, "k"), first);
    }

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refusal_that_is_repeated_is_refused_again_though_it_would_now_be_allowed(bool restart)
    {
        var centre = Centre.With(agents: "ana");
        var first = centre.Refuses("ana", new EndContact(), "k");
        centre.Arrive("c1");
        centre.Accept("ana");
        Again(centre, restart).Refuses("ana", new EndContact(), "k").ShouldBe(first);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Engaged);
    }

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_command_without_effect_is_remembered_too(bool restart)
    {
        var centre = Centre.With(agents: "ana");
        var first = centre.Does("ana", new MakeAvailable(), "k");
        centre.Does("ana", new TakeBreak("coffee"));
        ShouldBeTheSame(Again(centre, restart).Does("ana", new MakeAvailable(), "k"), first);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_press_of_Wrap_up_that_is_repeated_adds_once(bool restart)
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        centre.Serve("ana");
        var until = centre.Does("ana", new StartOrExtendWrapUp(), "k").Until;
        Again(centre, restart).Does("ana", new StartOrExtendWrapUp(), "k").Until.ShouldBe(until);
        centre.Look("ana").Until.ShouldBe(until);
    }

    [Theory]
    [Law(17)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hang_up_that_is_repeated_gets_the_same_answer(bool restart)
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Arrive("c2");
        var first = centre.Does(new HangUp(C1), key: "k");
        centre.Does(new HangUp(new ContactId("c2")));
        ShouldBeTheSame(Again(centre, restart).Does(new HangUp(C1), key: "k"), first);
    }

    [Fact]
    [Law(17)]
    public void An_outcome_that_is_repeated_counts_as_one_attempt()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Does(new RequestCallback(C1, "+33123"));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Accept("ana");
        var schedule = new ScheduleCallback(centre.Now.AddHours(1));
        var first = centre.Does("ana", schedule, "k");
        ShouldBeTheSame(centre.Restart().Does("ana", schedule, "k"), first);
        centre.Contact("c1").Attempts.ShouldBe(1);
    }

    [Fact]
    [Law(17)]
    public void A_queues_settings_and_a_callers_are_answered_alike()
    {
        var centre = new Centre();
        var first = centre.Ask(Sales, new ConfigureQueue(QueueSettings.Default("Sales")), "k");
        centre.Ask(Sales, new ConfigureQueue(QueueSettings.Default("Other")));
        ShouldBeTheSame(centre.Ask(Sales, new ConfigureQueue(QueueSettings.Default("Sales")), "k"), first);
        centre.Overview().Settings.Name.ShouldBe("Other");
    }

    [Fact]
    public void The_oldest_answer_is_forgotten_first()
    {
        var answers = new RememberedAnswers(capacity: 2);
        foreach (var id in new[] { "a", "b", "a", "c" })
            answers.Remember(new Cause("test", id), Refusal.Invalid(id, id));
        answers.ToList().Select(remembered => remembered.CommandId).ShouldBe(["b", "c"]);
        answers.Find(new Cause("test", "a")).ShouldBeNull();
        answers.Find(new Cause("test")).ShouldBeNull();
    }

    private static Centre Again(Centre centre, bool restart) => restart ? centre.Restart() : centre.Pass(1);

    private static void ShouldBeTheSame(IAnswer answer, IAnswer first) => Text(answer).ShouldBe(Text(first));

    private static string Text(IAnswer answer) => JsonSerializer.Serialize(answer, EngineJson.Strict.GetTypeInfo(typeof(IAnswer)));
}

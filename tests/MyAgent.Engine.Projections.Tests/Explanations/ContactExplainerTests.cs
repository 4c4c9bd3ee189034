using System.Runtime.CompilerServices;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests.Explanations;

[UnitTests]
public sealed class ContactExplainerTests
{
    private static readonly ContactId C1 = new("c1");
    private readonly JournalScript _journal = new();

    [Fact]
    public async Task A_few_explanations_run_at_once_some_wait_and_one_more_is_refused()
    {
        _journal.Queue("sales", Happened.Configured(), Happened.Arrived("c1"));
        var journal = new HeldJournal(_journal);
        var explanations = new ContactExplainer(journal, new StandingClock(JournalScript.Second(10)));
        var asked = Enumerable.Range(0, ContactExplainer.AtOnce + ContactExplainer.MaxWaiting).Select(_ => explanations.ExplainAsync(new QueueId("sales"), C1)).ToList();

        (await Should.ThrowAsync<EngineUnavailableException>(() => explanations.ExplainAsync(new QueueId("sales"), C1))).RetryAfterSeconds.ShouldBePositive();
        journal.Readings.ShouldBe(ContactExplainer.AtOnce);
        journal.Gate.SetResult();
        foreach (var explanation in asked)
            (await explanation.WaitAsync(TimeSpan.FromSeconds(60))).ShouldNotBeNull();
        (await explanations.ExplainAsync(new QueueId("sales"), C1)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_contact_has_no_explanation() =>
        (await new ContactExplainer(_journal, TimeProvider.System).ExplainAsync(new QueueId("sales"), C1)).ShouldBeNull();

    [Fact]
    public async Task An_explanation_has_sentences_and_names_the_cause_of_each_event()
    {
        _journal.Queue("sales", Happened.Joined("ana")).Agent("ana", new AgentDefined("Ana"), new AgentLoggedIn());
        _journal.At(1, by: "token:trunk").Queue("sales", Happened.Arrived("c1", 1));
        _journal.Queue("sales", Happened.Offered("c1", "ana")).Agent("ana", Happened.Received("c1"));
        _journal.At(5, by: "agent-ana").Queue("sales", Happened.Ended("c1", "ana", OfferOutcome.Accepted));
        _journal.At(65, by: "token:trunk").Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "ana"));

        var story = await ExplainAsync();
        (story.Kind, story.State, story.Outcome, story.Caller?.Value)
            .ShouldBe((ContactKind.Call, ContactState.Done, ContactOutcome.Served, Happened.Caller));
        story.Steps.Select(step => (step.Event, step.What)).ShouldBe([
            ("ContactArrived", "A call from +33123456789 came into sales with priority 0, at position 1."),
            ("ContactOffered", "Offered to ana (offer sales.1)."),
            ("OfferEnded", "ana accepted it."),
            ("ContactFinished", "Over: served by ana."),
        ]);
        story.Steps.Select(step => step.By).ShouldBe(["token:trunk", "token:trunk", "agent-ana", "token:trunk"]);
        story.Steps[1].Agents.ShouldBe([new AgentReason(new AgentId("ana"), Chosen: true, "idle longest, since 2026-05-04 09:00:00Z")]);
    }

    [Fact]
    [Rule("32")]
    public async Task An_explanation_says_which_wrap_up_codes_the_contact_was_given()
    {
        _journal.Queue("sales", Happened.Joined("ana")).Agent("ana", new AgentDefined("Ana"), new AgentLoggedIn());
        _journal.Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana")).Agent("ana", Happened.Received("c1"));
        _journal.Queue("sales", Happened.Ended("c1", "ana", OfferOutcome.Accepted)).Agent("ana", Happened.Closed(OfferOutcome.Accepted));
        _journal.At(5, by: "agent:ana").Agent("ana", Happened.Coded("c1", "sold", note: "two of them"));
        _journal.At(9).Queue("sales", Happened.Finished("c1", ContactOutcome.Served, "ana"));
        _journal.At(20).Agent("ana", Happened.Coded("c1", "other", byDefault: true), Happened.Available());
        _journal.Agent("ana", Happened.Received("c2", 2), Happened.Coded("c2", "lost", 2));

        var story = await ExplainAsync();
        story.Steps.Where(step => step.Event == "WrapUpCodeSet").Select(step => step.What).ShouldBe(
        [
            "ana gave it the wrap-up code sold, with the note \"two of them\".",
            "ana chose no wrap-up code: the default, other, was recorded.",
        ]);
        story.Steps[^2].Event.ShouldBe("ContactFinished");
    }

    [Fact]
    public async Task Each_agent_who_was_not_chosen_has_a_reason()
    {
        foreach (var agent in new[] { "away", "busy", "calm", "dan", "gone", "lost", "pop", "rung", "wrap" })
            _journal.Queue("sales", Happened.Joined(agent)).Agent(agent, new AgentDefined(agent), new AgentLoggedIn());
        _journal.Agent("away", new BreakStarted("lunch", JournalScript.Second(1800)));
        _journal.Agent("busy", Happened.Received("c7", 7), Happened.Closed(OfferOutcome.Accepted, 7));
        _journal.Agent("gone", new AgentLoggedOut(Forced: false));
        _journal.Agent("lost", Happened.Received("c8", 8), Happened.Closed(OfferOutcome.Missed, 8), new AgentStoppedResponding());
        _journal.Agent("pop", Happened.Received("c9", 9, "night"), Happened.Closed(OfferOutcome.Accepted, 9, "night"), Happened.Over("c9"));
        _journal.Agent("rung", Happened.Received("c5", 5));
        _journal.Agent("wrap", Happened.Received("c6", 6), Happened.Closed(OfferOutcome.Accepted, 6), Happened.Over("c6"), Happened.PopUp("c6"), Happened.WrapUp(90));
        _journal.At(10).Agent("calm", new AgentLoggedOut(false), new AgentLoggedIn());
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "dan"));
        // What comes after the choice has nothing to do with it.
        _journal.Agent("away", Happened.Available(AgentStatus.Break)).Agent("dan", Happened.Received("c1"));

        (await ReasonsAsync("ContactOffered")).ShouldBe(new Dictionary<string, string>
        {
            ["away"] = "on a break (lunch) until 2026-05-04 09:30:00Z",
            ["busy"] = "engaged with contact c7 of sales",
            ["calm"] = "available, but idle for less long, since 2026-05-04 09:00:10Z",
            ["dan"] = "idle longest, since 2026-05-04 09:00:00Z",
            ["gone"] = "logged out",
            ["lost"] = "not responding since 2026-05-04 09:00:00Z",
            ["pop"] = "in post-processing: the pop-up of contact c9 of night is open",
            ["rung"] = "being offered contact c5 of sales",
            ["wrap"] = "in wrap-up for sales until 2026-05-04 09:01:30Z",
        });
    }

    [Fact]
    public async Task Skill_decides_where_the_queue_says_so()
    {
        LogIn("ana", new Assignment(Skill: 80));
        LogIn("bob", new Assignment(Skill: 40));
        LogIn("cyd", new Assignment(Skill: 80));
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana", by: ChosenBy.HighestSkill));
        (await ReasonsAsync("ContactOffered")).ShouldBe(new Dictionary<string, string>
        {
            ["ana"] = "highest skill: 80, idle since 2026-05-04 09:00:00Z",
            ["bob"] = "available, but has skill 40, less than 80",
            ["cyd"] = "available and idle as long as ana, whose id comes first",
        });
    }

    [Fact]
    public async Task The_callers_preferred_agents_come_first()
    {
        LogIn("ana");
        LogIn("bob");
        LogIn("cyd");
        _journal.At(20).Queue("sales", Happened.Arrived("c1", preferred: ["bob", "cyd"]), Happened.Offered("c1", "bob", by: ChosenBy.Preferred));
        (await ReasonsAsync("ContactOffered")).ShouldBe(new Dictionary<string, string>
        {
            ["ana"] = "available, but bob is preferred by the caller",
            ["bob"] = "preferred by the caller, number 1 of 2",
            ["cyd"] = "available, but bob comes earlier among the caller's preferred agents",
        });
    }

    [Fact]
    public async Task A_rejected_contact_is_kept_from_the_agent_for_a_while()
    {
        LogIn("ana");
        LogIn("bob");
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana"), Happened.Ended("c1", "ana", OfferOutcome.Rejected));
        _journal.At(30).Queue("sales", Happened.Offered("c1", "bob", 2));

        var story = await ExplainAsync();
        story.Steps[2].What.ShouldBe("ana rejected it: back in its place, position 1; not for ana before 2026-05-04 09:00:50Z while anyone else is logged in, "
            + "nor before 2026-05-04 09:00:25Z otherwise.");
        Reasons(story.Steps[3])["ana"].ShouldBe("rejected it at 2026-05-04 09:00:20Z, cooling down until 2026-05-04 09:00:50Z");
    }

    [Fact]
    [Rule("33b")]
    public async Task A_busy_telephone_differs_from_an_agent_who_declines()
    {
        LogIn("ana");
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana"), Happened.Ended("c1", "ana", OfferOutcome.Rejected, reason: RejectReason.Busy));

        var story = await ExplainAsync(now: 22);
        story.Steps[2].What.ShouldStartWith("ana rejected it (telephone busy): back in its place, position 1");
        Reasons(story.Steps[^1])["ana"].ShouldBe("rejected it at 2026-05-04 09:00:20Z (telephone busy), cooling down until 2026-05-04 09:00:25Z");
    }

    [Fact]
    [Rule("33b")]
    public async Task A_telephone_that_was_not_answered_is_a_miss_with_its_cause()
    {
        LogIn("ana");
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Offered("c1", "ana"), Happened.Ended("c1", "ana", OfferOutcome.Missed, reason: RejectReason.NoAnswer));

        var story = await ExplainAsync(now: 22);
        story.Steps[2].What.ShouldStartWith("The telephone of ana was not answered: missed, back in its place, position 1.");
        Reasons(story.Steps[^1])["ana"].ShouldBe("did not answer the telephone at 2026-05-04 09:00:20Z, cooling down until 2026-05-04 09:00:25Z");
    }

    [Fact]
    public async Task Callbacks_and_overflow_go_by_the_assignment()
    {
        LogIn("ana", new Assignment(Callbacks: false));
        LogIn("bob", new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 60, OverflowAfterContacts: 3));
        LogIn("cyd");
        _journal.At(20).Queue("sales", Happened.Arrived("c1"), Happened.Arrived("c2"), Happened.Requested("c1"));
        _journal.At(32).Queue("sales", Happened.Offered("c1", "cyd"));
        var reasons = await ReasonsAsync("ContactOffered");
        reasons["ana"].ShouldBe("takes no callbacks of this queue");
        reasons["bob"].ShouldBe("overflow limit not reached (waited 12 s of 60 s; 2 of 3 contacts waiting)");
    }

    [Fact]
    public async Task While_a_contact_waits_the_explanation_says_what_for()
    {
        LogIn("ana");
        _journal.Agent("ana", new BreakStarted("lunch", null));
        _journal.At(10).Queue("sales", Happened.Arrived("c0"), Happened.Arrived("c1", 10));

        var story = await ExplainAsync(now: 40);
        story.State.ShouldBe(ContactState.Waiting);
        story.Steps[0].What.ShouldEndWith("at position 2. Waits because no agent is eligible: ana on a break (lunch).");
        story.Steps[1].ShouldSatisfyAllConditions(
            step => step.At.ShouldBe(JournalScript.Second(40)),
            step => (step.Ordering, step.Event, step.By).ShouldBe((null, null, null)),
            step => step.What.ShouldBe("Waits in sales at position 2 of 2, for 30 s. Waits because no agent is eligible: ana on a break (lunch)."),
            step => Reasons(step)["ana"].ShouldBe("on a break (lunch)"));
    }

    [Fact]
    public async Task A_contact_held_for_a_preferred_agent_says_until_when()
    {
        _journal.Queue("sales", Happened.Configured(settings => settings with { PreferredHoldSeconds = 60 }));
        LogIn("ana");
        LogIn("bob");
        _journal.Agent("bob", new BreakStarted("lunch", null));
        _journal.At(10).Queue("sales", Happened.Arrived("c1", preferred: ["bob"]));
        Reasons((await ExplainAsync(now: 40)).Steps[^1])["ana"].ShouldBe("not preferred: held for bob until 2026-05-04 09:01:10Z");
        Reasons((await ExplainAsync(now: 70)).Steps[^1])["ana"].ShouldStartWith("available");
    }

    [Fact]
    public async Task A_caller_who_leaves_a_message_waits_for_no_agent()
    {
        _journal.Queue("sales", Happened.Arrived("c1")).At(5).Queue("sales", new RecordingStarted(C1));
        var story = await ExplainAsync();
        story.State.ShouldBe(ContactState.Recording);
        story.Steps[^1].Event.ShouldBe("RecordingStarted");
    }

    [Fact]
    public async Task An_explanation_continues_in_the_queue_to_which_the_contact_moved()
    {
        _journal.Queue("night", Happened.Arrived("c1"), Happened.Finished("c1", ContactOutcome.Abandoned));
        _journal.At(10).Queue("sales", Happened.Arrived("c1", 10)).At(70).Queue("sales", new ContactMoving(C1, new QueueId("night")));
        _journal.Queue("night", new ContactTakenOver(Happened.Contact("c1", 10), new QueueId("sales")));
        _journal.Queue("sales", new ContactMoved(C1, new QueueId("night")));
        _journal.At(80).Queue("night", Happened.Finished("c1", ContactOutcome.Expired)).Queue("sales", new MovedContactFinished(C1));

        var story = await ExplainAsync();
        story.QueueId.ShouldBe(new QueueId("night"));
        story.Outcome.ShouldBe(ContactOutcome.Expired);
        story.Steps.Select(step => step.Event).ShouldBe(["ContactArrived", "ContactMoving", "ContactTakenOver", "ContactMoved", "ContactFinished"]);
    }

    [Fact]
    public async Task The_explanation_of_a_refused_contact_says_why()
    {
        _journal.Queue("sales", new ContactRefused(C1, CallerAddress.FromText(Happened.Caller), Refusal.Rule("queueFull", "The queue is full.")));
        var story = await ExplainAsync();
        (story.Kind, story.State, story.Caller?.Value).ShouldBe((null, null, Happened.Caller));
        story.Steps.ShouldHaveSingleItem().What.ShouldBe("sales did not let it in: The queue is full.");
    }

    private static Dictionary<string, string> Reasons(ExplanationStep step) =>
        step.Agents.ToDictionary(agent => agent.AgentId.Value, agent => agent.Reason);

    private void LogIn(string agent, Assignment? assignment = null) =>
        _journal.Queue("sales", Happened.Joined(agent, assignment)).Agent(agent, new AgentDefined(agent), new AgentLoggedIn());

    private async Task<Dictionary<string, string>> ReasonsAsync(string happened) =>
        Reasons((await ExplainAsync()).Steps.Single(step => step.Event == happened));

    private async Task<Explanation> ExplainAsync(double now = 1000) =>
        (await new ContactExplainer(_journal, new StandingClock(JournalScript.Second(now))).ExplainAsync(new QueueId("sales"), C1)).ShouldNotBeNull();

    /// <summary>A journal whose events come when a test lets them.</summary>
    private sealed class HeldJournal(JournalScript journal) : IJournalReader
    {
        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Readings { get; private set; }

        public Task<long> LastOrderingAsync(CancellationToken cancel = default) => journal.LastOrderingAsync(cancel);

        public Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default) => journal.EntitiesAsync(kind, cancel);

        public async IAsyncEnumerable<JournalRecord> ReadAsync(
            long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            Readings++;
            await Gate.Task;
            await foreach (var record in journal.ReadAsync(afterOrdering, entity, cancel))
                yield return record;
        }
    }
}

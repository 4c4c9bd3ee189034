using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Projections.Tests.Reports;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Tests;

/// <summary>Half an hour of random traffic, run by the real rules. The projections must agree with the entities.</summary>
[ChaosTests]
public sealed class ProjectionsOverRandomTrafficTests
{
    private const int Seconds = 1800;
    private static readonly WrapUpCodeSettings Codes = new([new WrapUpCode(new WrapUpCodeId("sold"), "Sold"), new WrapUpCode(new WrapUpCodeId("other"), "Other")]);
    private static readonly QueueId Sales = new("sales");
    private static readonly QueueId Night = new("night");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Views_agree_with_the_entities(int seed)
    {
        var engine = RunTraffic(new Random(seed));
        var history = engine.Journal.FoldInto(new ContactHistory());
        var explanations = new ContactExplainer(engine.Journal, new StandingClock(JournalScript.Second(Seconds)));

        foreach (var queue in new[] { Sales, Night })
        {
            foreach (var contact in ((QueueSnapshot)engine[queue.Address].TakeSnapshot()).Contacts)
            {
                var found = history.Find(queue, contact.Contact.ContactId).ShouldNotBeNull();
                (found.QueueId, found.State, found.Kind, found.Priority, found.DueAt)
                    .ShouldBe((queue, contact.State, contact.Contact.Kind, contact.Contact.Key.Priority, contact.DueAt));
                var story = (await explanations.ExplainAsync(queue, contact.Contact.ContactId)).ShouldNotBeNull();
                story.State.ShouldBe(contact.State);
                if (contact is { State: ContactState.Waiting, MovingTo: null })
                    story.Steps[^1].What.ShouldContain("no agent is eligible", Case.Sensitive, "at rest no free agent and waiting contact go together");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_offer_has_one_chosen_agent_and_a_reason_for_each_other(int seed)
    {
        var engine = RunTraffic(new Random(seed));
        var explanations = new ContactExplainer(engine.Journal, new StandingClock(JournalScript.Second(Seconds)));
        var offers = engine.Journal.Records.Where(record => record.Recorded.Event is ContactOffered).ToList();
        offers.Count.ShouldBeGreaterThan(50);
        foreach (var offer in offers)
        {
            var offered = (ContactOffered)offer.Recorded.Event;
            var story = (await explanations.ExplainAsync(new QueueId(offer.Entity.Id), offered.ContactId)).ShouldNotBeNull();
            var step = story.Steps.Single(step => step.Ordering == offer.Ordering);
            step.Agents.Single(agent => agent.Chosen).AgentId.ShouldBe(offered.AgentId);
            step.Agents.ShouldAllBe(agent => agent.Reason.Length > 0);
            // Only bob works in two queues; the readiness of all others is known at once.
            step.Agents.Where(agent => agent.AgentId.Value != "bob").ShouldAllBe(agent => !agent.Reason.Contains("not heard"), step.What);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_board_shows_what_the_entities_themselves_would_answer(int seed)
    {
        var engine = RunTraffic(new Random(seed));
        var board = engine.Journal.FoldInto(new Board());

        var agents = board.Agents(after: null, limit: 100);
        agents.Page.Items.Select(agent => agent.AgentId.Value).ShouldBe(["ana", "bob", "cyd", "dan", "eve"]);
        foreach (var agent in agents.Page.Items)
            Json(agent).ShouldBe(Json(engine.Ask<AgentAnswer>(agent.AgentId.Address, new GetAgent())));
        foreach (var (status, count) in agents.StatusCounts)
            count.ShouldBe(agents.Page.Items.Count(agent => agent.Status == status), status.ToString());

        var queues = board.Queues(after: null, limit: 100, waiting: 100, JournalScript.Second(Seconds));
        queues.Items.Select(queue => queue.QueueId).ShouldBe([Night, Sales]);
        queues.AsOf.ShouldBe(engine.Journal.Records[^1].Ordering);
        foreach (var queue in queues.Items)
            Json(queue).ShouldBe(Json(engine.Ask<QueueAnswer>(queue.QueueId.Address, new GetQueue(Skip: 0, Take: 100))));
        var open = board.OpenContacts(states: null, queue: null, isMeant: null).ShouldNotBeNull();
        open.AsOf.ShouldBe(queues.AsOf);
        open.Contacts.Select(each => (each.Contact.QueueId, each.Contact.ContactId, each.Contact.State, each.Contact.Contact.Key)).ShouldBe(
            queues.Items.SelectMany(queue => ((QueueSnapshot)engine[queue.QueueId.Address].TakeSnapshot()).Contacts.Select(contact =>
                (queue.QueueId, contact.Contact.ContactId, contact.State, contact.Contact.Key))), ignoreOrder: true);
        foreach (var queue in queues.Items)
            open.Contacts.Where(each => each.Contact.QueueId == queue.QueueId && each.Position is not null).Select(each => (each.Position!.Value, each.Contact.ContactId))
                .ShouldBe(queue.Waiting.Select(contact => (contact.Position, contact.ContactId)));
        queues.Items.Sum(queue => queue.WaitingCount + queue.OfferedCount + queue.EngagedCount + queue.ScheduledCount).ShouldBePositive();

        static string Json<T>(T answer) => JsonSerializer.Serialize(answer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Figures_are_counts_over_the_journal(int seed)
    {
        var journal = RunTraffic(new Random(seed)).Journal;
        var reports = journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(Seconds))));
        ReportPeriod.TryCreate(JournalScript.Start, JournalScript.Second(Seconds), 300, out var period).ShouldBeNull();
        foreach (var row in reports.Queues(period!))
            QueueFiguresRecountTests.Check(row, [.. journal.Records.Where(record => record.Entity == row.QueueId.Address)
                .Select(record => (record.Recorded.At, record.Recorded.Event))]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Law(20)]
    public void Each_part_of_a_contact_counts_once_and_under_its_last_code(int seed)
    {
        var journal = RunTraffic(new Random(seed)).Journal;
        var reports = journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(Seconds))));
        ReportPeriod.TryCreate(JournalScript.Start, JournalScript.Second(Seconds + 60), bucketSeconds: null, out var period).ShouldBeNull();

        var rows = reports.Codes(period!);
        rows.ToDictionary(row => (row.QueueId, row.Code), row => (row.Contacts, row.ByDefault)).ShouldBe(CodedParts(journal.Records), ignoreOrder: true);
        rows.ShouldContain(row => row.QueueId == Sales && row.ByDefault > 0 && row.ByDefault < row.Contacts);
        rows.ShouldAllBe(row => row.QueueId != Sales || row.Code != null);
        rows.ShouldContain(row => row.QueueId == Night && row.Code == null);
    }

    /// <summary>Counts the accepted offers whose parts have ended, by queue and last code.</summary>
    private static Dictionary<(QueueId, WrapUpCodeId?), (long, long)> CodedParts(IReadOnlyList<JournalRecord> records)
    {
        var ended = new List<(QueueId Queue, WrapUpCodeSet? Code)>();
        foreach (var ofAgent in records.Where(record => record.Entity.Kind == EntityKind.Agent).GroupBy(record => record.Entity))
        {
            OfferId? part = null;
            WrapUpCodeSet? code = null;
            foreach (var happened in ofAgent.Select(record => record.Recorded.Event))
            {
                if (happened is OfferClosed { Outcome: OfferOutcome.Accepted } accepted)
                    (part, code) = (accepted.OfferId, null);
                else if (happened is WrapUpCodeSet set)
                    code = set;
                else if (part is { } offer && happened is AgentFreed or AgentBecameAvailable or BreakStarted or AgentLoggedOut)
                {
                    ended.Add((part!.Value.Queue, code));
                    part = null;
                }
            }
        }
        return ended.GroupBy(each => (each.Queue, each.Code?.Code)).ToDictionary(
            same => same.Key, same => ((long)same.Count(), (long)same.Count(each => each.Code?.ByDefault == true)));
    }

    internal static InMemoryEngine RunTraffic(Random chance)
    {
        var engine = new InMemoryEngine();
        engine.Send(Sales.Address, new ConfigureQueue(QueueSettings.Default("Sales") with
        {
            MaxWaitSeconds = 120, OverflowQueue = Night, PreferredHoldSeconds = 15, MaxWaiting = 12, WrapUpCodes = Codes with { Required = true, Default = Codes.Codes[1].Code },
        }));
        engine.Send(Night.Address, new ConfigureQueue(QueueSettings.Default("Night") with { Selection = Selection.HighestSkill, MaxWaitSeconds = 200, WrapUpCodes = Codes }));
        Staff("ana", Sales, new Assignment(WrapUpSeconds: 10));
        Staff("bob", Sales, new Assignment(Skill: 10));
        engine.Send(new AgentId("bob").Address, new AssignAgent(Night, new Assignment(Skill: 50)));
        Staff("cyd", Sales, new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 30, OverflowAfterContacts: 6));
        Staff("dan", Night, new Assignment(Skill: 50, Callbacks: false));
        Staff("eve", Sales, new Assignment(Callbacks: false));
        engine.Send(CallerAddress.FromText("+33100000001").Address, new ConfigureCaller([new AgentId("ana"), new AgentId("bob")], 1));

        for (int second = 1, contacts = 0; second <= Seconds; second++)
        {
            engine.AdvanceTo(second);
            if (chance.Next(12) == 0)
                engine.Send(CallerAddress.FromText($"+3310000000{chance.Next(9)}").Address, new ReceiveContact(
                    chance.Next(5) == 0 ? Night : Sales, new ContactId($"c{++contacts}"), chance.Next(8) == 0 ? Media.Fax : Media.Call, null, null));
            if (chance.Next(3) == 0)
                ActAsSomeAgent(engine, chance, second);
            if (chance.Next(6) == 0)
                ActAsSomeCaller(engine, chance);
        }
        return engine;

        void Staff(string agent, QueueId queue, Assignment assignment)
        {
            engine.Send(new AgentId(agent).Address, new DefineAgent(agent, new AgentSettings(AutoClosePopUp: agent == "bob")));
            engine.Send(new AgentId(agent).Address, new AssignAgent(queue, assignment));
            engine.Send(new AgentId(agent).Address, new LogIn());
        }
    }

    private static void ActAsSomeAgent(InMemoryEngine engine, Random chance, int second)
    {
        var agents = engine.Entities.OfType<AgentEntity>().ToList();
        var entity = agents[chance.Next(agents.Count)];
        IMessage command = (AgentSnapshot)entity.TakeSnapshot() switch
        {
            { Ringing: { } ringing } => chance.Next(6) == 0 ? new RejectOffer(ringing.Offer.OfferId) : new AcceptOffer(ringing.Offer.OfferId),
            { Coded: { } coded } when chance.Next(4) == 0 => new SetWrapUpCode(coded.Codes.Codes[chance.Next(2)], chance.Next(2) == 0 ? "noted" : null),
            { Held: { OverAt: not null } or { Offer.Contact.Callback: not null } } => chance.Next(4) switch
            {
                0 => new CompleteCallback(),
                1 => new ScheduleCallback(JournalScript.Second(second + 60)),
                2 => new ClosePopUp(),
                _ => new EndContact(),
            },
            { Held: not null } => chance.Next(4) == 0 ? new EndContact() : new GetAgent(),
            _ => chance.Next(12) switch
            {
                0 => new TakeBreak("tea", 30),
                1 => new ForceLogOut(),
                < 5 => new LogIn(),
                _ => new MakeAvailable(),
            },
        };
        engine.Send(entity.Address, command);
    }

    private static void ActAsSomeCaller(InMemoryEngine engine, Random chance)
    {
        var queue = chance.Next(3) == 0 ? Night : Sales;
        var contacts = ((QueueSnapshot)engine[queue.Address].TakeSnapshot()).Contacts;
        if (contacts.Count == 0)
            return;
        var contact = contacts[chance.Next(contacts.Count)].Contact.ContactId;
        engine.Send(queue.Address, chance.Next(9) switch
        {
            0 => new HangUp(contact),
            < 4 => new StartRecording(contact),
            4 => new ResumeWaiting(contact),
            5 => new MoveToFirst(contact),
            _ => new RequestCallback(contact, Happened.Caller),
        });
    }
}

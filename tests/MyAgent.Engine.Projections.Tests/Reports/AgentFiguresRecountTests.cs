using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Projections.Tests.Reports;

/// <summary>Agents get random commands. Each figure of the report must equal a slow count over the journal.</summary>
[UnitTests]
public sealed class AgentFiguresRecountTests
{
    private const int Seconds = 3600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_figure_of_an_agent_is_a_count_over_the_journal(int seed)
    {
        var (journal, statusBySecond) = Work(new Random(seed));
        foreach (var end in Enum.GetValues<OfferOutcome>())
            journal.Records.ShouldContain(record => record.Recorded.Event is OfferClosed && ((OfferClosed)record.Recorded.Event).Outcome == end);
        statusBySecond.Distinct().Count().ShouldBe(Enum.GetValues<AgentStatus>().Length, "an hour in which everything happens is worth counting");
        var reports = journal.FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(Seconds))));

        foreach (var bucket in new[] { 60, 420, 3600 })
        {
            ReportPeriod.TryCreate(JournalScript.Start, JournalScript.Second(Seconds), bucket, out var period);
            foreach (var row in reports.Agents(period!))
                Check(row, journal, statusBySecond);
        }
    }

    private static void Check(AgentFigures row, JournalScript journal, AgentStatus[] statusBySecond)
    {
        var events = journal.Records.Where(record => record.Recorded.At >= row.From && record.Recorded.At < row.To)
            .Select(record => record.Recorded.Event).ToList();
        row.OffersReceived.ShouldBe(events.OfType<OfferReceived>().Count());
        row.Accepted.ShouldBe(events.OfType<OfferClosed>().Count(closed => closed.Outcome == OfferOutcome.Accepted));
        row.Callbacks.ShouldBe(events.OfType<OfferClosed>().Count(closed => closed.Outcome == OfferOutcome.Accepted && IsCallback((int)closed.OfferId.Number)));
        row.Rejected.ShouldBe(events.OfType<OfferClosed>().Count(closed => closed.Outcome == OfferOutcome.Rejected));
        row.Missed.ShouldBe(events.OfType<OfferClosed>().Count(closed => closed.Outcome == OfferOutcome.Missed));
        row.Withdrawn.ShouldBe(events.OfType<OfferClosed>().Count(closed => closed.Outcome == OfferOutcome.Withdrawn));
        row.Handled.ShouldBe(events.OfType<ContactEnded>().Count());

        var seconds = statusBySecond[(int)(row.From - JournalScript.Start).TotalSeconds..(int)(row.To - JournalScript.Start).TotalSeconds];
        double Count(AgentStatus status) => seconds.Count(each => each == status);
        row.AvailableSeconds.ShouldBe(Count(AgentStatus.Available));
        row.OfferedSeconds.ShouldBe(Count(AgentStatus.Offered));
        row.EngagedSeconds.ShouldBe(Count(AgentStatus.Engaged));
        row.PostProcessingSeconds.ShouldBe(Count(AgentStatus.PostProcessing));
        row.WrapUpSeconds.ShouldBe(Count(AgentStatus.WrapUp));
        row.BreakSeconds.ShouldBe(Count(AgentStatus.Break));
        row.NotRespondingSeconds.ShouldBe(Count(AgentStatus.NotResponding));
        row.LoggedInSeconds.ShouldBe(seconds.Count(each => each != AgentStatus.LoggedOut));
    }

    private static bool IsCallback(int offer) => offer % 3 == 0;

    private static Contact Contact(int offer) => Happened.Contact($"c{offer}") with
    {
        Callback = IsCallback(offer) ? new CallbackRequest(Happened.Caller, JournalScript.Start) : null,
    };

    private static (JournalScript Journal, AgentStatus[] StatusBySecond) Work(Random chance)
    {
        var journal = new JournalScript();
        var agent = new AgentEntity(new AgentId("ana"));
        var statusBySecond = new AgentStatus[Seconds];
        var sales = new QueueId("sales");
        Take(new DefineAgent("Ana"), 0);
        Take(new AssignAgent(sales, new Assignment(WrapUpSeconds: 20, MaxWrapUpSeconds: 60)), 0);
        for (int second = 0, offers = 0; second < Seconds; second++)
        {
            if (chance.Next(4) == 0)
                Take(Any(chance, (AgentSnapshot)agent.TakeSnapshot(), ref offers), second);
            Take(null, second);
            statusBySecond[second] = ((AgentSnapshot)agent.TakeSnapshot()).Status;
        }
        return (journal, statusBySecond);

        void Take(IMessage? message, int second)
        {
            var envelope = message is null ? null : new Envelope(agent.Address, message, new Cause("test"));
            var step = EntityStep.Take(agent, envelope, JournalScript.Second(second));
            step.Fault.ShouldBeNull();
            foreach (var recorded in step.Recorded)
                journal.At(second).Add(agent.Address, recorded.Event);
        }
    }

    /// <summary>A random command or message: mostly one that fits the state, sometimes one that does not.</summary>
    private static IMessage Any(Random chance, AgentSnapshot agent, ref int offers) => chance.Next(12) switch
    {
        0 => new TakeBreak("tea", chance.Next(2) == 0 ? 40 : null),
        1 => chance.Next(3) == 0 ? new ForceLogOut() : new LogOut(),
        2 or 3 => new LogIn(),
        4 => new MakeAvailable(),
        5 => new StartOrExtendWrapUp(),
        _ => agent switch
        {
            { Status: AgentStatus.Available } => new ProposeOffer(new Offer(
                new OfferId(new QueueId("sales"), ++offers), Contact(offers), TimeoutSeconds: 20, MissedLimit: 1, PopUpLimitSeconds: 30)),
            { Ringing: { Acceptance: not null } ringing } => chance.Next(4) == 0
                ? new WithdrawOffer(ringing.Offer.OfferId)
                : new ConfirmAcceptance(ringing.Offer.OfferId),
            { Ringing: { } ringing } => chance.Next(10) switch
            {
                0 => new RejectOffer(ringing.Offer.OfferId),
                1 => new WithdrawOffer(ringing.Offer.OfferId),
                2 or 3 => new AcceptOffer(ringing.Offer.OfferId),
                _ => new GetAgent(),
            },
            { Held: { } held } => chance.Next(3) switch
            {
                0 => new EndContact(),
                1 => new ClosePopUp(),
                _ => new ContactIsOver(held.Offer.OfferId, Finished: true),
            },
            { Status: AgentStatus.LoggedOut } => new LogIn(),
            _ => new MakeAvailable(),
        },
    };
}

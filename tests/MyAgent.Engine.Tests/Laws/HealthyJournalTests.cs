using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Tests.Laws;

[UnitTests]
public sealed class HealthyJournalTests
{
    public static TheoryData<string> Stories => [.. All.Keys];

    private static readonly Dictionary<string, Func<Story>> All = new()
    {
        [nameof(HealthyStories.Call)] = HealthyStories.Call,
        [nameof(HealthyStories.WrapUp)] = HealthyStories.WrapUp,
        [nameof(HealthyStories.Overdue)] = HealthyStories.Overdue,
        [nameof(HealthyStories.HangUpWhileRinging)] = HealthyStories.HangUpWhileRinging,
        [nameof(HealthyStories.Missed)] = HealthyStories.Missed,
        [nameof(HealthyStories.Rejected)] = HealthyStories.Rejected,
        [nameof(HealthyStories.RememberedBreak)] = HealthyStories.RememberedBreak,
        [nameof(HealthyStories.RememberedLogOutAfterWrapUp)] = HealthyStories.RememberedLogOutAfterWrapUp,
        [nameof(HealthyStories.RecordedWhileRinging)] = HealthyStories.RecordedWhileRinging,
        [nameof(HealthyStories.RecordedUntilTheLimit)] = HealthyStories.RecordedUntilTheLimit,
        [nameof(HealthyStories.CallbackCompleted)] = HealthyStories.CallbackCompleted,
        [nameof(HealthyStories.CallbackScheduled)] = HealthyStories.CallbackScheduled,
        [nameof(HealthyStories.ForcedLogOut)] = HealthyStories.ForcedLogOut,
        [nameof(HealthyStories.ForcedLogOutWhileRinging)] = HealthyStories.ForcedLogOutWhileRinging,
        [nameof(HealthyStories.Superseded)] = HealthyStories.Superseded,
        [nameof(HealthyStories.Moved)] = HealthyStories.Moved,
        [nameof(HealthyStories.PriorityChanged)] = HealthyStories.PriorityChanged,
        [nameof(HealthyStories.Alarm)] = HealthyStories.Alarm,
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_healthy_journal_breaks_no_law(string story) => All[story]().Meanwhile(60).Judge().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_healthy_journal_breaks_no_law_at_rest(string story) => All[story]().Judge(atRest: true).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_healthy_journal_breaks_no_law_wherever_it_is_cut_off(string story)
    {
        var journal = All[story]().Journal();
        for (var length = 0; length <= journal.Count; length++)
        {
            // A decision is written whole, so a journal can only be cut off between decisions.
            if (length < journal.Count && length > 0 && SameDecision(journal[length - 1], journal[length]))
                continue;
            Story.Judge(journal.Take(length)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_counts_are_counts_over_the_journal()
    {
        var checker = new LawChecker(new LawOptions());
        foreach (var record in HealthyStories.CallbackScheduled().Journal())
            checker.Check(record);
        var counts = checker.Counts;
        counts.Arrived.ShouldBe(1);
        counts.CallbackRequests.ShouldBe(1);
        counts.Offers.ShouldBe(2);
        counts.OfferEnds[OfferOutcome.Accepted].ShouldBe(2);
        counts.Finished[ContactOutcome.Completed].ShouldBe(1);
        counts.Standing.Values.Sum().ShouldBe(0);
    }

    [Fact]
    public void Every_law_is_in_the_catalogue() => Law.All.Select(law => law.Number).ShouldBe([.. Enumerable.Range(1, 19), 26, 27, 28, 29, 30]);

    private static bool SameDecision(JournalRecord one, JournalRecord next) => one.Entity == next.Entity && one.Recorded.At == next.Recorded.At;
}

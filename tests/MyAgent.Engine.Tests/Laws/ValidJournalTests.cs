using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Tests.Laws;

[UnitTests]
public sealed class ValidJournalTests
{
    public static TheoryData<string> Names => [.. Journals.Keys];

    private static readonly Dictionary<string, Func<JournalBuilder>> Journals = new()
    {
        [nameof(ValidJournals.Call)] = ValidJournals.Call,
        [nameof(ValidJournals.WrapUp)] = ValidJournals.WrapUp,
        [nameof(ValidJournals.Coded)] = ValidJournals.Coded,
        [nameof(ValidJournals.CodedByDefault)] = ValidJournals.CodedByDefault,
        [nameof(ValidJournals.PopUpClosesByItself)] = ValidJournals.PopUpClosesByItself,
        [nameof(ValidJournals.PopUpClosesWithTheOutcome)] = ValidJournals.PopUpClosesWithTheOutcome,
        [nameof(ValidJournals.Overdue)] = ValidJournals.Overdue,
        [nameof(ValidJournals.HangUpWhileRinging)] = ValidJournals.HangUpWhileRinging,
        [nameof(ValidJournals.Missed)] = ValidJournals.Missed,
        [nameof(ValidJournals.Rejected)] = ValidJournals.Rejected,
        [nameof(ValidJournals.RememberedBreak)] = ValidJournals.RememberedBreak,
        [nameof(ValidJournals.RememberedLogOutAfterWrapUp)] = ValidJournals.RememberedLogOutAfterWrapUp,
        [nameof(ValidJournals.RecordedWhileRinging)] = ValidJournals.RecordedWhileRinging,
        [nameof(ValidJournals.RecordedUntilTheLimit)] = ValidJournals.RecordedUntilTheLimit,
        [nameof(ValidJournals.Requeued)] = ValidJournals.Requeued,
        [nameof(ValidJournals.CallbackCompleted)] = ValidJournals.CallbackCompleted,
        [nameof(ValidJournals.CallbackScheduled)] = ValidJournals.CallbackScheduled,
        [nameof(ValidJournals.ForcedLogOut)] = ValidJournals.ForcedLogOut,
        [nameof(ValidJournals.ForcedLogOutWhileRinging)] = ValidJournals.ForcedLogOutWhileRinging,
        [nameof(ValidJournals.Superseded)] = ValidJournals.Superseded,
        [nameof(ValidJournals.Moved)] = ValidJournals.Moved,
        [nameof(ValidJournals.Transferred)] = ValidJournals.Transferred,
        [nameof(ValidJournals.PriorityChanged)] = ValidJournals.PriorityChanged,
        [nameof(ValidJournals.Alarm)] = ValidJournals.Alarm,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_healthy_journal_breaks_no_law(string name) => Journals[name]().Meanwhile(60).Check().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_healthy_journal_breaks_no_law_at_rest(string name) => Journals[name]().Check(atRest: true).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_healthy_journal_breaks_no_law_wherever_it_is_cut_off(string name)
    {
        var journal = Journals[name]().Journal();
        for (var length = 0; length <= journal.Count; length++)
        {
            // A decision is written whole, so a journal can only be cut off between decisions.
            if (length < journal.Count && length > 0 && SameDecision(journal[length - 1], journal[length]))
                continue;
            JournalBuilder.Check(journal.Take(length)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_counts_are_counts_over_the_journal()
    {
        var checker = new LawChecker(new LawOptions());
        foreach (var record in ValidJournals.CallbackScheduled().Journal())
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
    public void Every_law_is_in_the_catalogue() => Law.All.Select(law => law.Number).ShouldBe([.. Enumerable.Range(1, 24), 26, 27, 28, 29, 30, 31, 32, 35, 36, 37]);

    private static bool SameDecision(JournalRecord one, JournalRecord next) => one.Entity == next.Entity && one.Recorded.At == next.Recorded.At;
}

using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Assertions about the violations of a modified journal.</summary>
internal static class LawAssertions
{
    /// <summary>Asserts that the law is broken, and which event is the first that breaks it.</summary>
    public static void ShouldBreak<T>(this JournalBuilder journal, int law, int nth = 0)
        where T : IEvent
    {
        var found = journal.Check().Where(violation => violation.Law == law).OrderBy(violation => violation.Ordering).ToList();
        found.ShouldNotBeEmpty($"law {law} is not found broken");
        found[0].Ordering.ShouldBe(journal.OrderingOf<T>(nth), found[0].Detail);
        var named = journal.Journal().Single(record => record.Ordering == found[0].Ordering);
        (found[0].PersistenceId, found[0].SequenceNr).ShouldBe((named.Entity.PersistenceId, named.SequenceNr));
    }

    public static void ShouldNotBreak(this JournalBuilder journal, int law) =>
        journal.Check().Where(violation => violation.Law == law).ShouldBeEmpty();
}

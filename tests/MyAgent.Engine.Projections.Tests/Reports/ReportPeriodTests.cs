using MyAgent.Engine.Projections.Reports;

namespace MyAgent.Engine.Projections.Tests.Reports;

[UnitTests]
public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData(0, 3600, 90, "bucketSeconds")]
    [InlineData(0, 3600, 0, "bucketSeconds")]
    [InlineData(0, 3600, -60, "bucketSeconds")]
    [InlineData(0, 0, 60, "to")]
    [InlineData(50, 10, 60, "to")]
    [InlineData(0, 3_000 * 60, 60, "bucketSeconds")]
    public void A_period_that_makes_no_sense_names_the_field(int from, int to, int bucketSeconds, string field)
    {
        var refusal = ReportPeriod.TryCreate(JournalScript.Second(from), JournalScript.Second(to), bucketSeconds, out var period);
        refusal!.Field.ShouldBe(field);
        period.ShouldBeNull();
    }

    [Fact]
    public void Intervals_begin_on_whole_minutes_and_the_last_one_may_be_shorter()
    {
        ReportPeriod.TryCreate(JournalScript.Second(30), JournalScript.Second(290), 120, out var period).ShouldBeNull();
        var rows = new JournalScript().Agent("ana", new Agents.AgentLoggedIn())
            .FoldInto(new InMemoryReports(new StandingClock(JournalScript.Second(1000)))).Agents(period!);
        rows.Select(row => (row.From, row.To)).ShouldBe([
            (JournalScript.Second(0), JournalScript.Second(120)),
            (JournalScript.Second(120), JournalScript.Second(240)),
            (JournalScript.Second(240), JournalScript.Second(300)),
        ]);
        rows.Select(row => row.LoggedInSeconds).ShouldBe([120, 120, 60]);
    }

    [Fact]
    public void Without_a_length_there_is_one_interval_and_time_may_run_to_its_ends()
    {
        ReportPeriod.TryCreate(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, bucketSeconds: null, out var period).ShouldBeNull();
        new JournalScript().Queue("sales", Happened.Arrived("c1"))
            .FoldInto(new InMemoryReports(TimeProvider.System)).Queues(period!).Sum(row => row.Offered).ShouldBe(1);
    }
}

using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class ReplayCommandTests : IDisposable
{
    private const string Header = "at,queue,media,caller,handleSeconds,patienceSeconds,callback";

    private readonly string _directory = Directory.CreateTempSubdirectory("myagent-replay-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Recorded_traffic_is_played_in_virtual_time()
    {
        var file = Write(
            Header,
            "2026-05-04T09:00:00Z,sales,call,+33123456781,600,,",
            "2026-05-04T09:00:10Z,sales,call,+33123456782,60,30,false",
            "2026-05-04T09:00:20Z,sales,call,+33123456783,60,30,true",
            "2026-05-04T09:00:30Z,post,email,\"julie@example.org\",120,,");

        var report = (await CommandRun.OfAsync("replay", file, "--agents", "1", "--json")).Json();

        report.GetProperty("contacts").GetInt32().ShouldBe(4);
        report.GetProperty("lawsChecked").GetInt32().ShouldBe(Law.All.Count);
        report.GetProperty("violations").GetArrayLength().ShouldBe(0);
        report.GetProperty("endedAt").GetString().ShouldBe("2026-05-04T09:11:00Z");
        var sales = report.GetProperty("queues").EnumerateArray().Single(queue => queue.GetProperty("queueId").GetString() == "sales");
        (string Figure, int Expected)[] expected = [("offered", 3), ("answered", 1), ("abandoned", 1), ("callbacksRequested", 1), ("callbacksCompleted", 1)];
        foreach (var (figure, number) in expected)
            sales.GetProperty(figure).GetInt32().ShouldBe(number, figure);
    }

    [Fact]
    [Rule("36")]
    public async Task A_callback_without_a_call_is_played()
    {
        var file = Write(
            Header,
            "2026-05-04T09:00:00Z,sales,call,+33123456781,600,,",
            "2026-05-04T09:00:10Z,sales,callback,+33123456782,60,,");

        var report = (await CommandRun.OfAsync("replay", file, "--agents", "1", "--json")).ShouldEndWith(0).Json();

        report.GetProperty("endedAt").GetString().ShouldBe("2026-05-04T09:11:00Z");
        var sales = report.GetProperty("queues").EnumerateArray().Single();
        (string Figure, int Expected)[] expected = [("offered", 1), ("answered", 1), ("callbacksRequested", 1), ("callbacksCompleted", 1)];
        foreach (var (figure, number) in expected)
            sales.GetProperty(figure).GetInt32().ShouldBe(number, figure);
    }

    [Fact]
    public async Task The_figures_are_written_as_a_table()
    {
        var file = Write(Header, "2026-05-04T09:00:00Z,sales,call,+33123456781,60,,");

        (await CommandRun.OfAsync("replay", file)).ShouldEndWith(0).Output.ShouldContain("No violation.");
    }

    [Theory]
    [InlineData("yesterday,sales,call,+33123456781,60,,", "line 2, column 'at'")]
    [InlineData("2026-05-04T09:00:00Z,?,call,+33123456781,60,,", "line 2, column 'queue'")]
    [InlineData("2026-05-04T09:00:00Z,sales,phone,+33123456781,60,,", "line 2, column 'media'")]
    [InlineData("2026-05-04T09:00:00Z,sales,call,+33\t1,60,,", "line 2, column 'caller'")]
    [InlineData("2026-05-04T09:00:00Z,sales,call,+33123456781,long,,", "line 2, column 'handleSeconds'")]
    [InlineData("2026-05-04T09:00:00Z,sales,call,+33123456781,60,-1,", "line 2, column 'patienceSeconds'")]
    [InlineData("2026-05-04T09:00:00Z,sales,call,+33123456781,60,,maybe", "line 2, column 'callback'")]
    [InlineData("2026-05-04T09:00:00Z,sales,callback,,60,,", "line 2, column 'caller'")]
    [InlineData("2026-05-04T09:00:00Z,sales,callback,hello,60,,", "line 2, column 'caller'")]
    [InlineData("2026-05-04T09:00:00Z,sales,callback,+33123456781,60,30,", "line 2, column 'patienceSeconds'")]
    [InlineData("2026-05-04T09:00:00Z,sales,callback,+33123456781,60,,true", "line 2, column 'callback'")]
    [InlineData("2026-05-04T09:00:00Z,sales,call", "line 2: 3 cells")]
    [InlineData("\"2026-05-04T09:00:00Z,sales,call", "line 2: a quotation mark")]
    [InlineData("2026-05-04T09:00:00Z,sales,call,+33123456781,60,,\"true", "line 2: a quotation mark")]
    public async Task A_row_that_is_not_understood_is_named(string row, string expected) =>
        (await CommandRun.OfAsync("replay", Write(Header, row))).ShouldEndWith(2).Error.ShouldContain(expected);

    [Theory]
    [InlineData("at,queue,media", "'caller' is missing")]
    [InlineData("at,queue,media,caller,colour", "'colour'")]
    [InlineData("at,queue,media,caller,at", "twice")]
    [InlineData("", "''")]
    [InlineData(Header, "no contacts")]
    public async Task A_header_that_is_not_understood_is_named(string header, string expected) =>
        (await CommandRun.OfAsync("replay", Write(header))).ShouldEndWith(2).Error.ShouldContain(expected);

    [Fact]
    public async Task Cells_may_be_quoted_and_padded_and_lines_empty()
    {
        var file = Write("at, queue ,media,caller", "2026-05-04T09:00:00Z, \"sales\" ,call,\"Doe, \"\"Jo\"\"\"", "", "   ", "2026-05-04T09:00:01Z,sales,call,");

        (await CommandRun.OfAsync("replay", file, "--json")).ShouldEndWith(0).Json().GetProperty("contacts").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_wrong_call() =>
        (await CommandRun.OfAsync("replay", Path.Combine(_directory, "none.csv"))).ShouldEndWith(2);

    [Fact]
    public async Task Against_a_server_contacts_come_and_callers_who_run_out_of_patience_hang_up()
    {
        var engine = new CommandsFixture();
        await engine.InitializeAsync();
        try
        {
            var file = Write(
                Header,
                "2026-05-04T09:00:00Z,sales,call,+33123456781,60,0.01,",
                "2026-05-04T09:00:00.010Z,sales,call,+33123456782,60,,true",
                "2026-05-04T09:00:00.020Z,sales,fax,+33123456783,60,,");

            var report = (await engine.AskAsync("replay", file, "--json")).Json();

            report.GetProperty("sent").GetInt32().ShouldBe(3);
            report.GetProperty("hungUp").GetInt32().ShouldBe(1);
            report.GetProperty("callbacks").GetInt32().ShouldBe(1);
            report.GetProperty("refused").GetInt32().ShouldBe(0);
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    private string Write(params string[] lines)
    {
        var path = Path.Combine(_directory, "traffic.csv");
        File.WriteAllLines(path, lines);
        return path;
    }
}

using System.Text.Json;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class StaffCommandTests
{
    private const string Short = "staff --arrivals-per-hour 200 --handle-seconds 180 --hours 5";

    [Theory]
    [InlineData("--arrivals-per-hour 0")]
    [InlineData("--handle-seconds -1")]
    [InlineData("--target 80")]
    [InlineData("--target 0/20")]
    [InlineData("--target 100/20")]
    [InlineData("--target 80/-1")]
    [InlineData("--target 80/20/10")]
    [InlineData("--target most/20")]
    [InlineData("--patience-seconds 0")]
    [InlineData("--wrap-up-seconds 180")]
    [InlineData("--callback-share 2")]
    [InlineData("--hours 0")]
    [InlineData("--hours 0.01")]
    [InlineData("--warm-up-hours -1")]
    [InlineData("--seed x")]
    [InlineData("--agents 14")]
    public async Task What_cannot_be_computed_ends_with_2_and_says_why(string wrong)
    {
        var option = wrong.Split(' ')[0];
        string[] others = [.. new[] { "--arrivals-per-hour 200", "--handle-seconds 180" }.Where(other => !other.StartsWith(option, StringComparison.Ordinal))];
        var (exitCode, output, error) = await RunAsync($"staff {string.Join(' ', others)} {wrong}");
        exitCode.ShouldBe(ExitCode.WrongCall);
        output.ShouldBeEmpty();
        error.ShouldContain(option);
    }

    [Theory]
    [InlineData("staff --handle-seconds 180", "--arrivals-per-hour")]
    [InlineData("staff --arrivals-per-hour 200", "--handle-seconds")]
    public async Task The_traffic_has_no_default(string call, string missing)
    {
        var (exitCode, _, error) = await RunAsync(call);
        exitCode.ShouldBe(ExitCode.WrongCall);
        error.ShouldContain(missing);
    }

    [Fact]
    public async Task A_target_that_no_number_of_agents_reaches_ends_with_1()
    {
        var (exitCode, output, error) = await RunAsync("staff --arrivals-per-hour 30000 --handle-seconds 180 --json");
        exitCode.ShouldBe(ExitCode.CheckFailed);
        error.ShouldContain("No number of agents up to 1000 gives 80 % within 20 s: the traffic is 1500 erlangs.");
        JsonDocument.Parse(output).RootElement.GetProperty("code").GetString().ShouldBe("targetNotReached");
    }

    [Fact]
    public async Task One_JSON_document_has_both_numbers_and_what_those_around_them_do()
    {
        const string Call = $"{Short} --target 85.5/20 --patience-seconds 120 --callback-share 0.5 --wrap-up-seconds 10 --seed 3 --json";
        var (exitCode, output, error) = await RunAsync(Call);
        exitCode.ShouldBe(ExitCode.Done, error);
        var document = JsonDocument.Parse(output).RootElement;
        document.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["target", "agents", "certain", "theoryAgents", "model", "rows", "hours", "warmUpHours", "seed", "lawsChecked", "violations"]);
        document.GetProperty("target").GetProperty("serviceLevel").GetDouble().ShouldBe(0.855, 1e-9);
        document.GetProperty("target").GetProperty("seconds").GetDouble().ShouldBe(20);
        document.GetProperty("model").GetString().ShouldBe("M/M/n+G (Baccelli-Hebuterne)");
        document.GetProperty("violations").GetInt64().ShouldBe(0);
        var agents = document.GetProperty("agents").GetInt32();
        var rows = document.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("agents").GetInt32());
        rows.Keys.ShouldBe(((int[])[agents - 1, agents, agents + 1, document.GetProperty("theoryAgents").GetInt32()]).Distinct().Order());
        foreach (var row in rows.Values)
        {
            row.GetProperty("theory").GetProperty("serviceLevel").GetDouble().ShouldBeInRange(0.5, 1);
            row.GetProperty("simulated").EnumerateObject().Select(property => property.Name).ShouldBe(
                ["contacts", "serviceLevel", "probabilityOfWaiting", "meanWaitSeconds", "abandonment", "occupancy", "callback", "halfWidth95"]);
        }
        ServiceLevel(agents).ShouldBeGreaterThanOrEqualTo(0.855);
        ServiceLevel(agents - 1).ShouldBeLessThan(0.855);

        (await RunAsync(Call)).Output.ShouldBe(output, "The same seed gives the same document.");

        double ServiceLevel(int number) => rows[number].GetProperty("simulated").GetProperty("serviceLevel").GetDouble();
    }

    [Theory]
    [InlineData("--wrap-up-seconds 60 --patience-seconds 300 --callback-share 0.5")]
    [InlineData("--target 1/0")]
    public async Task People_read_a_table_of_80_columns(string options)
    {
        var (exitCode, output, error) = await RunAsync($"{Short} {options}");
        exitCode.ShouldBe(ExitCode.Done, error);
        output.ShouldContain("agents by simulation of the rules");
        output.ShouldContain("broken 0 times");
        output.Split(Environment.NewLine).ShouldAllBe(line => line.Length <= 80);
    }

    private static Task<CommandRun> RunAsync(string call) => CommandRun.OfAsync(call.Split(' '));
}

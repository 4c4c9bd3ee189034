using System.Text.Json;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class SimulateCommandTests
{
    private const string Short = "simulate --hours 2 --warm-up-hours 1";

    [Theory]
    [InlineData("--arrivals-per-hour 0")]
    [InlineData("--arrivals-per-hour many")]
    [InlineData("--handle-seconds -1")]
    [InlineData("--agents 0")]
    [InlineData("--agents 1.5")]
    [InlineData("--wrap-up-seconds 180")]
    [InlineData("--patience-seconds 0")]
    [InlineData("--callback-share 2")]
    [InlineData("--vip-share NaN")]
    [InlineData("--service-level-seconds -1")]
    [InlineData("--hours 0")]
    [InlineData("--warm-up-hours -1")]
    [InlineData("--day --faults")]
    [InlineData("--seed x")]
    [InlineData("--no-such-option")]
    public async Task What_cannot_be_simulated_ends_with_2_and_says_why(string wrong)
    {
        var (exitCode, output, error) = await RunAsync($"simulate {wrong}");
        exitCode.ShouldBe(ExitCode.WrongCall);
        output.ShouldBeEmpty();
        error.ShouldContain(wrong.Split(' ')[0]);
    }

    [Fact]
    public async Task One_JSON_document_has_every_figure_and_the_last_two_alone_depend_on_the_machine()
    {
        const string Call = $"{Short} --agents 11 --patience-seconds 120 --callback-share 0.5 --vip-share 0.2 --wrap-up-seconds 10 --service-level-seconds 30 --seed 3 --json";
        var (exitCode, output, error) = await RunAsync(Call);
        exitCode.ShouldBe(ExitCode.Done, error);
        error.ShouldBeEmpty();
        var document = JsonDocument.Parse(output).RootElement;
        document.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "contacts", "served", "abandoned", "callbacks", "probabilityOfWaiting", "meanWaitSeconds", "meanWaitSecondsOfAll", "serviceLevel",
            "abandonment", "occupancy", "meanQueueLength", "classes", "theory", "halfWidth95", "estimate", "lawsChecked", "violations", "contactsPerSecond",
            "elapsedSeconds",
        ]);
        foreach (var name in (string[])["normal", "vip", "call", "callback"])
            document.GetProperty("classes").GetProperty(name).EnumerateObject().Select(property => property.Name).ShouldBe(["contacts", "meanWaitSeconds"]);
        document.GetProperty("halfWidth95").EnumerateObject().Select(property => property.Name)
            .ShouldBe(["probabilityOfWaiting", "meanWaitSeconds", "meanWaitSecondsOfAll", "serviceLevel", "abandonment"]);
        document.GetProperty("violations").GetInt64().ShouldBe(0);
        document.GetProperty("lawsChecked").GetInt64().ShouldBeGreaterThan(0);
        document.GetProperty("theory").GetProperty("model").ValueKind.ShouldBe(JsonValueKind.Null);

        var again = (await RunAsync(Call)).Output;
        ButForTheLastTwo(again).ShouldBe(ButForTheLastTwo(output));
        ButForTheLastTwo((await RunAsync(Call.Replace("--seed 3", "--seed 4", StringComparison.Ordinal))).Output).ShouldNotBe(ButForTheLastTwo(output));
    }

    [Fact]
    public async Task Theory_stands_next_to_the_measured_figures()
    {
        var theory = JsonDocument.Parse((await RunAsync($"{Short} --agents 12 --json")).Output).RootElement.GetProperty("theory");
        theory.GetProperty("model").GetString().ShouldBe("Erlang C");
        theory.GetProperty("probabilityOfWaiting").GetDouble().ShouldBe(.449388, 5e-7);
        theory.GetProperty("meanWaitSeconds").GetDouble().ShouldBe(40.4449, 5e-5);
        theory.GetProperty("serviceLevel").GetDouble().ShouldBe(.640158, 5e-7);
    }

    [Fact]
    public async Task People_read_a_table()
    {
        var (exitCode, output, _) = await RunAsync($"{Short} --agents 12");
        exitCode.ShouldBe(ExitCode.Done);
        output.ShouldContain("Erlang C");
        output.ShouldContain("broken 0 times");
    }

    private static string ButForTheLastTwo(string document) => document[..document.IndexOf("\"contactsPerSecond\"", StringComparison.Ordinal)];

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string call)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(call.Split(' '), output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
